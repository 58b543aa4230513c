use crate::folder::{FERRY, Folder};

/// A folder whose registry has a warning.
fn folder() -> Folder {
    let folder = Folder::new();
    let groups = FERRY.replace(
        "type: int, brief: The deck., stability: stable",
        "type: int, brief: The deck.",
    );
    folder.registry("registry", "1.0.0", &groups);
    folder
}

const CHECK: &str = "check -r registry --diagnostic-stdout=true";

#[test]
fn findings_are_printed_with_templates_of_ones_own() {
    let folder = folder();
    let config = "templates: [{template: d.txt.j2, filter: 'map(.diagnostic.severity)', application_mode: single}]\n";
    folder.write("formats/short/weaver.yaml", config);
    folder.write("formats/short/d.txt.j2", "{{ ctx | join(' ') }}");
    let own = folder.run(&format!(
        "{CHECK} --diagnostic-format short --diagnostic-template formats"
    ));
    assert_eq!((own.code, own.stdout.as_str()), (Some(0), "Warning\n"));
    let future = folder.run(&format!(
        "{CHECK} --future --diagnostic-format short --diagnostic-template formats"
    ));
    assert_eq!((future.code, future.stdout.as_str()), (Some(1), "Error\n"));
}

#[test]
fn findings_are_not_lost_to_a_template_that_fails() {
    let folder = folder();
    let config = "templates: [{template: d.txt.j2, application_mode: single}]\n";
    folder.write("diagnostic_templates/short/weaver.yaml", config);
    folder.write("diagnostic_templates/short/d.txt.j2", "{{ ctx.a.b }}");
    let outcome = folder.run(&format!("{CHECK} --diagnostic-format short"));
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stdout.contains("ferry.deck"), "{outcome:?}");
    assert!(
        outcome
            .stderr
            .contains("diagnostic_templates/short/d.txt.j2:1: "),
        "{outcome:?}"
    );
}

#[test]
fn workflows_are_told_of_every_finding() {
    let folder = folder();
    let policy = "package after_resolution\n\nimport rego.v1\n\ndeny contains {\"id\": \"too_slow\", \"message\": \"Ferries are\\n100% slow.\", \"level\": \"violation\", \"context\": {}, \"signal_type\": \"metric\", \"signal_name\": \"ferry.cars\"}\n";
    folder.write("policies/slow.rego", policy);
    let outcome = folder.run(&format!(
        "{CHECK} --diagnostic-format gh_workflow_command -p policies"
    ));
    assert_eq!(outcome.code, Some(1));
    let group = "\n::group::Policy violation report\n::error file=registry, title=too_slow::message=Ferries are%0A100% slow.\n::endgroup::\n";
    assert!(outcome.stdout.starts_with(group), "{outcome:?}");
    let built_in = "\n::warning file=registry/ferry.yaml,line=6,col=";
    assert!(outcome.stdout.contains(built_in), "{outcome:?}");
}

/// A policy that finds something in a registry whose name is hard to quote.
const POLICY: &str = r#"package after_resolution

import rego.v1

deny contains {"id": "too:slow,100%", "message": "Ferries are\r\n100% slow,\t%0A: <all> of \"them\".", "level": "violation", "context": {"speed": 1.5, "of": ["a", {"b": null}]}, "signal_type": "metric", "signal_name": "ferry.cars"}

deny contains {"id": "too_few", "message": "é", "level": "violation", "context": {}, "signal_type": "metric", "signal_name": "ferry.cars"}
"#;

