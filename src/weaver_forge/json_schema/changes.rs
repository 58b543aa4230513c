//! The changes between two registries.

use serde_json::Value as Json;

use super::build::{Definitions, Object, any, any_of, list, text, word};

/// The lists of changes of version 1.
const SECTIONS: [&str; 5] = [
    "registry_attributes",
    "metrics",
    "events",
    "spans",
    "entities",
];

/// The lists of changes of version 2.
const SECTIONS_V2: [&str; 6] = [
    "registry_attributes",
    "attribute_groups",
    "metrics",
    "events",
    "spans",
    "resources",
];

/// The document of version 1.
pub(super) fn diff(definitions: &mut Definitions) -> Object {
    document(&SECTIONS, definitions)
}

/// The document of version 2.
pub(super) fn diff_v2(definitions: &mut Definitions) -> Object {
    document(&SECTIONS_V2, definitions)
}

fn document(sections: &[&'static str], definitions: &mut Definitions) -> Object {
    let change = change(definitions);
    let changes = sections.iter().fold(
        Object::new("The changes, by what has changed."),
        |all, section| all.required(section, "The changes of these.", list(change.clone())),
    );
    let version = definitions.define("Version", |_| {
        Object::new("A version of a registry.")
            .required("semconv_version", "The version.", text())
            .closed()
    });
    Object::new("What changed from one version of a registry to another.")
        .required("baseline", "The older version.", version.clone())
        .required("head", "The newer version.", version)
        .required("changes", "The changes.", changes.closed())
}

fn change(definitions: &mut Definitions) -> Json {
    let named = |about, kind| {
        Object::new(about)
            .required("type", "What kind of change it is.", word(kind))
            .required("name", "What has changed.", text())
    };
    let note = "What to tell whoever still uses it.";
    definitions.define("Change", |_| {
        let renamed = Object::new("It is deprecated now, and has a new name.")
            .required("type", "What kind of change it is.", word("renamed"))
            .required("old_name", "The name it had.", text())
            .required("new_name", "The name it has.", text())
            .required("note", note, text());
        let obsoleted = named(
            "It is deprecated now, and nothing replaces it.",
            "obsoleted",
        );
        let uncategorized = named("It is deprecated now, for another reason.", "uncategorized");
        let field = Object::new("A field that was given, dropped or changed.")
            .required("field", "The name of the field.", text())
            .optional("before", "What it had, if anything.", any())
            .optional("after", "What it has, if anything.", any());
        let updated = named(
            "Its fields have changed; only with `--field-changes`.",
            "updated",
        )
        .required("fields", "The fields.", list(field.closed()));
        any_of([
            named("It was not there before.", "added").closed(),
            renamed.closed(),
            obsoleted.required("note", note, text()).closed(),
            uncategorized.required("note", note, text()).closed(),
            named("It is not there any more.", "removed").closed(),
            updated.closed(),
        ])
    })
}
