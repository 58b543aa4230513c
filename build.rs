//! Renders registry/ into generated/ and docs/conventions.md, or says what is wrong with it.

use std::process::ExitCode;

/// What is rendered and where to; tests/freshness.rs compares the same.
pub(crate) fn rendering() -> weaver_forge::Build {
    weaver_forge::Build::new("registry")
        .render("templates/registry/rust", "generated")
        .render_into("templates/registry/markdown", "docs")
        .strict_undefined()
}

fn main() -> ExitCode {
    rendering().run()
}
