//! Changes of the fields that matter to whoever uses an attribute or a signal.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value as Json;

use crate::model::AttributeType;
use crate::resolve::{Attribute, Group};

/// A field that was given, dropped or changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct FieldChange {
    /// What the field has now, if anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) after: Option<Json>,
    /// What the field had, if anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) before: Option<Json>,
    /// The name of the field; `attributes[<name>]` is the requirement level of an attribute.
    pub(super) field: String,
}

/// The fields of an attribute that are not as they were.
pub(super) fn of_attribute(before: &Attribute, after: &Attribute) -> Vec<FieldChange> {
    let fields = |attribute: &Attribute| {
        [
            ("brief", json(&attribute.brief)),
            ("requirement_level", json(&attribute.requirement_level)),
            ("stability", json(&attribute.stability)),
            ("type", json(&type_value(&attribute.r#type))),
        ]
    };
    changed(fields(before), fields(after)).collect()
}

/// The fields of a signal that are not as they were, those of its attributes included.
pub(super) fn of_group(before: &Group, after: &Group) -> Vec<FieldChange> {
    let fields = |group: &Group| {
        [
            ("brief", json(&group.brief)),
            ("instrument", json(&group.instrument)),
            ("span_kind", json(&group.span_kind)),
            ("stability", json(&group.stability)),
            ("unit", json(&group.unit)),
        ]
    };
    let (levels_before, levels_after) = (levels(before), levels(after));
    let names: BTreeSet<&str> = levels_before
        .keys()
        .chain(levels_after.keys())
        .copied()
        .collect();
    let of_attributes = names.into_iter().filter_map(|name| {
        let level = |levels: &BTreeMap<&str, Option<Json>>| levels.get(name).cloned().flatten();
        let field = format!("attributes[{name}]");
        change(field, level(&levels_before), level(&levels_after))
    });
    changed(fields(before), fields(after))
        .chain(of_attributes)
        .collect()
}

/// The requirement levels of the attributes of `group`, by name.
fn levels(group: &Group) -> BTreeMap<&str, Option<Json>> {
    let attributes = group.attributes.iter();
    attributes
        .map(|attribute| (attribute.name.as_str(), json(&attribute.requirement_level)))
        .collect()
}

fn changed<const N: usize>(
    before: [(&'static str, Option<Json>); N],
    after: [(&'static str, Option<Json>); N],
) -> impl Iterator<Item = FieldChange> {
    before
        .into_iter()
        .zip(after)
        .filter_map(|((field, before), (_, after))| change(field.to_owned(), before, after))
}

fn change(field: String, before: Option<Json>, after: Option<Json>) -> Option<FieldChange> {
    (before != after).then_some(FieldChange {
        after,
        before,
        field,
    })
}

/// `value`, unless it is nothing.
fn json(value: &impl Serialize) -> Option<Json> {
    let value = serde_json::to_value(value).ok()?;
    (!value.is_null() && value != "").then_some(value)
}

/// What of a type can be seen in telemetry: its name, or the values of its members.
fn type_value(r#type: &AttributeType) -> Json {
    match r#type {
        AttributeType::Enum(members) => {
            let values = members.iter().filter_map(|member| json(&member.value));
            serde_json::json!({ "members": values.collect::<Vec<_>>() })
        }
        named => Json::String(named.to_string()),
    }
}
