//! Each folder of `tests/templates` but `registry` is a set of templates with what they render:
//! `templates/` and `expected/`, compared byte by byte. To record a set anew, call `write` in
//! place of `compare` and read the difference.

use std::path::PathBuf;

use weaver_forge::{Build, Lints};

fn set(name: &str) -> Build {
    let root: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "templates"]
        .iter()
        .collect();
    Build::new("registry")
        .root(root)
        .lints(Lints::Off)
        .render(format!("{name}/templates"), format!("{name}/expected"))
}

fn check(build: &Build) {
    if let Err(failure) = build.compare() {
        panic!("{failure}");
    }
}

#[test]
fn comments_have_the_form_of_their_language() {
    check(&set("comments"));
}

#[test]
fn filters_give_templates_what_they_ask_for() {
    check(&set("jq"));
}

#[test]
fn files_are_named_by_the_configuration_and_by_templates() {
    check(&set("names").parameter("asked", "yes"));
}

#[test]
fn delimiters_white_space_and_escaping_are_configured() {
    check(&set("whitespace"));
}
