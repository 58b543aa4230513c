//! A definition file of format 2.

use serde_json::Value as Json;

use super::build::{Definitions, Object, any_of, flag, list, text, word};
use super::definition::imports;
use super::vocabulary::{
    annotations, attribute_type, deprecated, entity_association, examples, instrument,
    requirement_level, signal_level, span_kind, stability,
};

/// The document.
pub(super) fn file(definitions: &mut Definitions) -> Object {
    let format = word("definition/2");
    let attributes = list(attribute(definitions));
    let groups = list(attribute_group(definitions));
    Object::new("A definition file: attributes, signals, and refinements of signals.")
        .optional("file_format", "The format of the file.", format)
        .optional("attributes", "The attributes.", attributes)
        .optional(
            "attribute_groups",
            "Attributes to be used together.",
            groups,
        )
        .optional("entities", "The entities.", list(entity(definitions)))
        .optional("events", "The events.", list(event(definitions)))
        .optional("metrics", "The metrics.", list(metric(definitions)))
        .optional("spans", "The spans.", list(span(definitions)))
        .optional(
            "entity_refinements",
            "Entities, refined.",
            list(refined_entity(definitions)),
        )
        .optional(
            "event_refinements",
            "Events, refined.",
            list(refined("EventRefinement", definitions)),
        )
        .optional(
            "metric_refinements",
            "Metrics, refined.",
            list(refined("MetricRefinement", definitions)),
        )
        .optional(
            "span_refinements",
            "Spans, refined.",
            list(refined_span(definitions)),
        )
        .optional(
            "imports",
            "What is taken over from dependencies.",
            imports(definitions),
        )
}

/// Adds what every definition has.
fn defined(object: Object, definitions: &mut Definitions) -> Object {
    overriding(object, definitions)
        .required("brief", "One sentence.", text())
        .required("stability", "How settled it is.", stability(definitions))
}

