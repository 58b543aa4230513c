//! Any text as a jq filter and any as a Jinja template, with a small input that both see.

#![no_main]

use std::fs;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use weaver_forge::fuzzing::Templates;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a folder"));

fuzz_target!(|data: (&str, &str)| {
    let (filter, template) = data;
    // Quoted as Rust quotes it, a text is quoted for YAML too, but for what has no name.
    let filter = format!("{filter:?}")
        .replace("\\u{", "u{")
        .replace("\\'", "'");
    let config =
        format!("templates: [{{template: t.j2, filter: {filter}, application_mode: single}}]\n");
    fs::write(FOLDER.path().join("weaver.yaml"), config).expect("writable");
    fs::write(FOLDER.path().join("t.j2"), template).expect("writable");
    if let Some(templates) = Templates::open(FOLDER.path()) {
        templates.render("The *text* of a `note`.");
    }
});
