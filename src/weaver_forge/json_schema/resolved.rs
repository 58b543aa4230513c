//! A resolved registry of version 1.

use serde_json::Value as Json;

use super::build::{Definitions, Object, flag, list, map, text, words};
use super::vocabulary::{
    annotations, attribute_type, canonical, deprecated, entity_association, enum_member, examples,
    instrument, requirement_level, span_kind, spellings, stability,
};
use crate::model::{AttributeRole, Body, GroupType};

/// The document.
pub(super) fn registry(definitions: &mut Definitions) -> Object {
    Object::new("A registry in which every reference is resolved.")
        .required(
            "registry_url",
            "The path of the registry, as it was typed.",
            text(),
        )
        .required(
            "groups",
            "Every group, sorted by id.",
            list(group(definitions)),
        )
}

fn group(definitions: &mut Definitions) -> Json {
    definitions.define("Group", |definitions| {
        let r#type = words(canonical(GroupType::WORDS));
        let lineage = lineage(definitions);
        let group = Object::new("A group with all its attributes.")
            .required("id", "The name of the group.", text())
            .required("type", "What it describes.", r#type)
            .optional(
                "prefix",
                "What the names of its own attributes begin with.",
                text(),
            )
            .optional("extends", "The group whose attributes it inherits.", text())
            .optional(
                "attributes",
                "Its attributes, sorted by name.",
                list(attribute(definitions)),
            )
            .optional(
                "display_name",
                "Attribute groups: the title in documents.",
                text(),
            )
            .optional(
                "lineage",
                "Where the group and its attributes come from.",
                lineage,
            );
        signal(with_texts(group, definitions), definitions, body).closed()
    })
}

/// Adds what tells people about a group or an attribute.
pub(super) fn with_texts(object: Object, definitions: &mut Definitions) -> Object {
    object
        .optional("brief", "One sentence.", text())
        .optional("note", "Anything longer.", text())
        .optional("stability", "How settled it is.", stability(definitions))
        .optional(
            "deprecated",
            "Why it should no longer be used.",
            deprecated(definitions),
        )
        .optional(
            "annotations",
            "Data for templates and tools.",
            annotations(definitions),
        )
}

/// Adds what only signals have.
pub(super) fn signal(
    group: Object,
    definitions: &mut Definitions,
    body: fn(&mut Definitions) -> Json,
) -> Object {
    group
        .optional("span_kind", "Spans: the kind.", span_kind(definitions))
        .optional(
            "events",
            "Spans: names of events that happen during them.",
            list(text()),
        )
        .optional("metric_name", "Metrics: the name.", text())
        .optional(
            "instrument",
            "Metrics: the instrument.",
            instrument(definitions),
        )
        .optional("unit", "Metrics: the unit, in UCUM.", text())
        .optional(
            "name",
            "The name of an event, or the type of an entity.",
            text(),
        )
        .optional("body", "Events: the body.", body(definitions))
        .optional(
            "entity_associations",
            "Which entities the signal is about.",
            list(entity_association(definitions, text())),
        )
}

fn attribute(definitions: &mut Definitions) -> Json {
    definitions.define("Attribute", |definitions| {
        let role = words(spellings(AttributeRole::WORDS));
        let level = requirement_level(definitions);
        let attribute = Object::new("An attribute, with everything that its definition says.")
            .required("name", "The key that is sent.", text())
            .required(
                "type",
                "The type of the value.",
                attribute_type(definitions),
            )
            .required("requirement_level", "Whether it has to be set.", level)
            .optional("examples", "Examples of values.", examples(definitions))
            .optional("tag", "A free label.", text())
            .optional(
                "sampling_relevant",
                "Whether samplers may look at it.",
                flag(),
            )
            .optional(
                "prefix",
                "Whether a reference asked for the group's prefix.",
                flag(),
            )
            .optional("role", "What it is to an entity.", role);
        with_texts(attribute, definitions).closed()
    })
}

/// The body of an event, or a field in it.
pub(super) fn body(definitions: &mut Definitions) -> Json {
    definitions.define("Body", |definitions| {
        let level = requirement_level(definitions);
        Object::new("The body of an event, or a field in it.")
            .required(
                "type",
                "The type of the value.",
                words(Body::TYPES.iter().copied()),
            )
            .required("id", "What the value is called.", text())
            .required("requirement_level", "Whether it has to be set.", level)
            .optional("brief", "One sentence.", text())
            .optional("note", "Anything longer.", text())
            .optional("stability", "How settled it is.", stability(definitions))
            .optional("examples", "Examples of values.", examples(definitions))
            .optional("fields", "Maps: the fields.", list(body(definitions)))
            .optional(
                "members",
                "Enums: the values.",
                list(enum_member(definitions)),
            )
            .closed()
    })
}

fn lineage(definitions: &mut Definitions) -> Json {
    definitions.define("Lineage", |_| {
        let provenance = Object::new("The registry and the file of a group.")
            .required("schema_url", "Name and version of the registry.", text())
            .required("path", "The file.", text());
        let attribute = Object::new("Where the fields of an attribute come from.")
            .required("source_group", "The group that has the definition.", text())
            .optional("inherited_fields", "What is as it is there.", list(text()))
            .optional("locally_overridden_fields", "What is not.", list(text()));
        Object::new("Where a group and its attributes come from.")
            .required(
                "provenance",
                "The registry and the file.",
                provenance.closed(),
            )
            .optional("extends_group", "The group it extends.", text())
            .optional(
                "includes_group",
                "The groups whose attributes it takes in.",
                list(text()),
            )
            .optional(
                "attributes",
                "What it does not define itself.",
                map(attribute.closed()),
            )
            .closed()
    })
}
