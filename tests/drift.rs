//! Schema drift is a compile error: a change of the registry stops the crates that disagree with it.
//!
//! Cargo builds a copy of the workspace here, as a developer would after editing a YAML file.

#[path = "support/workspace.rs"]
mod workspace;

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use workspace::Workspace;

/// The crate at whose expense the registry is edited.
const CHECK: &[&str] = &["check", "-p", "embedding"];

/// One test, so that the steps share one copy and its compiled dependencies.
#[test]
fn a_registry_and_a_crate_that_disagree_do_not_compile() {
    let workspace = Workspace::copy("drift");
    let untouched = workspace.cargo(CHECK);
    assert!(untouched.succeeded(), "{}", untouched.messages());

    an_unchanged_tree_is_not_built_again(&workspace);
    a_removed_attribute_stops_its_caller(&workspace);
    a_newly_required_attribute_stops_every_start(&workspace);
    a_misspelt_attribute_is_named_with_its_place(&workspace);

    let restored = Workspace::copy("drift").cargo(CHECK);
    assert!(restored.succeeded(), "{}", restored.messages());
}

fn an_unchanged_tree_is_not_built_again(workspace: &Workspace) {
    let written = newest(&workspace.path("generated"));
    let again = workspace.cargo(CHECK);
    assert!(again.succeeded());
    for word in ["Compiling", "Checking", "Running"] {
        assert!(!again.messages().contains(word), "{}", again.messages());
    }
    assert_eq!(newest(&workspace.path("generated")), written);
}

fn a_removed_attribute_stops_its_caller(workspace: &Workspace) {
    workspace.edit(
        "registry/attributes.yaml",
        "      - id: cluster_whisperer.embedding.input_count
        type: int
        stability: development
        brief: How many texts were embedded.
        examples: [100]
",
        "",
    );
    workspace.edit(
        "registry/spans/embedding.yaml",
        "      - ref: cluster_whisperer.embedding.input_count
        requirement_level: recommended
",
        "",
    );
    let drifted = workspace.cargo(CHECK);
    assert!(!drifted.succeeded(), "a setter outlived its attribute");
    assert!(
        drifted
            .messages()
            .contains("no method named `set_input_count`"),
        "{}",
        drifted.messages()
    );
    assert!(
        drifted.messages().contains("src/embedding/"),
        "{}",
        drifted.messages()
    );
    Workspace::copy("drift");
}

fn a_newly_required_attribute_stops_every_start(workspace: &Workspace) {
    workspace.edit(
        "registry/spans/embedding.yaml",
        "      - ref: cluster_whisperer.embedding.input_count
        requirement_level: recommended",
        "      - ref: cluster_whisperer.embedding.input_count
        requirement_level: required",
    );
    let drifted = workspace.cargo(CHECK);
    assert!(
        !drifted.succeeded(),
        "a required attribute could be left out"
    );
    assert!(
        drifted.messages().contains("missing field `input_count`"),
        "{}",
        drifted.messages()
    );
    Workspace::copy("drift");
}

fn a_misspelt_attribute_is_named_with_its_place(workspace: &Workspace) {
    workspace.edit(
        "registry/spans/embedding.yaml",
        "- ref: gen_ai.request.model",
        "- ref: gen_ai.request.modle",
    );
    let broken = workspace.cargo(CHECK);
    assert!(!broken.succeeded(), "a reference to nothing was accepted");
    let messages = broken.messages();
    assert!(
        messages.contains("registry/spans/embedding.yaml:"),
        "{messages}"
    );
    assert!(
        messages.contains("gen_ai.request.model`"),
        "no suggestion: {messages}"
    );
    Workspace::copy("drift");
}

fn newest(folder: &Path) -> SystemTime {
    let entries = fs::read_dir(folder).expect("a folder of the copy");
    let times = entries.map(|entry| {
        entry
            .and_then(|it| it.metadata()?.modified())
            .expect("a file time")
    });
    times.max().expect("a file in the folder")
}
