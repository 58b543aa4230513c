//! What templates may use up.

use std::io::Write;

use crate::project::Project;

/// What building `project` fails with.
fn failure(project: &Project) -> String {
    project.build().write().expect_err("a limit").to_string()
}

#[test]
fn a_template_that_never_ends_is_an_error_with_its_line() {
    let project = Project::new();
    project.write(
        "templates/rust/lib.rs.j2",
        "// @generated\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}\n",
    );
    let failure = failure(&project);
    assert!(failure.contains("lib.rs.j2:2: stopped after"), "{failure}");
}

#[test]
fn a_macro_or_a_file_that_calls_itself_for_ever_is_an_error() {
    let project = Project::new();
    let endless = [
        "{% macro f(a) %}{{ f(a) }}{% endmacro %}{{ f(1) }}",
        "{% include 'lib.rs.j2' %}",
        "{% set f %}{% include 'lib.rs.j2' %}{% endset %}{{ f | comment }}",
    ];
    for template in endless {
        project.write("templates/rust/lib.rs.j2", template);
        let failure = failure(&project);
        assert!(failure.contains("lib.rs.j2:1"), "{template}: {failure}");
        assert!(failure.contains("recursion limit"), "{template}: {failure}");
    }
}

#[test]
fn a_file_that_grows_without_measure_is_an_error() {
    let project = Project::new();
    let kibibyte = "x".repeat(1024);
    let loops = format!("{{% for a in range(99999) %}}{kibibyte}{{% endfor %}}");
    project.write("templates/rust/lib.rs.j2", &loops);
    let failure = failure(&project);
    assert!(failure.contains("larger than 64 MiB"), "{failure}");
    assert!(!project.has("generated/lib.rs"));
}

#[test]
fn a_filter_that_never_ends_is_an_error_with_its_program() {
    let project = Project::new();
    for program in ["[range(infinite)]", "def f: 1 + f; f"] {
        let entry =
            format!("{{template: lib.rs.j2, application_mode: single, filter: '{program}'}}");
        project.write(
            "templates/rust/weaver.yaml",
            &format!("templates:\n  - {entry}\n"),
        );
        let failure = failure(&project);
        assert!(failure.contains("weaver.yaml:2"), "{failure}");
        assert!(
            failure.contains(&format!("jq program `{program}`")),
            "{failure}"
        );
        assert!(failure.contains("stopped"), "{failure}");
    }
}

#[test]
fn a_filter_that_asks_for_too_many_files_is_an_error() {
    let project = Project::new();
    project.write(
        "templates/rust/weaver.yaml",
        "templates:\n  - {template: lib.rs.j2, application_mode: each, filter: 'range(100001)'}\n",
    );
    let failure = failure(&project);
    assert!(failure.contains("at most 100000 files"), "{failure}");
}

#[test]
fn a_template_that_is_too_large_is_an_error() {
    let project = Project::new();
    let path = project.path("templates/rust/lib.rs.j2");
    let mut file = std::fs::File::create(path).expect("writable");
    for _ in 0..5 {
        file.write_all(&vec![b' '; 1 << 20]).expect("writable");
    }
    let failure = failure(&project);
    assert!(failure.contains("at most 4 MiB"), "{failure}");
}

#[test]
fn a_configuration_that_is_too_large_is_an_error() {
    let project = Project::new();
    let comment = format!("# {}\n", "x".repeat(1 << 20)).repeat(5);
    project.write("templates/rust/weaver.yaml", &comment);
    let failure = failure(&project);
    assert!(failure.contains("weaver.yaml"), "{failure}");
    assert!(failure.contains("at most 4 MiB"), "{failure}");
}

/// What ends the process, or takes all memory of the machine, where nothing limits it.
#[test]
fn a_filter_that_takes_all_memory_is_an_error_with_its_program_and_the_limit() {
    let project = Project::new();
    let deep = format!("{}1{}", "[".repeat(9_000), "]".repeat(9_000));
    let long = format!("{}1{}", "(".repeat(40_000), ")".repeat(40_000));
    let programs = [
        ("\"x\" * 1000000000000", "at most 32 MiB"),
        (
            "[range(20) | [range(10)]] | [combinations]",
            "at most 32 MiB",
        ),
        ("[range(1e12)]", "at most 32 MiB"),
        ("reduce range(60) as $i ([0]; [., .])", "stopped after"),
        ("reduce range(1e6) as $i (0; [.])", "at most 10000 deep"),
        ("reduce range(300) as $i (0; [.])", "at most 256 deep"),
        (deep.as_str(), "at most 256 deep"),
        (long.as_str(), "at most 64 KiB"),
    ];
    for (program, limit) in programs {
        let entry =
            format!("{{template: lib.rs.j2, application_mode: single, filter: '{program}'}}");
        project.write(
            "templates/rust/weaver.yaml",
            &format!("templates:\n  - {entry}\n"),
        );
        let failure = failure(&project);
        let start: String = program.chars().take(40).collect();
        assert!(failure.contains("weaver.yaml:2"), "{start}");
        assert!(failure.contains(&format!("jq program `{start}")), "{start}");
        assert!(failure.contains("lib.rs.j2"), "{start}");
        let end = failure.chars().rev().take(300).collect::<Vec<_>>();
        let end: String = end.into_iter().rev().collect();
        assert!(failure.contains(limit), "{start}: {end}");
    }
}
