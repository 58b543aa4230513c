//! A definition file of format 1.

use serde_json::Value as Json;

use super::build::{Definitions, Object, any_of, flag, list, text, word, words};
use super::resolved::{body, signal, with_texts};
use super::vocabulary::{NOTE, attribute_type, examples, requirement_level, spellings};
use crate::model::{AttributeRole, Deprecated, GroupType, ImportKind, Stability};

/// The document.
pub(super) fn file(definitions: &mut Definitions) -> Object {
    // Before anything refers to the stricter definitions of the same name.
    tolerated(definitions);
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

/// Defines what files may write in more ways than registries that are resolved.
fn tolerated(definitions: &mut Definitions) {
    definitions.define("Stability", |_| words(spellings(Stability::WORDS)));
    definitions.define("Deprecated", |_| {
        let renamed = Object::new("It has a new name.")
            .required("reason", "Why.", word("renamed"))
            .required("renamed_to", "The new name.", text())
            .optional("note", NOTE, text());
        let others = Deprecated::REASONS.iter().copied();
        let others = others.filter(|reason| *reason != "renamed");
        let other = Object::new("Nothing simply takes its place.")
            .required("reason", "Why.", words(others))
            .optional("renamed_to", "Means nothing here.", text())
            .optional("note", NOTE, text());
        any_of([text(), renamed.closed(), other.closed()])
    });
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
            );
        let reference = Object::new("A reference; what it leaves out comes from the definition.")
            .required("ref", "The key of the attribute.", text())
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
