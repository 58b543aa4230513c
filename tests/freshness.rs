//! What is checked in below generated/ and docs/ is what registry/ and templates/ render.
//!
//! The build script says so too, but only when modification times make Cargo run it.

#[path = "../build.rs"]
#[allow(dead_code, reason = "its main is the build script's")]
mod build;
#[path = "support/workspace.rs"]
#[allow(dead_code, reason = "nothing is built here")]
mod workspace;

use std::fs;

use workspace::Workspace;

#[test]
fn generated_files_are_what_the_registry_renders() {
    if let Err(failure) = build::rendering().compare() {
        panic!("{failure}");
    }
}

/// What comparing says after a change of the copy, and whether rendering again mends it.
fn after(name: &str, change: impl FnOnce(&Workspace)) -> (String, bool) {
    let workspace = Workspace::copy(name);
    change(&workspace);
    let rendering = build::rendering().root(workspace.path(""));
    let complaint = rendering
        .compare()
        .expect_err("a change went unnoticed")
        .to_string();
    let mended = rendering.write().is_ok() && rendering.compare().is_ok();
    (complaint, mended)
}

#[test]
fn a_file_edited_by_hand_is_named_and_rendered_again() {
    let (complaint, mended) = after("edited", |copy| {
        copy.edit(
            "generated/embedding.rs",
            "pub struct EmbedSpan(Span);",
            "pub struct EmbedSpan(pub Span);",
        );
    });
    assert!(complaint.contains("embedding.rs"), "{complaint}");
    assert!(mended);
}

#[test]
fn a_file_that_nothing_renders_any_more_is_named_and_removed() {
    let (complaint, mended) = after("orphaned", |copy| {
        fs::copy(
            copy.path("generated/embedding.rs"),
            copy.path("generated/dreams.rs"),
        )
        .expect("the copy");
    });
    assert!(complaint.contains("dreams.rs"), "{complaint}");
    assert!(mended);
}

#[test]
fn a_file_written_by_hand_is_refused_and_kept() {
    let mut kept = None;
    let (complaint, mended) = after("foreign", |copy| {
        fs::write(copy.path("generated/mine.rs"), "//! By hand.\n").expect("the copy");
        kept = Some(copy.path("generated/mine.rs"));
    });
    assert!(complaint.contains("mine.rs"), "{complaint}");
    assert!(!mended, "a file without the marker was accepted");
    assert!(
        kept.is_some_and(|path| path.exists()),
        "a file without the marker was deleted"
    );
}

#[test]
fn a_changed_registry_makes_generated_files_stale() {
    let (complaint, mended) = after("stale", |copy| {
        copy.edit(
            "registry/attributes.yaml",
            "brief: How many texts were embedded.",
            "brief: How many texts became vectors.",
        );
    });
    assert!(complaint.contains("embedding.rs"), "{complaint}");
    assert!(complaint.contains("conventions.md"), "{complaint}");
    assert!(mended);
}

/// The generator brings the same templates for registries of others; only parameters may differ.
#[test]
fn the_templates_that_the_generator_brings_are_these() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |folder: &str| -> std::collections::BTreeMap<_, _> {
        let entries = fs::read_dir(root.join(folder)).expect("a folder of templates");
        let paths = entries.map(|entry| entry.expect("a readable entry").path());
        paths
            .map(|path| {
                let text = fs::read_to_string(&path).expect("a template");
                (
                    path.file_name().map(ToOwned::to_owned),
                    without_parameters(&text),
                )
            })
            .collect()
    };
    assert_eq!(
        read("templates/registry/rust"),
        read("src/weaver_forge/templates/rust")
    );
}

fn without_parameters(text: &str) -> String {
    match text.split_once("\nparams:\n") {
        Some((before, after)) => {
            let rest = after.lines().skip_while(|line| line.starts_with("  "));
            format!("{before}\n{}", rest.collect::<Vec<_>>().join("\n"))
        }
        None => text.trim_end().to_owned(),
    }
}
