//! The configuration of a project.

use serde_json::Value as Json;

use super::build::{Object, flag, list, map, text};

/// The document.
pub(super) fn configuration() -> Object {
    let document = |about| {
        Object::new(about)
            .optional(
                "format",
                "A built-in format, or the name of a folder of templates.",
                text(),
            )
            .optional(
                "templates",
                "The folder of the formats of one's own.",
                text(),
            )
            .optional("output", "The folder to write to.", text())
            .closed_unless(true)
    };
    Object::new("The arguments that a project always gives, in TOML.")
        .optional("registry", "Which registry to read, and how.", registry())
        .optional("policy", "Which policies to ask.", policy())
        .optional("diagnostics", "How findings are printed.", diagnostics())
        .optional("template", "Texts for all templates.", template())
        .optional("generate", "`registry generate`", generate())
        .optional(
            "diff",
            "`registry diff`",
            document("How changes are printed."),
        )
        .optional(
            "stats",
            "`registry stats`",
            document("How statistics are printed."),
        )
        .optional(
            "update-markdown",
            "`registry update-markdown`",
            update_markdown(),
        )
}

fn registry() -> Json {
    Object::new("Which registry to read, and how.")
        .optional("path", "The folder of the registry.", text())
        .optional(
            "v2",
            "Whether to use version 2 of the resolved schema.",
            flag(),
        )
        .optional(
            "follow_symlinks",
            "Whether to follow symbolic links.",
            flag(),
        )
        .optional(
            "include_unreferenced",
            "Whether to import everything.",
            flag(),
        )
        .closed_unless(true)
}

fn policy() -> Json {
    Object::new("Which policies to ask.")
        .optional("skip", "Whether to ask none.", flag())
        .optional("paths", "Files and folders of policies.", list(text()))
        .closed_unless(true)
}

fn diagnostics() -> Json {
    Object::new("How findings are printed.")
        .optional(
            "format",
            "A built-in format, or the name of a folder of templates.",
            text(),
        )
        .optional(
            "template",
            "The folder of the formats of one's own.",
            text(),
        )
        .optional(
            "stdout",
            "Whether to print them to standard output.",
            flag(),
        )
        .closed_unless(true)
}

fn template() -> Json {
    Object::new("Texts for all templates.")
        .optional("acronyms", "Words that keep their spelling.", list(text()))
        .optional(
            "text_maps",
            "Maps from text to text, by name.",
            map(map(text())),
        )
        .closed_unless(true)
}

fn generate() -> Json {
    Object::new("What is rendered.")
        .optional(
            "templates",
            "The folder of the templates of all targets.",
            text(),
        )
        .optional("target", "The name of a folder of templates.", text())
        .optional("output", "The folder to write to.", text())
        .closed_unless(true)
}

fn update_markdown() -> Json {
    let base_url = "Where the pages of attributes are.";
    Object::new("Which Markdown files to update.")
        .optional("markdown_dir", "The folder of the files.", text())
        .optional("dry_run", "Whether to write nothing.", flag())
        .optional("attribute_registry_base_url", base_url, text())
        .optional(
            "templates",
            "The folder of the templates of all targets.",
            text(),
        )
        .optional("target", "The name of a folder of templates.", text())
        .closed_unless(true)
}
