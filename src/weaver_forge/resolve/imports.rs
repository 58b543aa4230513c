use std::collections::BTreeSet;

use super::{Group, ResolveProblem, Run, Upstream};
use crate::diagnostic::{Collector, Location};
use crate::load::Registry;
use crate::model::{GroupType, ImportKind, ImportPattern};
use crate::source::{FileId, YamlPath};

/// Adds the groups of dependencies that the registry imports to its own. Warnings are about the
/// registry that was asked for only: what imports nothing in a dependency is for others to mend.
pub(super) fn resolve(
    registry: &Registry,
    is_main: bool,
    upstream: &Upstream<'_>,
    run: &Run<'_>,
    groups: &mut Vec<Group>,
    collector: &mut Collector,
) {
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    if run.include_unreferenced {
        if is_main {
            collector.report_nowhere(&ResolveProblem::DeprecatedIncludeUnreferencedWarning {});
        }
        for (_, group) in upstream.groups() {
            let is_importable = !group.is_excluded() && names(group).is_some();
            if is_importable && taken.insert(&group.id) {
                groups.push(group.clone());
            }
        }
    }
    for (file, definition) in &registry.files {
        for pattern in &definition.imports {
            let matched = matched(pattern, upstream);
            if is_main && matched.is_empty() {
                let problem = ResolveProblem::UnmatchedImport {
                    pattern: pattern.glob.glob().to_owned(),
                    kind: pattern.kind.key(),
                };
                collector.report(&problem, location(*file, pattern));
            }
            for group in matched {
                if group.is_excluded() {
                    let problem = ResolveProblem::ExcludedFromDependencyResolution {
                        group_id: group.id.clone(),
                        r#ref: pattern.glob.glob().to_owned(),
                    };
                    collector.report(&problem, location(*file, pattern));
                } else if taken.insert(&group.id) {
                    groups.push(group.clone());
                }
            }
        }
    }
}

fn location(file: FileId, pattern: &ImportPattern) -> Location {
    let path = YamlPath::default()
        .key("imports")
        .key(pattern.kind.key())
        .index(pattern.index);
    Location::value(file, path)
}

fn matched<'a>(pattern: &ImportPattern, upstream: &Upstream<'a>) -> Vec<&'a Group> {
    let matcher = pattern.glob.compile_matcher();
    let is_match = |group: &Group| match names(group) {
        Some((kind, names)) if kind == pattern.kind => {
            names.into_iter().any(|name| matcher.is_match(name))
        }
        _ => false,
    };
    upstream
        .groups()
        .map(|(_, group)| group)
        .filter(|group| is_match(group))
        .collect()
}

/// What a group is imported as, and the names by which it can be imported.
fn names(group: &Group) -> Option<(ImportKind, Vec<&str>)> {
    let id = group.id.as_str();
    let name = group.name.as_deref();
    let (kind, v1_names) = match group.r#type {
        GroupType::AttributeGroup => (ImportKind::AttributeGroups, vec![id]),
        GroupType::Span => (ImportKind::Spans, vec![id]),
        GroupType::Event => (ImportKind::Events, name.into_iter().collect()),
        GroupType::Metric => (
            ImportKind::Metrics,
            group.metric_name.as_deref().into_iter().collect(),
        ),
        GroupType::Entity => {
            let short = id.strip_prefix("entity.");
            let names = [Some(id), short, name];
            (ImportKind::Entities, names.into_iter().flatten().collect())
        }
        GroupType::MetricGroup | GroupType::Scope | GroupType::Undefined => return None,
    };
    if !group.is_v2 {
        return Some((kind, v1_names));
    }
    let short = match group.r#type {
        GroupType::AttributeGroup => ["registry.", "attribute_group."]
            .iter()
            .find_map(|prefix| id.strip_prefix(prefix)),
        _ => group
            .signal_prefix()
            .and_then(|prefix| id.strip_prefix(prefix)?.strip_prefix('.')),
    };
    let names = [Some(id), short, name, group.metric_name.as_deref()];
    Some((kind, names.into_iter().flatten().collect()))
}