/// Commands that find something of every kind, in registries that are put there first.
fn kinds_of_findings() -> (Folder, Vec<&'static str>) {
    let folder = folder();
    folder.write("policies/slow.rego", POLICY);
    let long = format!("{FERRY}{}# é <&'>\n", "  ".repeat(80));
    let named = long.replace(
        "id: ferry.deck, type: int",
        "id: ferry.deck, typ: int, typo: x",
    );
    folder.registry("odd,na:me 100%", "1.0.0", &named);
    let fatal = FERRY
        .replace("ref: ferry.deck", "ref: ferry.dek")
        .replace("type: metric,", "type: metrik,");
    folder.registry("fatal", "1.0.0", &format!("{fatal}- x: [\n"));
    let unresolved = FERRY.replace("ref: ferry.deck", "ref: ferry.dek");
    folder.registry("unresolved", "1.0.0", &unresolved);
    folder.write("templates/bad/weaver.yaml", "templates: [{template: a.j2, filter: '.a b', application_mode: single}, {template: b.j2, application_mode: each}]\n");
    folder.write("templates/bad/a.j2", "");
    folder.write("templates/bad/b.j2", "{{ ctx.a.b.c }}");
    let commands = vec![
        "check -r registry",
        "check -r registry --future",
        "check -r registry -p policies",
        "check -r registry -p policies --future",
        "check -r registry --lint",
        "check -r registry --all-findings -p policies",
        "check -r unresolved -p policies",
        "check -r unresolved --all-findings",
        "check -r fatal",
        "check -r fatal --all-findings",
        "check -r odd,na:me\u{a0}100%",
        "check -r nowhere",
        "check -r registry -p nowhere",
        "generate -r registry bad out",
        "generate -r registry nowhere out",
        "resolve -r unresolved",
    ];
    (folder, commands)
}

/// What each of `commands` prints in `format`, and its exit code.
fn printed(folder: &Folder, commands: &[&str], format: &str) -> Vec<(Option<i32>, String)> {
    let more = ["--diagnostic-stdout=true", "--diagnostic-format", format];
    let run = |command: &&str| {
        let words = command.split(' ').map(|word| word.replace('\u{a0}', " "));
        let words: Vec<String> = ["registry".to_owned()].into_iter().chain(words).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).chain(more).collect();
        let outcome = folder.command(&words);
        (outcome.code, outcome.stdout)
    };
    commands.iter().map(run).collect()
}

#[test]
fn formats_of_ones_own_begin_as_byte_for_byte_those_there_are() {
    let (folder, commands) = kinds_of_findings();
    let formats = ["ansi", "json", "gh_workflow_command"];
    let built_in: Vec<_> = formats
        .iter()
        .map(|format| printed(&folder, &commands, format))
        .collect();
    let init = folder.command(&["diagnostic", "init"]);
    assert_eq!(init.code, Some(0), "{init:?}");
    for (format, built_in) in formats.iter().zip(built_in) {
        let own = printed(&folder, &commands, format);
        for ((command, own), built_in) in commands.iter().zip(own).zip(built_in) {
            assert!(!built_in.1.is_empty(), "{format}: {command} finds nothing");
            assert_eq!(own, built_in, "{format}: {command}");
        }
    }
}

#[test]
fn the_beginning_of_a_format_says_no_place_unless_asked() {
    let folder = folder();
    folder.command(&["diagnostic", "init", "json"]);
    let check = |more: &str| {
        folder
            .run(&format!("{CHECK} --diagnostic-format json {more}"))
            .json()
    };
    assert!(check("")[0]["diagnostic"].get("place").is_none());
    assert!(check("--all-findings")[0]["diagnostic"]["place"]["line"].is_number());
}

#[test]
fn the_beginning_of_a_format_is_not_written_over_ones_own() {
    let folder = folder();
    folder.command(&["diagnostic", "init"]);
    let template = "diagnostic_templates/ansi/findings.txt.j2";
    folder.write(template, "{{ ctx.findings | length }} found");
    let again = folder.command(&["diagnostic", "init", "ansi"]);
    assert!(
        again.stderr.contains(&format!("kept {template}")),
        "{again:?}"
    );
    assert_eq!(folder.run(CHECK).stdout, "1 found\n");
}

#[test]
fn a_beginning_of_an_unknown_format_is_refused() {
    let outcome = folder().command(&["diagnostic", "init", "html"]);
    assert_eq!(outcome.code, Some(1));
    assert!(
        outcome.stderr.contains("expected ansi, json"),
        "{outcome:?}"
    );
}

#[test]
fn what_needs_a_network_says_so() {
    let folder = folder();
    for command in ["emit", "infer", "mcp", "search"] {
        let outcome = folder.run(&format!("{command} -r registry --v2 --stdout"));
        assert_eq!(outcome.code, Some(1), "{command}");
        assert!(outcome.stderr.contains("is not supported"), "{outcome:?}");
    }
    let serve = folder.command(&["serve", "--bind", "127.0.0.1:0"]);
    assert!(serve.stderr.contains("is not supported"), "{serve:?}");
}
