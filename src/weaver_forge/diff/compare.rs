//! Finds what two registries have by the same name, and what only one of them has.

use std::collections::BTreeMap;

use super::fields::{self, FieldChange};
use super::{Change, Depth, Section};
use crate::model::{Deprecated, GroupType};
use crate::resolve::{Attribute, Group};

/// What is in front of the id of a span that is named after its type.
const SPAN_PREFIX: &str = "span.";

/// All changes from `baseline` to `head`. Every section is there, if only empty.
pub(super) fn changes(
    baseline: &[&Group],
    head: &[&Group],
    depth: Depth,
) -> BTreeMap<Section, Vec<Change>> {
    let signals = |section, r#type| {
        let before = signals(baseline, r#type, depth);
        let after = signals(head, r#type, depth);
        (section, changed(&before, &after, depth))
    };
    let attributes = changed(&definitions(baseline), &definitions(head), depth);
    BTreeMap::from([
        (Section::RegistryAttributes, attributes),
        signals(Section::Metrics, GroupType::Metric),
        signals(Section::Events, GroupType::Event),
        signals(Section::Spans, GroupType::Span),
        signals(Section::Entities, GroupType::Entity),
    ])
}

/// What can be compared with what has the same name in another version.
trait Item {
    fn deprecated(&self) -> Option<&Deprecated>;

    fn field_changes(&self, before: &Self) -> Vec<FieldChange>;
}

impl Item for Attribute {
    fn deprecated(&self) -> Option<&Deprecated> {
        self.deprecated.as_ref()
    }

    fn field_changes(&self, before: &Self) -> Vec<FieldChange> {
        fields::of_attribute(before, self)
    }
}

impl Item for Group {
    fn deprecated(&self) -> Option<&Deprecated> {
        self.deprecated.as_ref()
    }

    fn field_changes(&self, before: &Self) -> Vec<FieldChange> {
        fields::of_group(before, self)
    }
}

/// The attributes that `groups` define, by name.
fn definitions<'g>(groups: &[&'g Group]) -> BTreeMap<&'g str, &'g Attribute> {
    groups
        .iter()
        .flat_map(|group| group.with_attributes())
        .filter(|(group, attribute)| group.defines(attribute))
        .map(|(_, attribute)| (attribute.name.as_str(), attribute))
        .collect()
}

/// The groups of one type by the name of their signal; without a name they cannot be compared.
fn signals<'g>(
    groups: &[&'g Group],
    r#type: GroupType,
    depth: Depth,
) -> BTreeMap<&'g str, &'g Group> {
    groups
        .iter()
        .filter(|group| group.r#type == r#type)
        .filter_map(|group| Some((signal_name(group, depth)?, *group)))
        .collect()
}

fn signal_name(group: &Group, depth: Depth) -> Option<&str> {
    match (group.r#type, depth) {
        (GroupType::Metric, _) => group.metric_name.as_deref(),
        (GroupType::Span, Depth::Fields) => group
            .name
            .as_deref()
            .or_else(|| group.id.strip_prefix(SPAN_PREFIX)),
        _ => group.name.as_deref(),
    }
}

/// What became of each item: first those there are, then those that are gone.
fn changed<T: Item>(
    baseline: &BTreeMap<&str, &T>,
    head: &BTreeMap<&str, &T>,
    depth: Depth,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for (&name, &item) in head {
        let Some(&before) = baseline.get(name) else {
            changes.push(Change::Added {
                name: name.to_owned(),
            });
            continue;
        };
        if item.deprecated() != before.deprecated() {
            changes.extend(item.deprecated().map(|reason| deprecation(name, reason)));
        }
        if depth == Depth::Fields {
            let fields = item.field_changes(before);
            if !fields.is_empty() {
                let name = name.to_owned();
                changes.push(Change::Updated { fields, name });
            }
        }
    }
    let removed = baseline.keys().filter(|name| !head.contains_key(*name));
    changes.extend(removed.map(|&name| Change::Removed {
        name: name.to_owned(),
    }));
    changes
}

fn deprecation(name: &str, reason: &Deprecated) -> Change {
    let name = name.to_owned();
    let note = reason.note().to_owned();
    match reason {
        Deprecated::Renamed { renamed_to, .. } => Change::Renamed {
            new_name: renamed_to.clone(),
            note,
            old_name: name,
        },
        Deprecated::Obsoleted { .. } => Change::Obsoleted { name, note },
        Deprecated::Uncategorized { .. } | Deprecated::Unspecified { .. } => {
            Change::Uncategorized { name, note }
        }
    }
}
