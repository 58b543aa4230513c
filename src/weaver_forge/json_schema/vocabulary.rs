//! What definition files and resolved registries have in common.

use serde_json::{Value as Json, json};

use super::build::{Definitions, Object, any, any_of, list, map, text, word, words};
use crate::model::{AttributeType, Deprecated, Instrument, RequirementLevel, SpanKind, Stability};

/// What the note of a deprecation is.
pub(super) const NOTE: &str = "What to tell whoever still uses it.";

/// Each meaning of `list` once, in the spelling that is written.
pub(super) fn canonical<T: PartialEq>(list: &[(&'static str, T)]) -> Vec<&'static str> {
    let is_first = |index: usize| {
        let meaning = &list[index].1;
        !list[..index].iter().any(|(_, earlier)| earlier == meaning)
    };
    (0..list.len())
        .filter(|index| is_first(*index))
        .map(|index| list[index].0)
        .collect()
}

/// Every spelling of `list` that is read.
pub(super) fn spellings<T>(list: &[(&'static str, T)]) -> Vec<&'static str> {
    list.iter().map(|(word, _)| *word).collect()
}

/// How settled something is, as it is written.
pub(super) fn stability(definitions: &mut Definitions) -> Json {
    definitions.define("Stability", |_| words(canonical(Stability::WORDS)))
}

/// The instrument of a metric.
pub(super) fn instrument(definitions: &mut Definitions) -> Json {
    definitions.define("Instrument", |_| words(spellings(Instrument::WORDS)))
}

/// The kind of a span.
pub(super) fn span_kind(definitions: &mut Definitions) -> Json {
    definitions.define("SpanKind", |_| words(spellings(SpanKind::WORDS)))
}

/// Whether an attribute has to be set.
pub(super) fn requirement_level(definitions: &mut Definitions) -> Json {
    definitions.define("RequirementLevel", |_| {
        let plain = words(spellings(RequirementLevel::WORDS));
        let explained = RequirementLevel::KEYS.iter().map(|key| {
            Object::new("A level with its condition, or with a remark.")
                .required(key, "The condition or the remark.", text())
                .closed()
        });
        any_of(std::iter::once(plain).chain(explained))
    })
}

/// Whether a signal has to be emitted.
pub(super) fn signal_level(definitions: &mut Definitions) -> Json {
    definitions.define("SignalRequirementLevel", |_| {
        words(["recommended", "opt_in"])
    })
}

/// Why something should no longer be used; in registries that are resolved there always is a note.
pub(super) fn deprecated(definitions: &mut Definitions) -> Json {
    definitions.define("Deprecated", |_| {
        let renamed = Object::new("It has a new name.")
            .required("reason", "Why.", word("renamed"))
            .required("renamed_to", "The new name.", text())
            .optional("note", NOTE, text())
            .closed();
        let others = Deprecated::REASONS
            .iter()
            .filter(|reason| **reason != "renamed");
        let others = others.chain(&["unspecified"]).map(|reason| {
            Object::new("Nothing simply takes its place.")
                .required("reason", "Why.", word(reason))
                .optional("note", NOTE, text())
                .closed()
        });
        any_of(std::iter::once(renamed).chain(others))
    })
}

/// Data for templates and tools.
pub(super) fn annotations(definitions: &mut Definitions) -> Json {
    definitions.define("Annotations", |_| map(any()))
}

/// A single value.
pub(super) fn scalar(definitions: &mut Definitions) -> Json {
    definitions.define(
        "Scalar",
        |_| json!({ "type": ["integer", "number", "string", "boolean"] }),
    )
}

/// One example, a list of examples, or a list of lists.
pub(super) fn examples(definitions: &mut Definitions) -> Json {
    definitions.define("Examples", |definitions| {
        let one = scalar(definitions);
        any_of([one.clone(), list(one.clone()), list(list(one))])
    })
}

/// The type of an attribute.
pub(super) fn attribute_type(definitions: &mut Definitions) -> Json {
    definitions.define("AttributeType", |definitions| {
        let names: Vec<String> = AttributeType::names().collect();
        let members = list(enum_member(definitions));
        let members = Object::new("An enum.").required("members", "Its values.", members);
        // What else files say beside the members is ignored.
        any_of([
            words(names.iter().map(String::as_str)),
            members.closed_unless(true),
        ])
    })
}

/// One of the values of an enum.
pub(super) fn enum_member(definitions: &mut Definitions) -> Json {
    definitions.define("EnumMember", |definitions| {
        Object::new("One of the values of an enum.")
            .required("id", "What code calls it.", text())
            .optional(
                "value",
                "What is sent; the id if left out.",
                scalar(definitions),
            )
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
            .closed()
    })
}

/// Which entities a signal is about; `entity` says how a single one is named.
pub(super) fn entity_association(definitions: &mut Definitions, entity: Json) -> Json {
    definitions.define("EntityAssociation", |definitions| {
        let nested = |definitions: &mut Definitions| list(entity_association(definitions, text()));
        let one_of = Object::new("At least one of these.")
            .required("one_of", "The candidates.", nested(definitions))
            .closed();
        let all_of = Object::new("Each of these.")
            .required("all_of", "The conditions.", nested(definitions))
            .closed();
        any_of([entity, one_of, all_of])
    })
}
