//! What is printed, and when it is a failure.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value as Json, json};

use crate::garden::{Project, findings};

#[test]
fn what_is_a_failure_depends_on_the_level_and_on_counting_at_all() {
    let age = Project::of(&json!([{"attribute": {"name": "garden.age", "value": 3}}]));
    let spot = Project::of(&json!([{"attribute": {"name": "garden.spot", "value": "x"}}]));
    let code = |project: &Project, more: &[&str]| project.report(more).1;
    assert_eq!(code(&age, &[]), Some(0));
    assert_eq!(code(&age, &["--fail-on", "improvement"]), Some(1));
    assert_eq!(code(&spot, &[]), Some(1));
    assert_eq!(code(&spot, &["--no-stats"]), Some(0));
    assert_eq!(code(&spot, &["--fail-on", "none"]), Some(0));
    assert_eq!(spot.report(&["--no-stats"]).0["statistics"], Json::Null);
}

#[test]
fn text_from_standard_input_is_answered_line_by_line() {
    let project = Project::of(&json!([]));
    let mut process = project
        .command()
        .args(["--input-source", "stdin", "--input-format", "text"])
        .args(["--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut input = process.stdin.take().expect("is piped");
    input
        .write_all(b"garden.bed=south\n\ngarden.age=2\n")
        .expect("is read");
    drop(input);
    let output = process.wait_with_output().expect("ends");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines: Vec<Json> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["attribute"]["value"], "south");
    assert_eq!(findings(&lines[1]), ["improvement not_stable"]);
    assert_eq!(lines[2]["total_entities"], 2);
}

#[test]
fn a_reader_that_leaves_early_is_an_error_and_no_crash() {
    let sample = json!({"attribute": {"name": "garden.bed", "value": "x"}});
    let project = Project::of(&json!(vec![sample; 5000]));
    let mut process = project
        .command()
        .args(["--input-source", "samples.json", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(process.stdout.take());
    let output = process.wait_with_output().expect("ends");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("cannot write standard output"), "{errors}");
}

#[test]
fn people_are_told_what_is_wrong_below_what_it_is_about() {
    let samples = json!([
        {"attribute": {"name": "garden.bed", "value": "x"}},
        {"span": {"name": "dig", "kind": "client", "attributes": [{"name": "garden.bed", "value": 1}]}},
    ]);
    let output = Project::of(&samples).run(&[]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(
        text.trim_end(),
        "span dig
  attribute garden.bed
    violation: Attribute 'garden.bed' has type 'int'. Type should be 'string'. [type_mismatch]

findings: 1 (violation 1, improvement 0, information 0)
checked: 3 (attribute 2, span 1), 2 without findings
seen of the registry: 12.5 %"
    );
}

#[test]
fn a_format_of_ones_own_is_a_folder_of_templates() {
    let project = Project::of(&json!([{"attribute": {"name": "garden.age", "value": 3}}]));
    project.write(
        "live_check_templates/brief/weaver.yaml",
        "templates: [{template: brief.txt.j2, application_mode: single}]",
    );
    project.write(
        "live_check_templates/brief/brief.txt.j2",
        "{{ ctx.statistics.total_advisories }} in {{ ctx.samples | length }}",
    );
    let output = project.run(&["--format", "brief", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0));
    let written = fs::read_to_string(project.folder.path().join("out/brief.txt"));
    assert_eq!(written.expect("is written"), "1 in 1");
}

#[test]
fn what_cannot_be_checked_is_refused_in_words() {
    let project = Project::of(&json!([]));
    project.write("bad.json", "[\n{\"attribute\": {\"name\": 1}}]");
    project.write("bad.rego", "package live_check_advice\ndeny contains");
    let cases: [(&[&str], &str); 6] = [
        (&[], "cannot be received over OTLP"),
        (
            &["--inactivity-timeout", "5", "--admin-port=4320"],
            "cannot be received over OTLP",
        ),
        (&["--input-source", "nowhere.json"], "nowhere.json"),
        (&["--input-source", "bad.json"], "bad.json:2:"),
        (
            &[
                "--input-source",
                "samples.json",
                "--advice-policies",
                "bad.rego",
            ],
            "bad.rego:2:",
        ),
        (
            &[
                "--input-source",
                "samples.json",
                "--format",
                "brief",
                "--no-stream",
            ],
            "`brief`",
        ),
    ];
    for (arguments, expect) in cases {
        let output = project.command().args(arguments).output().expect("runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(errors.contains(expect), "{errors}");
    }
}
