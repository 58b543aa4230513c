use std::collections::BTreeSet;

use super::{Group, ResolveProblem, Run, Upstream};
use crate::diagnostic::{Collector, Location};
use crate::load::Registry;
use crate::model::{GroupType, ImportKind, ImportPattern};
use crate::source::{FileId, YamlPath};

/// Adds the groups of dependencies that the registry imports to its own.
pub(super) fn resolve(
    registry: &Registry,
    is_main: bool,
    upstream: &Upstream<'_>,
    run: &Run<'_>,
    groups: &mut Vec<Group>,
    collector: &mut Collector,
) {
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    if is_main && run.include_unreferenced {
        collector.report_nowhere(&ResolveProblem::DeprecatedIncludeUnreferencedWarning {});
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
            if matched.is_empty() {
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
        Some((kind, names)) if kind == pattern.kind => names
            .into_iter()
            .flatten()
            .any(|name| matcher.is_match(name)),
        _ => false,
    };
    upstream
        .groups()
        .map(|(_, group)| group)
        .filter(|group| is_match(group))
        .collect()
}

/// What a group is imported as, and the names by which it can be imported.
fn names(group: &Group) -> Option<(ImportKind, [Option<&str>; 3])> {
    let id = Some(group.id.as_str());
    match group.r#type {
        GroupType::AttributeGroup => Some((ImportKind::AttributeGroups, [id, None, None])),
        GroupType::Span => Some((ImportKind::Spans, [id, None, None])),
        GroupType::Event => Some((ImportKind::Events, [group.name.as_deref(), None, None])),
        GroupType::Metric => Some((
            ImportKind::Metrics,
            [group.metric_name.as_deref(), None, None],
        )),
        GroupType::Entity => {
            let short = group.id.strip_prefix("entity.");
            Some((ImportKind::Entities, [id, short, group.name.as_deref()]))
        }
        GroupType::MetricGroup | GroupType::Scope | GroupType::Undefined => None,
    }
}
