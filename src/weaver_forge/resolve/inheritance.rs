use std::collections::BTreeMap;

use super::lineage::AttributeLineage;
use super::{Group, ResolveProblem, Run, Upstream};
use crate::diagnostic::{Collector, Location, nearest};
use crate::model::{AttributeSpec, GroupSpec};
use crate::source::YamlPath;

/// A group with the attributes of the group it extends, and no reference looked up yet.
#[derive(Debug, Clone)]
pub(super) struct Inherited<'a> {
    pub(super) spec: &'a GroupSpec,
    pub(super) attributes: Vec<AttributeSpec>,
    pub(super) lineage: BTreeMap<String, AttributeLineage>,
    /// Whether everything it extends was found, up to the top.
    is_whole: bool,
}

/// Applies `prefix` and `extends`. What cannot be resolved is reported and inherits nothing.
pub(super) fn resolve<'a>(
    specs: &[&'a GroupSpec],
    upstream: &Upstream<'_>,
    run: &Run<'_>,
    collector: &mut Collector,
) -> Vec<Inherited<'a>> {
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, spec) in specs.iter().enumerate() {
        by_id.entry(&spec.id).or_insert(index);
    }
    let mut resolver = Resolver {
        specs,
        by_id,
        upstream,
        run,
        collector,
    };
    let mut done: Vec<Option<Inherited<'a>>> = specs.iter().map(|_| None).collect();
    for index in 0..specs.len() {
        resolver.visit(index, &mut done);
    }
    done.into_iter().flatten().collect()
}

struct Resolver<'s, 'a> {
    specs: &'s [&'a GroupSpec],
    by_id: BTreeMap<&'a str, usize>,
    upstream: &'s Upstream<'s>,
    run: &'s Run<'s>,
    collector: &'s mut Collector,
}

impl<'a> Resolver<'_, 'a> {
    /// The group of this registry that the group at `index` extends.
    fn parent(&self, index: usize) -> Option<usize> {
        let id = self.specs[index].extends.as_deref()?;
        self.by_id.get(id).copied()
    }

    /// Resolves the group at `start` after those it extends. There is no recursion, because the
    /// length of such a chain is up to whoever wrote it.
    fn visit(&mut self, start: usize, done: &mut [Option<Inherited<'a>>]) {
        let mut chain: Vec<usize> = Vec::new();
        let mut next = Some(start);
        while let Some(index) = next.filter(|&index| done[index].is_none()) {
            if let Some(first) = chain.iter().position(|&earlier| earlier == index) {
                for index in chain.split_off(first) {
                    done[index] = Some(self.circular(self.specs[index]));
                }
                break;
            }
            chain.push(index);
            next = self.parent(index);
        }
        for index in chain.into_iter().rev() {
            let spec = self.specs[index];
            let parent = self.parent(index).and_then(|parent| done[parent].as_ref());
            done[index] = Some(match (spec.extends.as_deref(), parent) {
                (None, _) => without_parent(spec, true),
                (Some(_), Some(parent)) => self.inherit(spec, parent),
                (Some(id), None) => self.inherit_upstream(spec, id),
            });
        }
    }

    fn circular(&mut self, spec: &'a GroupSpec) -> Inherited<'a> {
        let problem = ResolveProblem::CircularExtends {
            group_id: spec.id.clone(),
            extends_ref: spec.extends.clone().unwrap_or_default(),
        };
        self.collector.report(&problem, extends_location(spec));
        without_parent(spec, false)
    }

    fn inherit(&mut self, spec: &'a GroupSpec, parent: &Inherited<'_>) -> Inherited<'a> {
        if !parent.is_whole {
            let problem = ResolveProblem::UnresolvedExtendsRef {
                group_id: spec.id.clone(),
                extends_ref: parent.spec.id.clone(),
                nearest: None,
            };
            self.collector
                .report_implied(&problem, extends_location(spec));
        }
        let inherited = with_parent(spec, &parent.spec.id, &parent.attributes);
        Inherited {
            is_whole: parent.is_whole,
            ..inherited
        }
    }

    fn inherit_upstream(&mut self, spec: &'a GroupSpec, id: &str) -> Inherited<'a> {
        let found = self
            .upstream
            .groups()
            .map(|(_, group)| group)
            .find(|group| group.id == id);
        if let Some(group) = found {
            if group.is_excluded() {
                let (group_id, r#ref) = (spec.id.clone(), id.to_owned());
                let problem = ResolveProblem::ExcludedFromDependencyResolution { group_id, r#ref };
                self.collector.report(&problem, extends_location(spec));
            }
            let attributes: Vec<_> = group.attributes.iter().map(|it| it.to_spec()).collect();
            return with_parent(spec, id, &attributes);
        }
        if self.run.is_complete {
            let known = self.by_id.keys().copied();
            let upstream = self
                .upstream
                .groups()
                .map(|(_, group): (_, &Group)| group.id.as_str());
            let nearest = nearest(id, known.chain(upstream)).map(str::to_owned);
            let (group_id, extends_ref) = (spec.id.clone(), id.to_owned());
            let problem = ResolveProblem::UnresolvedExtendsRef {
                group_id,
                extends_ref,
                nearest,
            };
            self.collector.report(&problem, extends_location(spec));
        }
        without_parent(spec, !self.run.is_complete)
    }
}

fn extends_location(spec: &GroupSpec) -> Location {
    Location::value(spec.file, YamlPath::group(spec.index).key("extends"))
}

/// The attributes of a group itself, with its prefix on those it defines.
fn own_attributes(spec: &GroupSpec) -> impl Iterator<Item = AttributeSpec> {
    spec.attributes.iter().map(|attribute| {
        let mut attribute = attribute.clone();
        if attribute.is_definition() && !spec.prefix.is_empty() {
            attribute.name = format!("{}.{}", spec.prefix, attribute.name);
        }
        attribute
    })
}

fn without_parent(spec: &GroupSpec, is_whole: bool) -> Inherited<'_> {
    let attributes = own_attributes(spec).collect();
    Inherited {
        spec,
        attributes,
        lineage: BTreeMap::new(),
        is_whole,
    }
}

fn with_parent<'a>(
    spec: &'a GroupSpec,
    parent_id: &str,
    parent: &[AttributeSpec],
) -> Inherited<'a> {
    let mut attributes: BTreeMap<String, AttributeSpec> = BTreeMap::new();
    let mut lineage = BTreeMap::new();
    for attribute in parent {
        let name = attribute.name.clone();
        lineage.insert(
            name.clone(),
            AttributeLineage::inherited(parent_id, attribute),
        );
        attributes.insert(name, attribute.clone());
    }
    for own in own_attributes(spec) {
        let name = own.name.clone();
        let merged = match attributes.get(&name) {
            Some(inherited) if !own.is_definition() => {
                let entry = AttributeLineage::overriding(parent_id, inherited, &own);
                lineage.insert(name.clone(), entry);
                own.over(inherited)
            }
            _ => {
                lineage.remove(&name);
                own
            }
        };
        attributes.insert(name, merged);
    }
    let attributes = attributes.into_values().collect();
    Inherited {
        spec,
        attributes,
        lineage,
        is_whole: true,
    }
}
