//! Rules beyond Weaver's: what makes generated code wrong although the registry is valid.
//!
//! The rules concern the registry that was asked for, not those it depends on. What a registry says
//! to code generators stands in `annotations.code_generation`, which Weaver carries along unread:
//! see `vocabulary` for the keys.

mod attribute_annotations;
mod dependencies;
mod fit;
mod names;
mod problem;
mod span_annotations;
mod unused;
mod vocabulary;

use std::collections::BTreeMap;

use crate::diagnostic::{Collector, Location};
use crate::load::Loaded;
use crate::model::{AttributeSpec, GroupSpec, Value};
use crate::resolve::{Attribute, Group, Resolution, Upstream};
use crate::source::{FileId, ListEntry, Part, Spot, YamlPath};

use problem::LintProblem;

/// The key of `annotations` that speaks to code generators.
const CODE_GENERATION: &str = "code_generation";

/// Looks for everything in the registry that was asked for.
pub(crate) fn lint(loaded: &Loaded, resolution: &Resolution, collector: &mut Collector) {
    let (Some(main), Some(registry)) = (resolution.main(), loaded.registries.last()) else {
        return;
    };
    let specs = registry
        .files
        .iter()
        .flat_map(|(_, definition)| &definition.groups)
        .collect();
    let groups = main
        .groups
        .iter()
        .map(|group| ((group.file, group.entry), group))
        .collect();
    let upstream = resolution.upstream(loaded);
    let mut linter = Linter {
        specs,
        groups,
        upstream,
        collector,
    };
    linter.dependencies();
    // A definition may be unused only because the reference to it is misspelt.
    if !linter.collector.has_fatal() {
        linter.unused();
    }
    linter.names();
    linter.annotations();
}

/// The registry as written and as resolved, side by side.
struct Linter<'a> {
    specs: Vec<&'a GroupSpec>,
    groups: BTreeMap<(FileId, Option<ListEntry>), &'a Group>,
    upstream: Upstream<'a>,
    collector: &'a mut Collector,
}

impl<'a> Linter<'a> {
    /// What became of `spec`.
    fn group(&self, spec: &GroupSpec) -> Option<&'a Group> {
        self.groups.get(&(spec.file, spec.entry)).copied()
    }

    /// Every entry of `attributes` in the registry, with its group.
    fn attributes(&self) -> Vec<(&'a GroupSpec, &'a AttributeSpec)> {
        let entries = |spec: &'a GroupSpec| spec.attributes.iter().map(move |it| (spec, it));
        self.specs.iter().flat_map(|spec| entries(spec)).collect()
    }

    fn report(&mut self, problem: &LintProblem, file: FileId, path: YamlPath, part: Part) {
        self.collector.report(
            problem,
            Location {
                file,
                spot: Spot::Node(path, part),
            },
        );
    }
}

/// The name an attribute has in `group` as resolved: with the prefix, if it is defined there.
fn full_name(group: &GroupSpec, attribute: &AttributeSpec) -> String {
    let is_prefixed = attribute.is_definition() || attribute.prefix;
    if is_prefixed && !group.prefix.is_empty() {
        format!("{}.{}", group.prefix, attribute.name)
    } else {
        attribute.name.clone()
    }
}

/// The attribute called `name` in `group`.
fn find<'a>(group: &'a Group, name: &str) -> Option<&'a Attribute> {
    group
        .attributes
        .iter()
        .find(|attribute| attribute.name == name)
}

/// What `annotations` says below `code_generation.<key>`.
fn code_generation<'a>(
    annotations: Option<&'a crate::model::Annotations>,
    key: &str,
) -> Option<&'a Value> {
    annotations?.get(CODE_GENERATION)?.get(key)
}
