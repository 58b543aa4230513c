//! The policies of a command.

use std::process::{Command, Output};

use serde_json::Value as Json;

use crate::bakery::{BAKERY, Project, policy};

fn weaver_forge(project: &Project, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_weaver-forge"))
        .args(["--quiet", "registry"])
        .args(arguments)
        .args(["-r", "registry", "--diagnostic-format", "json"])
        .arg("--diagnostic-stdout=true")
        .current_dir(project.path(""))
        .env("HOME", project.path(""))
        .output()
        .expect("runs")
}

/// What policies found, each in its own words.
fn messages(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let entries: Json = match text.trim() {
        "" => return Vec::new(),
        text => serde_json::from_str(text).expect("JSON"),
    };
    let entries = entries.as_array().expect("a list");
    let messages = entries
        .iter()
        .filter_map(|entry| entry["error"]["violation"]["message"].as_str());
    messages.map(str::to_owned).collect()
}

/// A policy that always says `message`.
fn always(message: &str) -> String {
    policy("after_resolution", &format!("\"{message}\""), "true")
}

#[test]
fn policies_are_in_the_folder_of_the_registry_and_where_the_command_says() {
    let project = Project::of(&[
        ("registry/rules/a.rego", &always("mine")),
        ("more/b.rego", &always("yours")),
    ]);
    let check = |more: &[&str]| weaver_forge(&project, &[&["check"], more].concat());
    assert_eq!(messages(&check(&[])), ["mine"]);
    assert_eq!(messages(&check(&["-p", "more"])), ["mine", "yours"]);
    let twice = check(&["-p", "more/b.rego", "-p", "more", "-p", "registry/rules"]);
    assert_eq!(messages(&twice), ["mine", "yours"], "each is asked once");
    assert_eq!(check(&[]).status.code(), Some(1));
    let skipped = check(&["-p", "more", "--skip-policies"]);
    assert!(messages(&skipped).is_empty());
    assert_eq!(skipped.status.code(), Some(0));
}

#[test]
fn a_project_names_its_policies_once() {
    let project = Project::of(&[
        (".weaver.toml", "[policy]\npaths = [\"rules\"]\n"),
        ("rules/a.rego", &always("configured")),
        ("more/b.rego", &always("given")),
    ]);
    let check = |more: &[&str]| messages(&weaver_forge(&project, &[&["check"], more].concat()));
    assert_eq!(check(&[]), ["configured"]);
    assert_eq!(check(&["-p", "more"]), ["given"]);
}

#[test]
fn nothing_is_generated_from_a_registry_that_a_policy_denies() {
    let project = Project::of(&[
        (
            "templates/text/weaver.yaml",
            "templates: [{template: a.j2, application_mode: single}]",
        ),
        ("templates/text/a.j2", "text"),
        ("rules/a.rego", &always("no")),
    ]);
    let generate = ["generate", "text", "out"];
    let denied = weaver_forge(&project, &[&generate[..], &["-p", "rules"]].concat());
    assert_eq!(messages(&denied), ["no"]);
    assert!(!project.path("out").exists());
    assert_eq!(weaver_forge(&project, &generate).status.code(), Some(0));
    assert!(project.path("out").exists());
}

#[test]
fn nothing_is_packaged_from_a_registry_that_a_policy_denies() {
    let project = Project::of(&[("rules/a.rego", &always("no"))]);
    let package = [
        "package",
        "--v2",
        "--resolved-registry-uri",
        "resolved.yaml",
        "-o",
        "out",
    ];
    let denied = weaver_forge(&project, &[&package[..], &["-p", "rules"]].concat());
    assert_eq!(messages(&denied), ["no"]);
    assert!(!project.path("out").exists());
    assert_eq!(weaver_forge(&project, &package).status.code(), Some(0));
    assert!(project.path("out").exists());
}

#[test]
fn an_older_version_is_the_data_of_policies_that_compare_and_must_be_readable() {
    let rule = policy(
        "comparison_after_resolution",
        r#"sprintf("%d, once %d", [count(input.groups), count(data.groups)])"#,
        "true",
    );
    let older = format!("{BAKERY}  - {{id: registry.cake, type: attribute_group, brief: b}}\n");
    let manifest = "schema_url: https://bakery.example/schemas/1.0.0\n";
    let project = Project::of(&[
        ("rules/a.rego", &rule),
        ("older/manifest.yaml", manifest),
        ("older/bread.yaml", &older),
        ("broken/manifest.yaml", manifest),
        ("broken/bread.yaml", "groups: ["),
    ]);
    let check = |baseline: &str| {
        let arguments = ["check", "-p", "rules", "--baseline-registry", baseline];
        weaver_forge(&project, &arguments)
    };
    assert_eq!(messages(&check("older")), ["2, once 3"]);
    let broken = check("broken");
    assert_eq!(broken.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&broken.stdout).contains("DeserializationError"));
}
