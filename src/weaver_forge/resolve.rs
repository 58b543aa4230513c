//! Turns what the files say into what they mean: attributes inherited, references looked up,
//! imports taken in, everything in one order.
//!
//! Each registry is resolved on its own, after those it depends on. It sees of a dependency the
//! attributes that are defined there and the groups that are there once it is resolved.

mod associations;
mod attribute;
mod context;
mod group;
mod imports;
mod inheritance;
mod lineage;
mod problem;
mod published;
mod references;
mod registry;
mod upstream;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Collector, Location};
use crate::load::{Loaded, Registry};
use crate::model::{GroupSpec, GroupType, SchemaUrl, Visibility};
use crate::source::Sources;

pub use attribute::Attribute;
pub(crate) use context::sorted;
pub use group::Group;
pub use lineage::{AttributeLineage, Lineage, Provenance};
pub(crate) use problem::ResolveProblem;
pub use registry::{Package, ResolvedRegistry, SchemaVersion};
pub(crate) use upstream::Upstream;

/// One registry, resolved.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Resolved {
    pub(crate) schema_url: SchemaUrl,
    /// Its own groups and those it imports, sorted by id.
    pub(crate) groups: Vec<Group>,
    /// The attributes it defines, by name.
    pub(crate) definitions: BTreeMap<String, Attribute>,
    /// Every registry it was built from, in the order of their URLs.
    pub(crate) dependencies: Vec<Arc<Resolved>>,
    /// Whether it was resolved when it was published, so that only the definitions tell what it
    /// defines.
    pub(crate) is_published: bool,
}

/// What the stages share.
pub(crate) struct Run<'a> {
    pub(crate) sources: &'a Sources,
    /// Whether every file could be parsed. If not, nothing is known to be missing.
    pub(crate) is_complete: bool,
    /// Whether the registry asked for imports everything its dependencies have.
    pub(crate) include_unreferenced: bool,
}

/// Every registry of a run, resolved.
pub(crate) struct Resolution {
    registries: Vec<Option<Arc<Resolved>>>,
    main: usize,
}

impl Resolution {
    /// The registry that was asked for.
    pub(crate) fn main(&self) -> Option<&Resolved> {
        self.registries[self.main].as_deref()
    }

    /// The registry that was asked for, on its own.
    pub(crate) fn into_main(mut self) -> Option<Resolved> {
        let main = self.registries.swap_remove(self.main)?;
        Some(Arc::unwrap_or_clone(main))
    }

    /// What that registry sees of its dependencies.
    pub(crate) fn upstream<'a>(&'a self, loaded: &Loaded) -> Upstream<'a> {
        Upstream::new(&loaded.registries[self.main].dependencies, &self.registries)
    }
}

/// Resolves every registry that was loaded.
pub(crate) fn resolve(loaded: &Loaded, run: &Run<'_>, collector: &mut Collector) -> Resolution {
    let count = loaded.registries.len();
    let main = count - 1;
    let mut registries: Vec<Option<Arc<Resolved>>> = (0..count).map(|_| None).collect();
    for index in order(&loaded.registries, main) {
        let registry = &loaded.registries[index];
        let upstream = Upstream::new(&registry.dependencies, &registries);
        let resolved = match &registry.published {
            Some(published) => published::resolve(registry, published),
            None => resolve_one(registry, index == main, &upstream, run, collector),
        };
        registries[index] = Some(Arc::new(resolved));
    }
    Resolution { registries, main }
}

fn resolve_one(
    registry: &Registry,
    is_main: bool,
    upstream: &Upstream<'_>,
    run: &Run<'_>,
    collector: &mut Collector,
) -> Resolved {
    let specs: Vec<&GroupSpec> = registry
        .files
        .iter()
        .flat_map(|(_, definition)| &definition.groups)
        .collect();
    let inherited = inheritance::resolve(&specs, upstream, run, collector);
    let mut groups = references::resolve(inherited, &registry.schema_url, upstream, run, collector);
    associations::check(&specs, upstream, run, collector);
    imports::resolve(registry, is_main, upstream, run, &mut groups, collector);
    groups.retain(|group| group.visibility != Some(Visibility::Internal));
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    let mut definitions = BTreeMap::new();
    for (group, attribute) in groups.iter().flat_map(Group::with_attributes) {
        if group.defines(attribute) {
            definitions
                .entry(attribute.name.clone())
                .or_insert_with(|| attribute.clone());
        }
    }
    Resolved {
        schema_url: registry.schema_url.clone(),
        groups,
        definitions,
        dependencies: upstream.closure(),
        is_published: false,
    }
}

/// Reports events that have no place in version 2 of the resolved schema. Metrics that lack what they
/// need there are errors anyway.
pub(crate) fn check_event_names(resolved: &Resolved, collector: &mut Collector) {
    let is_nameless = |it: &&Group| it.r#type == GroupType::Event && it.name.is_none();
    for group in resolved.groups.iter().filter(is_nameless) {
        let group_id = group.id.clone();
        let problem = ResolveProblem::EventNameNotFound { group_id };
        collector.report(
            &problem,
            Location::value(group.file, group.path().key("id")),
        );
    }
}

/// The registries in an order in which each comes after those it uses; `main` is last.
fn order(registries: &[Registry], main: usize) -> Vec<usize> {
    fn visit(registries: &[Registry], index: usize, seen: &mut [bool], order: &mut Vec<usize>) {
        // A newer version may close a circle that was none: then it is cut here.
        if std::mem::replace(&mut seen[index], true) {
            return;
        }
        for edge in &registries[index].dependencies {
            visit(registries, edge.used, seen, order);
            visit(registries, edge.asked, seen, order);
        }
        order.push(index);
    }
    let mut order = Vec::with_capacity(registries.len());
    visit(
        registries,
        main,
        &mut vec![false; registries.len()],
        &mut order,
    );
    order
}
