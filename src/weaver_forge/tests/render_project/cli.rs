//! The command line.

use std::path::Path;
use std::process::{Command, Output};

use crate::project::Project;

fn weaver_forge(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_weaver-forge"))
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder)
        .env("CI", "true")
        .output()
        .expect("runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const GENERATE: [&str; 6] = ["registry", "generate", "-r", "registry", "rust", "out"];

/// `GENERATE` and more arguments.
fn generate<'a>(more: &[&'a str]) -> Vec<&'a str> {
    GENERATE.iter().chain(more).copied().collect()
}

/// The kinds of all diagnostics, as `--diagnostic-format json` prints them.
fn kinds(output: &Output) -> Vec<String> {
    let entries: serde_json::Value = serde_json::from_str(&stdout(output)).expect("JSON");
    let entries = entries.as_array().expect("a list");
    entries
        .iter()
        .flat_map(|entry| {
            entry["error"]
                .as_object()
                .expect("an error")
                .keys()
                .cloned()
        })
        .collect()
}

#[test]
fn a_good_registry_is_checked_with_success() {
    let project = Project::new();
    let output = weaver_forge(
        project.root(),
        &["--quiet", "registry", "check", "-r", "registry"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
}

#[test]
fn a_warning_is_an_error_for_the_future_only() {
    let project = Project::new();
    let registry = project
        .read("registry/book.yaml")
        .replace(", stability: stable", "");
    project.write("registry/book.yaml", &registry);
    let check = ["registry", "check", "-r", "registry"];
    assert_eq!(weaver_forge(project.root(), &check).status.code(), Some(0));
    let future = ["--future", "registry", "check", "-r", "registry"];
    assert_eq!(weaver_forge(project.root(), &future).status.code(), Some(1));
}

#[test]
fn files_are_generated_from_wherever_the_command_is_called() {
    let project = Project::new();
    let output = weaver_forge(project.root(), &generate(&[]));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    project.write("elsewhere/empty", "");
    let elsewhere = project.path("elsewhere");
    let arguments = [
        "registry",
        "generate",
        "-r",
        "../registry",
        "-t",
        "../templates",
        "rust",
        "../out2",
    ];
    let output = weaver_forge(&elsewhere, &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(project.read("out/lib.rs"), project.read("out2/lib.rs"));
}

#[test]
fn a_configuration_in_the_home_folder_or_above_the_templates_has_no_effect() {
    let project = Project::new();
    project.write("templates/rust/lib.rs.j2", "{{ params.colour }}");
    for stray in ["weaver.yaml", ".weaver/weaver.yaml"] {
        project.write(stray, "params: {colour: red}\n");
    }
    weaver_forge(project.root(), &generate(&[]));
    assert_eq!(project.read("out/lib.rs"), "");
}

#[test]
fn configuration_files_can_be_named_in_place_of_those_of_the_folders() {
    let project = Project::new();
    project.write("templates/rust/weaver.yaml", "this: [is not read");
    project.write("templates/rust/lib.rs.j2", "{{ params.a }} {{ params.b }}");
    project.write(
        "one.yaml",
        "params: {a: 1, b: 1}\ntemplates: [{template: lib.rs.j2, application_mode: single}]\n",
    );
    project.write("two.yaml", "params: {b: 2}\n");
    let output = weaver_forge(
        project.root(),
        &generate(&["-c", "one.yaml", "-c", "two.yaml"]),
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(project.read("out/lib.rs"), "1 2");
}

#[test]
fn parameters_of_the_command_line_win_over_those_of_a_file() {
    let project = Project::new();
    project.write(
        "templates/rust/lib.rs.j2",
        "{{ params.a }} {{ params.b }} {{ params.c }}",
    );
    project.write("templates/weaver.yaml", "params: {a: 1, b: 1, c: 1}\n");
    project.write("params.yaml", "params: {a: 2, b: 2}\n");
    let output = weaver_forge(
        project.root(),
        &generate(&["--params", "params.yaml", "-D", "a=[x, 3]"]),
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(project.read("out/lib.rs"), r#"["x", 3] 2 1"#);
}

/// As opentelemetry-swift and -erlang do it, who hand their templates the output folder.
#[test]
fn a_template_may_name_its_file_by_the_whole_path_in_the_output_folder() {
    let project = Project::new();
    let template = "{{ template.set_file_name(params.folder ~ '/a/lib.rs') }}text";
    project.write("templates/rust/lib.rs.j2", template);
    let folder = |name: &str| format!("folder={}", project.root().join(name).display());
    let output = weaver_forge(project.root(), &generate(&["-D", &folder("out")]));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(project.read("out/a/lib.rs"), "text");
    let output = weaver_forge(project.root(), &generate(&["-D", &folder("elsewhere")]));
    assert_eq!(output.status.code(), Some(1));
    assert!(!project.has("elsewhere"));
}

#[test]
fn generate_check_compares_and_writes_nothing() {
    let project = Project::new();
    let check = generate(&[
        "--check",
        "--diagnostic-format",
        "json",
        "--diagnostic-stdout",
    ]);
    let output = weaver_forge(project.root(), &check);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(kinds(&output), ["OutputOutOfDate"]);
    assert!(!project.has("out"));
    weaver_forge(project.root(), &generate(&[]));
    let output = weaver_forge(project.root(), &check);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn findings_and_errors_are_printed_in_every_format() {
    let project = Project::new();
    project.write("templates/rust/lib.rs.j2", "\n{{ ctx.a.b }}\n");
    let cases = [
        (
            "ansi",
            "error[TemplateEvaluationFailed]: templates/rust/lib.rs.j2:2: ",
        ),
        ("json", "\"TemplateEvaluationFailed\""),
        (
            "gh_workflow_command",
            "::error file=templates/rust/lib.rs.j2,line=2,title=TemplateEvaluationFailed::",
        ),
    ];
    for (format, expect) in cases {
        let more = ["--diagnostic-stdout", "true", "--diagnostic-format", format];
        let output = weaver_forge(project.root(), &generate(&more));
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stdout(&output).contains(expect),
            "{format}: {}",
            stdout(&output)
        );
    }
    let output = weaver_forge(project.root(), &generate(&[]));
    assert!(stderr(&output).contains(cases[0].1) && stdout(&output).is_empty());
}

#[test]
fn nothing_is_generated_from_a_registry_with_errors() {
    let project = Project::new();
    project.write(
        "registry/broken.yaml",
        "groups: [{id: x, typ: span, brief: b}]\n",
    );
    let output = weaver_forge(project.root(), &generate(&[]));
    assert_eq!(output.status.code(), Some(1));
    assert!(!project.has("out"));
}

#[test]
fn what_there_is_not_is_refused_in_words() {
    let project = Project::new();
    let cases: [(&[&str], &str); 2] = [
        (&["-p", "policies"], "cannot read policies"),
        (&["--diagnostic-format", "own"], "no format `own`"),
    ];
    for (more, expect) in cases {
        let output = weaver_forge(project.root(), &generate(more));
        assert_eq!(output.status.code(), Some(1), "{more:?}");
        assert!(
            stderr(&output).contains(expect),
            "{more:?}: {}",
            stderr(&output)
        );
    }
    let output = weaver_forge(project.root(), &["registry", "check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("--registry"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn skipped_policies_are_no_obstacle() {
    let project = Project::new();
    let output = weaver_forge(
        project.root(),
        &generate(&["-p", "policies", "--skip-policies"]),
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn weaver_toml_gives_the_arguments_that_the_command_line_does_not() {
    let project = Project::new();
    project.write(
        ".weaver.toml",
        "[registry]\npath = \"registry\"\n[generate]\ntarget = \"rust\"\noutput = \"made\"\n[template]\nacronyms = [\"ISBN\"]\n",
    );
    project.write("templates/rust/lib.rs.j2", "{{ 'isbn' | acronym }}");
    let output = weaver_forge(project.root(), &["registry", "generate"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(project.read("made/lib.rs"), "ISBN");
}

#[test]
fn a_resolved_registry_is_printed_or_written() {
    let project = Project::new();
    let resolve = ["registry", "resolve", "-r", "registry", "-f", "json"];
    let printed = weaver_forge(project.root(), &resolve);
    assert_eq!(printed.status.code(), Some(0), "{}", stderr(&printed));
    let registry: serde_json::Value = serde_json::from_str(&stdout(&printed)).expect("JSON");
    assert_eq!(registry["groups"][0]["id"], "registry.book");

    let written = [&resolve[..], &["-o", "out/resolved.json"]].concat();
    assert_eq!(stdout(&weaver_forge(project.root(), &written)), "");
    assert_eq!(
        project.read("out/resolved.json"),
        stdout(&printed).trim_end()
    );
}

#[test]
fn all_findings_are_printed_with_their_places_if_asked_for() {
    let project = Project::new();
    project.write(
        "registry/a.yaml",
        "groups: [{id: a, type: spam, brief: A.}]\n",
    );
    project.write(
        "registry/b.yaml",
        "groups:\n  - {id: b, type: eggs, brief: B.}\n",
    );
    let check = [
        "registry",
        "check",
        "-r",
        "registry",
        "--diagnostic-format",
        "json",
        "--diagnostic-stdout",
        "--quiet",
    ];
    let entries = |extra: &[&str]| -> Vec<serde_json::Value> {
        let output = weaver_forge(project.root(), &[&check, extra].concat());
        serde_json::from_str(&stdout(&output)).expect("JSON")
    };
    let weavers = entries(&[]);
    assert_eq!(weavers.len(), 1, "Weaver stops at the first");
    assert_eq!(weavers[0]["diagnostic"].get("place"), None);

    let all = entries(&["--all-findings"]);
    assert_eq!(all, entries(&["--lint"]));
    let is_about_type = |entry: &&serde_json::Value| {
        entry["diagnostic"]["message"]
            .to_string()
            .contains("group type")
    };
    let places: Vec<_> = all
        .iter()
        .filter(is_about_type)
        .map(|entry| entry["diagnostic"]["place"].clone())
        .collect();
    let expect = serde_json::json!([
        { "file": "registry/a.yaml", "line": 1, "column": 24 },
        { "file": "registry/b.yaml", "line": 2, "column": 19 },
    ]);
    assert_eq!(serde_json::Value::from(places), expect);
}

#[test]
fn files_that_nothing_renders_any_more_are_deleted_if_asked_for() {
    let project = Project::new();
    project.write("out/old.rs", "// @generated\n");
    project.write("out/mine.rs", "// by hand\n");
    assert!(weaver_forge(project.root(), &GENERATE).status.success());
    assert!(project.has("out/old.rs"), "deleted without being asked");

    let check = weaver_forge(project.root(), &generate(&["--prune", "--check"]));
    assert!(!check.status.success());
    assert!(stderr(&check).contains("old.rs"), "{}", stderr(&check));

    assert!(
        weaver_forge(project.root(), &generate(&["--prune"]))
            .status
            .success()
    );
    assert!(!project.has("out/old.rs"));
    assert!(
        project.has("out/mine.rs"),
        "a file of somebody's own was deleted"
    );
}
