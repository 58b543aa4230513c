//! A resolved registry of version 2, published or shown to templates.

use serde_json::{Value as Json, json};

use super::build::{Definitions, Object, flag, integer, list, text, word};
use super::definition_v2::span_name;
use super::vocabulary::{
    annotations, attribute_type, deprecated, entity_association, examples, instrument,
    requirement_level, signal_level, span_kind, stability,
};

/// How signals have their attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attributes {
    /// As places in a catalog that the document has.
    Indexed,
    /// Whole.
    Whole,
}

/// The lists of signals: their key, the name and fields of an element, and what a refinement adds.
const SIGNALS: [(&str, &str, &str); 4] = [
    ("entities", "Entity", "EntityRefinement"),
    ("events", "Event", "EventRefinement"),
    ("metrics", "Metric", "MetricRefinement"),
    ("spans", "Span", "SpanRefinement"),
];

/// The document.
pub(super) fn registry(attributes: Attributes, definitions: &mut Definitions) -> Object {
    let (own, refinements) = (
        own(attributes, definitions),
        refinements(attributes, definitions),
    );
    let root = Object::new("A registry in which every reference is resolved.")
        .required("schema_url", "Name and version of the registry.", text())
        .required("registry", "What the registry defines.", own)
        .required(
            "refinements",
            "The signals, and refinements of them.",
            refinements,
        );
    match attributes {
        Attributes::Indexed => root
            .required(
                "file_format",
                "The format of the file.",
                word("resolved/2.0"),
            )
            .required(
                "attribute_catalog",
                "Every attribute in every variant.",
                list(attribute(attributes, definitions)),
            )
            .optional(
                "dependencies",
                "The registries it depends on.",
                list(text()),
            ),
        Attributes::Whole => root.optional(
            "dependencies",
            "The registries it depends on.",
            list(json!({ "$ref": "#" })),
        ),
    }
}

fn own(attributes: Attributes, definitions: &mut Definitions) -> Json {
    let all = match attributes {
        Attributes::Indexed => integer(),
        Attributes::Whole => attribute(attributes, definitions),
    };
    let groups = definitions.define("AttributeGroup", |definitions| {
        let uses = list(used(attributes, false, definitions));
        let group = Object::new("Attributes to be used together.")
            .required("id", "The name of the group.", text())
            .required("attributes", "Its attributes.", uses);
        described(group, attributes, definitions).closed()
    });
    let own = Object::new("What a registry defines.")
        .required("attributes", "The attributes.", list(all))
        .required(
            "attribute_groups",
            "The public attribute groups.",
            list(groups),
        );
    SIGNALS
        .into_iter()
        .fold(own, |own, (key, name, _)| {
            let element = definitions.define(name, |definitions| {
                signal(key, attributes, definitions).closed()
            });
            own.required(key, "The signals of this type.", list(element))
        })
        .closed()
}

fn refinements(attributes: Attributes, definitions: &mut Definitions) -> Json {
    SIGNALS
        .into_iter()
        .fold(
            Object::new("Each signal and its refinements."),
            |all, (key, _, name)| {
                let element = definitions.define(name, |definitions| {
                    signal(key, attributes, definitions)
                        .required(
                            "id",
                            "The name of the refinement, or of the signal.",
                            text(),
                        )
                        .closed()
                });
                all.required(key, "The refinements of this type.", list(element))
            },
        )
        .closed()
}

fn signal(key: &str, attributes: Attributes, definitions: &mut Definitions) -> Object {
    let uses = list(used(attributes, key == "spans", definitions));
    let signal = match key {
        "entities" => Object::new("Something that telemetry is about.")
            .required("type", "The type of the entity.", text())
            .optional("identity", "What tells one from another.", uses.clone())
            .optional("description", "What else there is to say.", uses),
        "events" => Object::new("Something that happens.")
            .required("name", "The name of the event.", text())
            .optional("attributes", "Its attributes.", uses),
        "metrics" => Object::new("Something that is measured.")
            .required("name", "The name of the metric.", text())
            .required("instrument", "The instrument.", instrument(definitions))
            .required("unit", "The unit, in UCUM.", text())
            .optional("attributes", "Its attributes.", uses),
        _ => Object::new("Something that takes time.")
            .required("type", "The type of the span.", text())
            .required("kind", "Its kind.", span_kind(definitions))
            .required("name", "Its name.", span_name(definitions))
            .optional("attributes", "Its attributes.", uses),
    };
    let level = signal_level(definitions);
    let signal = described(signal, attributes, definitions).optional(
        "requirement_level",
        "Whether to emit it.",
        level,
    );
    if key == "entities" {
        return signal;
    }
    let provenance = provenance(attributes, definitions);
    let entity = Object::new("An entity.")
        .required("type", "The type of the entity.", text())
        .optional("provenance", "Where it is defined.", provenance)
        .closed();
    signal.optional(
        "entity_associations",
        "Which entities the signal is about.",
        list(entity_association(definitions, entity)),
    )
}

fn attribute(attributes: Attributes, definitions: &mut Definitions) -> Json {
    definitions.define("Attribute", |definitions| {
        whole_attribute(attributes, definitions).closed()
    })
}

fn whole_attribute(attributes: Attributes, definitions: &mut Definitions) -> Object {
    let attribute = Object::new("An attribute.")
        .required("key", "The key that is sent.", text())
        .required(
            "type",
            "The type of the value.",
            attribute_type(definitions),
        )
        .optional("examples", "Examples of values.", examples(definitions));
    described(attribute, attributes, definitions)
}

/// An attribute of a signal or a group.
fn used(attributes: Attributes, by_span: bool, definitions: &mut Definitions) -> Json {
    let name = match by_span {
        true => "SpanAttribute",
        false => "UsedAttribute",
    };
    definitions.define(name, |definitions| {
        let attribute = match attributes {
            Attributes::Indexed => Object::new("The use of an attribute.").required(
                "base",
                "Its place in the catalog, from 0.",
                integer(),
            ),
            Attributes::Whole => whole_attribute(attributes, definitions),
        };
        let level = requirement_level(definitions);
        let used = attribute.required("requirement_level", "Whether it has to be set.", level);
        match by_span {
            true => used
                .optional(
                    "sampling_relevant",
                    "Whether samplers may look at it.",
                    flag(),
                )
                .closed(),
            false => used.closed(),
        }
    })
}

/// Adds what everything has.
fn described(object: Object, attributes: Attributes, definitions: &mut Definitions) -> Object {
    let provenance = provenance(attributes, definitions);
    object
        .required("brief", "One sentence.", text())
        .required("stability", "How settled it is.", stability(definitions))
        .optional("note", "Anything longer.", text())
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
        .optional(
            "provenance",
            "Where it is defined, if elsewhere.",
            provenance,
        )
}

fn provenance(attributes: Attributes, definitions: &mut Definitions) -> Json {
    definitions.define("Provenance", |_| {
        let about = "Where something is defined.";
        match attributes {
            Attributes::Indexed => Object::new(about).optional(
                "source",
                "The place of the registry in `dependencies`.",
                integer(),
            ),
            Attributes::Whole => Object::new(about)
                .optional("source", "The schema URL of the registry.", text())
                .optional("path", "The file.", text()),
        }
        .closed()
    })
}
