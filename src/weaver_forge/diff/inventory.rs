//! What a registry has, by name: what is compared.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{Depth, Section};
use crate::model::{GroupType, SchemaUrl};
use crate::resolve::{Group, ResolvedRegistry, SchemaVersion};

/// What is in front of the id of a span that is named after its type.
const SPAN_PREFIX: &str = "span.";

/// Where version 2 of the resolved schema has what, and the field that names it.
const LISTS: [(Section, &str, &str); 6] = [
    (Section::RegistryAttributes, "attributes", "key"),
    (Section::Metrics, "metrics", "name"),
    (Section::Events, "events", "name"),
    (Section::Spans, "spans", "type"),
    (Section::Resources, "entities", "type"),
    (Section::AttributeGroups, "attribute_groups", "id"),
];

/// Attributes or signals by name, as templates see them.
pub(super) type Items = BTreeMap<String, Json>;

/// What a version of a registry has.
#[derive(Debug)]
pub(crate) struct Inventory {
    pub(super) version: String,
    pub(super) sections: BTreeMap<Section, Items>,
}

impl Inventory {
    /// What `registry` has, in the terms of the version in which it is shown.
    pub(crate) fn of(registry: &ResolvedRegistry, depth: Depth) -> Self {
        match registry.schema_version {
            SchemaVersion::V1 => Self::v1(registry, depth),
            SchemaVersion::V2 => Self::v2(&registry.schema_url, &registry.context()),
        }
    }

    fn v1(registry: &ResolvedRegistry, depth: Depth) -> Self {
        let groups = registry.groups_and_refinements();
        let signals = |section, r#type| (section, signals(&groups, r#type, depth));
        let sections = BTreeMap::from([
            (Section::RegistryAttributes, definitions(&groups)),
            signals(Section::Metrics, GroupType::Metric),
            signals(Section::Events, GroupType::Event),
            signals(Section::Spans, GroupType::Span),
            signals(Section::Entities, GroupType::Entity),
        ]);
        let version = registry.schema_url.version().to_owned();
        Self { version, sections }
    }

    /// What the registry called `schema_url` has; `context` is what templates see of it.
    fn v2(schema_url: &SchemaUrl, context: &Json) -> Self {
        let sections = LISTS.map(|(section, list, name)| {
            let items = context["registry"][list].as_array().into_iter().flatten();
            let named = items.filter_map(|item| Some((item[name].as_str()?.to_owned(), item)));
            (
                section,
                named.map(|(name, item)| (name, item.clone())).collect(),
            )
        });
        let version = schema_url.version().to_owned();
        Self {
            version,
            sections: BTreeMap::from(sections),
        }
    }
}

/// The attributes that `groups` define.
fn definitions(groups: &[&Group]) -> Items {
    groups
        .iter()
        .flat_map(|group| group.with_attributes())
        .filter(|(group, attribute)| group.defines(attribute))
        .filter_map(|(_, it)| Some((it.name.clone(), serde_json::to_value(it).ok()?)))
        .collect()
}

/// The groups of one type by the name of their signal; without a name they cannot be compared.
fn signals(groups: &[&Group], r#type: GroupType, depth: Depth) -> Items {
    groups
        .iter()
        .filter(|group| group.r#type == r#type)
        .filter_map(|group| {
            let name = signal_name(group, depth)?.to_owned();
            Some((name, serde_json::to_value(group).ok()?))
        })
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
