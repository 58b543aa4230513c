use std::collections::BTreeMap;

use super::CheckProblem;
use crate::diagnostic::{Collector, Location};
use crate::model::GroupType;
use crate::resolve::{Attribute, Group};

/// Reports what only one group may have, but several do.
pub(crate) fn check_duplicates(groups: &[Group], collector: &mut Collector) {
    let provenances = |groups: &[&Group]| {
        groups
            .iter()
            .map(|group| group.lineage.provenance.path.clone())
            .collect::<Vec<_>>()
    };
    for (group_id, same) in several(groups, |group| Some(group.id.as_str())) {
        let (group_id, provenances) = (group_id.to_owned(), provenances(&same));
        let problem = CheckProblem::DuplicateGroupId {
            group_id,
            provenances,
        };
        collector.report(&problem, location(&same, "id"));
    }
    let metrics = groups
        .iter()
        .filter(|group| !(group.is_v2 && group.is_refinement()));
    for (metric_name, same) in several(metrics, |group| group.metric_name.as_deref()) {
        let (metric_name, provenances) = (metric_name.to_owned(), provenances(&same));
        let problem = CheckProblem::DuplicateMetricName {
            metric_name,
            provenances,
        };
        collector.report(&problem, location(&same, "metric_name"));
    }
    let originals: Vec<&Group> = groups
        .iter()
        .filter(|group| !group.is_refinement())
        .collect();
    for (group_name, same) in several(originals.iter().copied(), |group| group.name.as_deref()) {
        let (group_name, provenances) = (group_name.to_owned(), provenances(&same));
        let problem = CheckProblem::DuplicateGroupName {
            group_name,
            provenances,
        };
        collector.report(&problem, location(&same, "name"));
    }
    check_attributes(groups, collector);
    for kind in [
        GroupType::Span,
        GroupType::Event,
        GroupType::Metric,
        GroupType::Entity,
    ] {
        check_signals(&originals, kind, collector);
    }
}

/// The groups that share a key, for each key that several have.
fn several<'a, K: Ord>(
    groups: impl IntoIterator<Item = &'a Group>,
    key: impl Fn(&'a Group) -> Option<K>,
) -> Vec<(K, Vec<&'a Group>)> {
    let mut by_key: BTreeMap<K, Vec<&Group>> = BTreeMap::new();
    for group in groups {
        if let Some(key) = key(group) {
            by_key.entry(key).or_default().push(group);
        }
    }
    by_key
        .into_iter()
        .filter(|(_, groups)| groups.len() > 1)
        .collect()
}

/// The second of the groups is the one that should not be there.
fn location(groups: &[&Group], key: &str) -> Location {
    let group = groups[1];
    Location::value(group.file, group.path().key(key))
}

fn check_attributes(groups: &[Group], collector: &mut Collector) {
    let mut by_name: BTreeMap<&str, Vec<(&Group, &Attribute)>> = BTreeMap::new();
    let attribute_groups = groups
        .iter()
        .filter(|it| it.r#type == GroupType::AttributeGroup);
    for (group, attribute) in attribute_groups.flat_map(Group::with_attributes) {
        if group.defines(attribute) {
            by_name
                .entry(&attribute.name)
                .or_default()
                .push((group, attribute));
        }
    }
    for (name, definitions) in by_name {
        // One group that defines it twice is as bad as two groups, whatever their names.
        if let (Some((group, attribute)), true) = (definitions.last(), definitions.len() > 1) {
            let group_ids = definitions.iter().map(|(group, _)| group.id.clone());
            let group_ids = group_ids.collect();
            let attribute_id = name.to_owned();
            let problem = CheckProblem::DuplicateAttributeId {
                group_ids,
                attribute_id,
            };
            let path = attribute.entry.path_in(group.path());
            collector.report(&problem, Location::value(group.file, path.key("id")));
        }
    }
}

/// Format 2 has no group ids: there a signal is known by its type or name alone.
fn check_signals(originals: &[&Group], kind: GroupType, collector: &mut Collector) {
    let signals = originals
        .iter()
        .copied()
        .filter(|group| group.r#type == kind);
    for (signal_id, same) in several(signals, signal_id) {
        let problem = CheckProblem::CollidingV2SignalId {
            signal_type: signal_type(kind),
            signal_id: signal_id.to_owned(),
            // Two groups with one id are two groups here too, as they are for all other duplicates.
            group_ids: same.iter().map(|group| group.id.clone()).collect(),
        };
        collector.report(&problem, location(&same, "id"));
    }
}

fn signal_id(group: &Group) -> Option<&str> {
    match group.r#type {
        GroupType::Span => Some(group.id.strip_prefix("span.").unwrap_or(&group.id)),
        GroupType::Event => group.name.as_deref(),
        GroupType::Metric => group.metric_name.as_deref(),
        GroupType::Entity => group.entity_type(),
        _ => None,
    }
}

fn signal_type(kind: GroupType) -> &'static str {
    match kind {
        GroupType::Span => "span",
        GroupType::Event => "event",
        GroupType::Metric => "metric",
        _ => "entity",
    }
}
