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
