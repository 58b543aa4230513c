//! A definition file as policies see it before resolution: every field that a group can have, with
//! null or an empty value where the file is silent.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::model::{AttributeSpec, Definition, GroupSpec};

/// What the policies of the stage `before_resolution` see as `input`.
pub(super) fn input(definition: &Definition) -> Json {
    let groups: Vec<Json> = definition.groups.iter().map(group).collect();
    let mut imports: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for import in &definition.imports {
        let patterns = imports.entry(import.kind.key()).or_default();
        patterns.push(import.glob.glob());
    }
    let mut file = Fields::of(json!({ "groups": groups }));
    file.optional("imports", Some(&imports).filter(|it| !it.is_empty()));
    Json::Object(file.0)
}

fn group(group: &GroupSpec) -> Json {
    let GroupSpec {
        id,
        r#type,
        brief,
        note,
        prefix,
        extends,
        span_kind,
        events,
        metric_name,
        instrument,
        unit,
        name,
        display_name,
        annotations,
        ..
    } = group;
    let attributes: Vec<Json> = group.attributes.iter().map(attribute).collect();
    let mut fields = Fields::of(json!({
        "id": id, "type": r#type, "brief": brief, "note": note, "prefix": prefix,
        "extends": extends, "attributes": attributes, "span_kind": span_kind, "events": events,
        "metric_name": metric_name, "instrument": instrument, "unit": unit, "name": name,
        "display_name": display_name, "annotations": annotations,
    }));
    fields.optional("stability", group.stability.as_ref());
    fields.optional("deprecated", group.deprecated.as_ref());
    fields.optional("body", group.body.as_ref());
    let associations = Some(&group.entity_associations);
    fields.optional(
        "entity_associations",
        associations.filter(|list| !list.is_empty()),
    );
    Json::Object(fields.0)
}

fn attribute(attribute: &AttributeSpec) -> Json {
    let name = &attribute.name;
    let mut fields = match &attribute.r#type {
        Some(of_type) => Fields::of(json!({
            "id": name, "type": of_type, "brief": attribute.brief,
        })),
        None => Fields::of(json!({ "ref": name })),
    };
    fields.optional("brief", attribute.brief.as_ref());
    fields.optional("examples", attribute.examples.as_ref());
    fields.optional("tag", attribute.tag.as_ref());
    fields.optional("requirement_level", attribute.requirement_level.as_ref());
    fields.optional("sampling_relevant", attribute.sampling_relevant.as_ref());
    fields.optional("note", attribute.note.as_ref());
    fields.optional("stability", attribute.stability.as_ref());
    fields.optional("deprecated", attribute.deprecated.as_ref());
    fields.optional("prefix", attribute.prefix.then_some(&true));
    fields.optional("annotations", attribute.annotations.as_ref());
    fields.optional("role", attribute.role.as_ref());
    Json::Object(fields.0)
}

/// The fields of an object.
struct Fields(Map<String, Json>);

impl Fields {
    fn of(object: Json) -> Self {
        match object {
            Json::Object(fields) => Self(fields),
            _ => Self(Map::new()),
        }
    }

    /// Adds a field that is left out where the file is silent.
    fn optional(&mut self, name: &str, value: Option<&impl Serialize>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), json!(value));
        }
    }
}
