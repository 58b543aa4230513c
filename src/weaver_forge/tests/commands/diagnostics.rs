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

#[test]
fn formats_of_ones_own_begin_with_those_there_are() {
    let folder = folder();
    let init = folder.command(&["diagnostic", "init"]);
    assert_eq!(init.code, Some(0), "{init:?}");
    for format in ["ansi", "json", "gh_workflow_command"] {
        let name = format!("diagnostic_templates/{format}/weaver.yaml");
        assert!(folder.path().join(&name).is_file(), "{name}");
        let outcome = folder.run(&format!("{CHECK} --diagnostic-format {format}"));
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
        let named = ["Missing stability field", "registry/ferry.yaml"];
        assert!(
            named.iter().all(|it| outcome.stdout.contains(it)),
            "{outcome:?}"
        );
    }
    let template = "diagnostic_templates/ansi/findings.txt.j2";
    folder.write(template, "{{ ctx | length }} found");
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