/// Adds what every definition has, nothing of it required.
fn overriding(object: Object, definitions: &mut Definitions) -> Object {
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

fn attribute(definitions: &mut Definitions) -> Json {
    definitions.define("Attribute", |definitions| {
        let attribute = Object::new("The definition of an attribute.")
            .required("key", "The key that is sent.", text())
            .required(
                "type",
                "The type of the value.",
                attribute_type(definitions),
            )
            .optional("examples", "Examples of values.", examples(definitions));
        defined(attribute, definitions).closed()
    })
}

/// A reference to an attribute.
fn reference(definitions: &mut Definitions) -> Object {
    let level = requirement_level(definitions);
    let reference = Object::new("A reference; what it leaves out comes from the definition.")
        .required("ref", "The key of the attribute.", text())
        .optional("examples", "Examples of values.", examples(definitions))
        .optional("requirement_level", "Whether it has to be set.", level);
    overriding(reference, definitions)
}

fn attribute_reference(definitions: &mut Definitions) -> Json {
    definitions.define("AttributeReference", |definitions| {
        reference(definitions).closed()
    })
}

fn group_reference(definitions: &mut Definitions) -> Json {
    definitions.define("GroupReference", |_| {
        Object::new("All attributes of an attribute group.")
            .required("ref_group", "The id of the group.", text())
            .closed()
    })
}

/// The `attributes` of anything but spans and entities.
fn references(definitions: &mut Definitions) -> Json {
    list(any_of([
        attribute_reference(definitions),
        group_reference(definitions),
    ]))
}

/// The `attributes` of spans.
fn span_references(definitions: &mut Definitions) -> Json {
    let attribute = definitions.define("SpanAttributeReference", |definitions| {
        reference(definitions)
            .optional(
                "sampling_relevant",
                "Whether samplers may look at it.",
                flag(),
            )
            .closed()
    });
    list(any_of([attribute, group_reference(definitions)]))
}

fn attribute_group(definitions: &mut Definitions) -> Json {
    definitions.define("AttributeGroup", |definitions| {
        let internal = Object::new("A group for this registry alone.")
            .required("id", "The name of the group.", text())
            .required("visibility", "Who may see it.", word("internal"))
            .optional("attributes", "Its attributes.", references(definitions));
        let public = Object::new("A group for everybody.")
            .required("id", "The name of the group.", text())
            .required("visibility", "Who may see it.", word("public"))
            .optional("attributes", "Its attributes.", references(definitions));
        any_of([internal.closed(), defined(public, definitions).closed()])
    })
}

/// Adds what signals have, apart from their attributes.
fn signal(object: Object, definitions: &mut Definitions) -> Object {
    let level = signal_level(definitions);
    defined(object, definitions).optional("requirement_level", "Whether to emit it.", level)
}

fn associated(object: Object, definitions: &mut Definitions) -> Object {
    object.optional(
        "entity_associations",
        "Which entities the signal is about.",
        list(entity_association(definitions, text())),
    )
}

fn entity(definitions: &mut Definitions) -> Json {
    definitions.define("Entity", |definitions| {
        let references = list(attribute_reference(definitions));
        let entity = Object::new("Something that telemetry is about.")
            .required("type", "The type of the entity.", text())
            .required(
                "identity",
                "What tells one from another.",
                references.clone(),
            )
            .optional("description", "What else there is to say.", references);
        signal(entity, definitions).closed()
    })
}

fn event(definitions: &mut Definitions) -> Json {
    definitions.define("Event", |definitions| {
        let event = Object::new("Something that happens.")
            .required("name", "The name of the event.", text())
            .optional("attributes", "Its attributes.", references(definitions));
        associated(signal(event, definitions), definitions).closed()
    })
}

fn metric(definitions: &mut Definitions) -> Json {
    definitions.define("Metric", |definitions| {
        let metric = Object::new("Something that is measured.")
            .required("name", "The name of the metric.", text())
            .required("instrument", "The instrument.", instrument(definitions))
            .required("unit", "The unit, in UCUM.", text())
            .optional("attributes", "Its attributes.", references(definitions));
        associated(signal(metric, definitions), definitions).closed()
    })
}

fn span(definitions: &mut Definitions) -> Json {
    definitions.define("Span", |definitions| {
        let span = Object::new("Something that takes time.")
            .required("type", "The type of the span.", text())
            .required("kind", "Its kind.", span_kind(definitions))
            .required("name", "Its name.", span_name(definitions))
            .optional(
                "attributes",
                "Its attributes.",
                span_references(definitions),
            );
        associated(signal(span, definitions), definitions).closed()
    })
}

/// How a span is named.
pub(super) fn span_name(definitions: &mut Definitions) -> Json {
    definitions.define("SpanName", |_| {
        Object::new("How a span is named.")
            .required("note", "The rule, in prose.", text())
            .closed()
    })
}

/// What every refinement has.
fn refinement(definitions: &mut Definitions) -> Object {
    let refinement = Object::new("A signal with more attributes, or with more to say.")
        .required("id", "The name of the refinement.", text())
        .required("ref", "The signal it refines.", text());
    overriding(refinement, definitions)
}

fn refined(name: &'static str, definitions: &mut Definitions) -> Json {
    definitions.define(name, |definitions| {
        let refinement = refinement(definitions);
        let refinement =
            refinement.optional("attributes", "Its attributes.", references(definitions));
        associated(refinement, definitions).closed()
    })
}

fn refined_entity(definitions: &mut Definitions) -> Json {
    definitions.define("EntityRefinement", |definitions| {
        let references = list(attribute_reference(definitions));
        refinement(definitions)
            .optional(
                "identity",
                "What tells one from another.",
                references.clone(),
            )
            .optional("description", "What else there is to say.", references)
            .closed()
    })
}

fn refined_span(definitions: &mut Definitions) -> Json {
    definitions.define("SpanRefinement", |definitions| {
        let refinement = refinement(definitions)
            .optional("name", "Its name.", span_name(definitions))
            .optional(
                "attributes",
                "Its attributes.",
                span_references(definitions),
            );
        associated(refinement, definitions).closed()
    })
}
