//! A definition file of format 1.

use serde_json::Value as Json;

use super::build::{Definitions, Object, any_of, flag, list, text, word, words};
use super::resolved::{body, signal};
use super::vocabulary::{
    annotations, attribute_type, deprecated, examples, requirement_level, spellings,
};
use crate::model::{AttributeRole, GroupType, ImportKind, Stability};

/// The document.
pub(super) fn file(definitions: &mut Definitions) -> Object {
    Object::new("A definition file: groups, and what is imported from other registries.")
        .optional(
            "file_format",
            "The format of the file.",
            word("definition/1"),
        )
        .optional("groups", "The groups.", list(group(definitions)))
        .optional(
            "imports",
            "What is taken over from dependencies.",
            imports(definitions),
        )
}

/// Globs over the names of what dependencies have.
pub(super) fn imports(definitions: &mut Definitions) -> Json {
    definitions.define("Imports", |_| {
        let imports = Object::new("Globs; `*` also matches dots.");
        ImportKind::KEYS
            .iter()
            .fold(imports, |imports, (key, _)| {
                imports.optional(key, "Globs over the names of these.", list(text()))
            })
            .closed()
    })
}

fn group(definitions: &mut Definitions) -> Json {
    definitions.define("Group", |definitions| {
        let r#type = words(spellings(GroupType::WORDS));
        let group =
            Object::new("Attributes that belong together, or a signal with its attributes.")
                .required("id", "The name of the group.", text())
                .required("brief", "One sentence.", text())
                .optional("type", "What it describes.", r#type)
                .optional(
                    "prefix",
                    "Put before the names of the attributes defined here.",
                    text(),
                )
                .optional("extends", "The group whose attributes it inherits.", text())
                .optional(
                    "attributes",
                    "Definitions and references.",
                    list(attribute(definitions)),
                )
                .optional(
                    "display_name",
                    "Attribute groups: the title in documents.",
                    text(),
                );
        signal(with_texts(group, definitions), definitions, body).closed()
    })
}

/// An entry of `attributes`.
fn attribute(definitions: &mut Definitions) -> Json {
    definitions.define("Attribute", |definitions| {
        let definition = Object::new("The definition of an attribute.")
            .required("id", "The key that is sent.", text())
            .required(
                "type",
                "The type of the value.",
                attribute_type(definitions),
            )
            .optional("brief", "One sentence.", text());
        let reference = Object::new("A reference; what it leaves out comes from the definition.")
            .required("ref", "The key of the attribute.", text())
            .optional("brief", "One sentence.", text())
            .optional(
                "prefix",
                "Whether to name it `<prefix of the group>.<ref>`.",
                flag(),
            );
        any_of([definition, reference].map(|entry| usage(entry, definitions).closed()))
    })
}

/// Adds what both definitions and references may say.
fn usage(attribute: Object, definitions: &mut Definitions) -> Object {
    let level = requirement_level(definitions);
    let role = words(spellings(AttributeRole::WORDS));
    let attribute = attribute
        .optional("examples", "Examples of values.", examples(definitions))
        .optional("tag", "A free label.", text())
        .optional("requirement_level", "Whether it has to be set.", level)
        .optional(
            "sampling_relevant",
            "Whether samplers may look at it.",
            flag(),
        )
        .optional("role", "What it is to an entity.", role);
    with_texts(attribute, definitions)
}

/// Adds what groups and attributes have in common; here a deprecation may be a bare text.
fn with_texts(object: Object, definitions: &mut Definitions) -> Object {
    let deprecated = any_of([deprecated(definitions), text()]);
    let stability = words(spellings(Stability::WORDS));
    object
        .optional("note", "Anything longer.", text())
        .optional("stability", "How settled it is.", stability)
        .optional("deprecated", "Why it should no longer be used.", deprecated)
        .optional(
            "annotations",
            "Data for templates and tools.",
            annotations(definitions),
        )
}
