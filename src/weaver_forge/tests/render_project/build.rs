//! What a build script does to a project on disk.

use std::fs;

use crate::project::Project;
use weaver_forge::{Difference, Error, Failure};

/// The difference of each file that is out of date.
fn differences(outcome: Result<(), Failure>) -> Vec<(String, Difference)> {
    let failure = outcome.expect_err("something differs");
    failure
        .errors()
        .iter()
        .filter_map(|error| match error {
            Error::OutOfDate { path, state, .. } => {
                let name = path.file_name().unwrap_or_default();
                Some((name.to_string_lossy().into_owned(), *state))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn what_is_written_is_up_to_date() {
    let project = Project::new();
    project.build().write().expect("writes");
    project.build().compare().expect("nothing differs");
    assert_eq!(
        project.read("generated/lib.rs"),
        "// @generated\n// registry.book book.isbn\n"
    );
}

#[test]
fn in_continuous_integration_nothing_is_written_and_a_stale_file_is_an_error() {
    let project = Project::new();
    let code = project.build().ci(true).run();
    assert_eq!(
        format!("{code:?}"),
        format!("{:?}", std::process::ExitCode::FAILURE)
    );
    assert!(!project.has("generated/lib.rs"));

    project.build().write().expect("writes");
    let code = project.build().ci(true).run();
    assert_eq!(
        format!("{code:?}"),
        format!("{:?}", std::process::ExitCode::SUCCESS)
    );
}

#[test]
fn outside_of_continuous_integration_run_writes() {
    let project = Project::new();
    project.build().ci(false).run();
    assert!(project.has("generated/lib.rs"));
}

#[test]
fn every_kind_of_difference_is_told_with_the_command_that_removes_it() {
    let project = Project::new();
    project.build().write().expect("writes");
    project.write("generated/old.rs", "// @generated\n");
    project.write("generated/lib.rs", "// @generated\n// edited by hand\n");
    let outcome = project.build().command("make semconv").compare();
    let text = outcome.as_ref().expect_err("something differs").to_string();
    assert!(text.contains("run `make semconv`"), "{text}");
    assert_eq!(
        differences(outcome),
        [
            ("lib.rs".to_owned(), Difference::Changed),
            ("old.rs".to_owned(), Difference::Orphaned)
        ]
    );
    project.remove("generated/lib.rs");
    assert!(
        differences(project.build().compare())
            .contains(&("lib.rs".to_owned(), Difference::Missing))
    );
}

#[test]
fn comparing_writes_nothing() {
    let project = Project::new();
    assert!(project.build().compare().is_err());
    assert!(project.build().check().is_ok());
    assert!(!project.has("generated"));
}

#[test]
fn a_broken_registry_leaves_every_file_as_it_is() {
    let project = Project::new();
    project.build().write().expect("writes");
    let before = project.read("generated/lib.rs");
    project.write(
        "registry/broken.yaml",
        "groups: [{id: x, typ: span, brief: b}]\n",
    );
    let failure = project.build().write().expect_err("the registry is broken");
    assert!(
        failure.to_string().contains("registry/broken.yaml:1:"),
        "{failure}"
    );
    assert_eq!(project.read("generated/lib.rs"), before);
}

#[test]
fn one_broken_template_keeps_all_files_from_being_written() {
    let project = Project::new();
    project.write(
        "templates/docs/page.md.j2",
        "<!-- @generated -->\n{{ ctx.a.b }}\n",
    );
    let build = project.build().render_into("templates/docs", "docs");
    let failure = build.write().expect_err("the template is broken");
    assert!(!project.has("generated/lib.rs") && !project.has("docs/page.md"));
    let text = failure.to_string();
    assert!(
        text.contains("templates/docs/page.md.j2:2: undefined value"),
        "{text}"
    );
}

#[test]
fn all_template_errors_are_told_at_once() {
    let project = Project::new();
    project.write(
        "templates/docs/weaver.yaml",
        "templates:
  - {template: page.md.j2, filter: '.groups[]', application_mode: each, file_name: '{{ ctx.id }}.md'}
  - {template: page.md.j2, filter: '.groups[', application_mode: each}
  - {template: nothing.j2, application_mode: single}
",
    );
    let failure = project
        .build()
        .render_into("templates/docs", "docs")
        .check()
        .expect_err("two entries are broken");
    let kinds: Vec<_> = failure.errors().iter().map(Error::kind).collect();
    assert_eq!(kinds, ["FilterError", "InvalidTemplateFile"]);
    let text = failure.to_string();
    assert!(
        text.contains("weaver.yaml:3: jq program `.groups[`"),
        "{text}"
    );
    assert!(
        text.contains("weaver.yaml:4: template pattern `nothing.j2`"),
        "{text}"
    );
}

#[test]
fn an_error_in_a_template_names_the_element_and_the_included_file() {
    let project = Project::new();
    project.write(
        "templates/docs/weaver.yaml",
        "templates:\n  - {template: page.md.j2, filter: '.groups[]', application_mode: each}\n",
    );
    project.write("templates/docs/page.md.j2", "\n{% include 'part.j2' %}\n");
    project.write("templates/docs/part.j2", "\n\n{{ ctx | frobnicate }}\n");
    let failure = project
        .build()
        .render_into("templates/docs", "docs")
        .check()
        .expect_err("an included template is broken");
    let text = failure.to_string();
    assert!(text.contains("templates/docs/part.j2:3: "), "{text}");
    assert!(text.contains("in `{{ ctx | frobnicate }}`"), "{text}");
    assert!(text.contains("(while rendering `registry.book`)"), "{text}");
}

#[test]
fn an_error_in_a_code_snippet_points_at_the_comment() {
    let project = Project::new();
    project.write(
        "templates/docs/weaver.yaml",
        "comment_formats: {default: {format: html, inline_code_snippet: '{{ code | nothing }}'}}
templates:
  - {template: page.md.j2, application_mode: single}
",
    );
    project.write("templates/docs/page.md.j2", "\n{{ '`a`' | comment }}\n");
    let failure = project
        .build()
        .render_into("templates/docs", "docs")
        .check()
        .expect_err("the snippet is broken");
    let text = failure.to_string();
    assert!(text.contains("templates/docs/page.md.j2:2: "), "{text}");
    assert!(
        text.contains("code snippet `{{ code | nothing }}`: unknown filter"),
        "{text}"
    );
}

#[test]
fn an_error_in_a_file_name_points_at_the_configuration() {
    let project = Project::new();
    project.write(
        "templates/docs/weaver.yaml",
        "templates:\n  - {template: page.md.j2, application_mode: single, file_name: '{{ ctx | nothing }}'}\n",
    );
    let failure = project
        .build()
        .render_into("templates/docs", "docs")
        .check()
        .expect_err("the name is broken");
    let text = failure.to_string();
    assert!(
        text.contains("templates/docs/weaver.yaml:2: unknown filter"),
        "{text}"
    );
}

#[test]
fn two_elements_that_go_to_one_file_are_an_error() {
    let project = Project::new();
    project.write(
        "templates/docs/weaver.yaml",
        "templates:\n  - {template: page.md.j2, filter: '[{id: \"a\"}, {id: \"b\"}]', application_mode: each}\n",
    );
    let failure = project
        .build()
        .render_into("templates/docs", "docs")
        .check()
        .expect_err("both are page.md");
    assert!(
        failure
            .to_string()
            .contains("page.md.j2 for `a` and page.md.j2 for `b` both write page.md"),
        "{failure}"
    );
}

#[test]
fn a_file_of_ones_own_in_a_generated_folder_is_refused() {
    let project = Project::new();
    project.write("generated/mine.rs", "fn mine() {}\n");
    let failure = project.build().write().expect_err("refused");
    assert_eq!(failure.errors()[0].kind(), "ForeignFile");
    assert!(!project.has("generated/lib.rs"));
    assert!(project.has("generated/mine.rs"));
}

#[test]
fn no_weaver_yaml_above_the_project_changes_an_output() {
    let project = Project::new();
    project.write(
        "templates/rust/lib.rs.j2",
        "// @generated {{ params.colour }}\n",
    );
    project.build().write().expect("writes");
    let text = "params: {colour: red}\n";
    project.write("weaver.yaml", text);
    project.build().compare().expect("nothing differs");
    project.write("templates/weaver.yaml", text);
    assert!(project.build().compare().is_err());
}

#[test]
fn an_output_is_the_same_wherever_the_project_is() {
    let (one, other) = (Project::new(), Project::new());
    for project in [&one, &other] {
        project.write(
            "templates/rust/lib.rs.j2",
            "// @generated\n// {{ ctx.registry_url }} {{ ctx.groups[0].lineage.provenance.path }}\n",
        );
        project.build().write().expect("writes");
    }
    assert_eq!(one.read("generated/lib.rs"), other.read("generated/lib.rs"));
    assert!(
        one.read("generated/lib.rs")
            .contains("// registry registry/book.yaml\n")
    );
}

#[test]
fn a_warning_about_the_registry_keeps_nothing_from_being_written() {
    let project = Project::new();
    let registry = project
        .read("registry/book.yaml")
        .replace(", stability: stable", "");
    project.write("registry/book.yaml", &registry);
    project.build().write().expect("a warning is no error");
    assert!(project.has("generated/lib.rs"));
}

#[test]
fn a_parameter_of_the_build_reaches_templates_and_filters() {
    let project = Project::new();
    project.write(
        "templates/rust/lib.rs.j2",
        "// @generated {{ params.edition }}\n",
    );
    project
        .build()
        .parameter("edition", 2024)
        .write()
        .expect("writes");
    assert_eq!(project.read("generated/lib.rs"), "// @generated 2024\n");
}

#[test]
fn an_unchanged_file_keeps_its_time() {
    let project = Project::new();
    project.build().write().expect("writes");
    let modified =
        || fs::metadata(project.path("generated/lib.rs")).and_then(|data| data.modified());
    let before = modified().expect("has a time");
    project.build().write().expect("writes");
    assert_eq!(modified().expect("has a time"), before);
}

#[test]
fn what_does_not_exist_prints_nothing_unless_that_is_an_error() {
    let project = Project::new();
    let template = "// @generated\n{% if ctx.nothing %}{% endif %}// [{{ ctx.groupz }}]\n";
    project.write("templates/rust/lib.rs.j2", template);
    project.build().write().expect("as Weaver does it");
    assert_eq!(project.read("generated/lib.rs"), "// @generated\n// []\n");

    let outcome = project.build().strict_undefined().write();
    let text = outcome.expect_err("nothing of that name").to_string();
    assert!(text.contains("lib.rs.j2:2"), "{text}");
    assert!(text.contains("ctx.groupz"), "{text}");
}
