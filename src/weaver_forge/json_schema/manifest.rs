//! What registries say about themselves.

use super::build::{Definitions, Object, list, text, word};
use super::vocabulary::stability;

/// The manifest of a registry that others can depend on without resolving it.
pub(super) fn publication(definitions: &mut Definitions) -> Object {
    let resolved = "The resolved registry, relative to this manifest.";
    common(
        Object::new("What a published registry says about itself."),
        definitions,
    )
    .required(
        "file_format",
        "The format of the file.",
        word("manifest/2.0"),
    )
    .required("resolved_registry_uri", resolved, text())
}

/// The manifest in the folder of a registry.
pub(super) fn definition(definitions: &mut Definitions) -> Object {
    common(
        Object::new("What a registry says about itself."),
        definitions,
    )
}

fn common(manifest: Object, definitions: &mut Definitions) -> Object {
    let dependency = definitions.define("Dependency", |_| {
        Object::new("A registry that this one refers to.")
            .required("schema_url", "Its name and the version asked for.", text())
            .optional("registry_path", "Where it is.", text())
            .closed_unless(true)
    });
    manifest
        .required(
            "schema_url",
            "Name and version of the registry, as a URL.",
            text(),
        )
        .optional("description", "What the registry is about.", text())
        .optional(
            "stability",
            "How settled the registry is.",
            stability(definitions),
        )
        .optional(
            "dependencies",
            "The registries it refers to.",
            list(dependency),
        )
}
