//! Changes of the fields that matter to whoever uses an attribute or a signal.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value as Json, json};

/// The fields of attributes and signals that are compared.
const FIELDS: [&str; 8] = [
    "brief",
    "instrument",
    "kind",
    "requirement_level",
    "span_kind",
    "stability",
    "type",
    "unit",
];

/// The fields that hold the attributes of a signal.
const ATTRIBUTE_LISTS: [&str; 3] = ["attributes", "identity", "description"];

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

/// The fields of an attribute or a signal that are not as they were.
pub(super) fn changed(before: &Json, after: &Json) -> Vec<FieldChange> {
    let (before, after) = (compared(before), compared(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| FieldChange {
            after: after.get(name).cloned(),
            before: before.get(name).cloned(),
            field: name.clone(),
        })
        .collect()
}

/// What of `item` is compared, by the name of the field.
fn compared(item: &Json) -> BTreeMap<String, Json> {
    let own = FIELDS
        .iter()
        .filter_map(|field| Some(((*field).to_owned(), visible(item.get(field)?))));
    let attributes = ATTRIBUTE_LISTS.iter().flat_map(|list| {
        let attributes = item[list].as_array().into_iter().flatten();
        attributes.filter_map(move |attribute| {
            let name = attribute.get("name").or(attribute.get("key"))?.as_str()?;
            let level = attribute.get("requirement_level")?;
            Some((format!("{list}[{name}]"), level.clone()))
        })
    });
    own.chain(attributes).collect()
}

/// What of the value of a field can be seen in telemetry: of an enum only the values.
fn visible(value: &Json) -> Json {
    match value["members"].as_array() {
        Some(members) => {
            let values = members.iter().map(|member| member["value"].clone());
            json!({ "members": values.collect::<Vec<_>>() })
        }
        None => value.clone(),
    }
}
