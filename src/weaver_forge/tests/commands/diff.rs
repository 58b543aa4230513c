use crate::folder::{FERRY, Folder};

/// A folder with a later version of the registry in `later`.
fn folder() -> Folder {
    let folder = Folder::new();
    let later = FERRY.replace("ferry.cars", "ferry.vehicles").replace(
        "type: int, brief: The deck.",
        "type: double, brief: Which deck.",
    );
    folder.registry("later", "2.0.0", &later);
    folder
}

#[test]
fn changes_are_printed_in_every_format() {
    let folder = folder();
    let diff = |more: &str| {
        folder.run(&format!(
            "diff -r later --baseline-registry registry {more}"
        ))
    };
    let ansi = diff("");
    assert_eq!(ansi.code, Some(0), "{ansi:?}");
    assert!(
        ansi.stdout
            .contains("Schema Changes between `2.0.0` and `1.0.0`"),
        "{ansi:?}"
    );
    let markdown = diff("--format markdown").stdout;
    assert!(
        markdown.contains("## Metrics\n### Added\n- ferry.vehicles\n\n### Removed\n- ferry.cars\n"),
        "{markdown}"
    );
    let json = diff("--format json").json();
    assert_eq!(
        json["changes"]["registry_attributes"],
        serde_json::json!([])
    );
    assert_eq!(json["baseline"]["semconv_version"], "1.0.0");
}

#[test]
fn fields_are_compared_when_asked_for() {
    let folder = folder();
    let json = folder
        .run("diff -r later --baseline-registry registry --format json --field-changes")
        .json();
    let deck = &json["changes"]["registry_attributes"][0];
    assert_eq!(
        (&deck["type"], &deck["name"]),
        (&"updated".into(), &"ferry.deck".into())
    );
    assert_eq!(deck["fields"][0]["after"], "Which deck.");
    assert_eq!(deck["fields"][1]["before"], "int");
}

#[test]
fn changes_are_written_with_templates_of_ones_own() {
    let folder = folder();
    let config = "templates: [{template: d.md.j2, application_mode: single}]\n";
    folder.write("formats/list/weaver.yaml", config);
    folder.write("formats/list/d.md.j2", "{{ ctx.head.semconv_version }}");
    let diff = "diff -r later --baseline-registry registry --format list";
    assert_eq!(
        folder.run(&format!("{diff} --templates formats")).stdout,
        "2.0.0\n"
    );
    let written = folder.run(&format!("{diff} --diff-template formats -o out"));
    assert_eq!(written.stdout, "", "{written:?}");
    assert_eq!(folder.read("out/d.md"), "2.0.0");
}

#[test]
fn nothing_is_compared_with_a_registry_that_is_not_there() {
    let folder = Folder::new();
    let outcome = folder.run("diff -r registry --baseline-registry nowhere");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
    assert!(outcome.stderr.contains("nowhere"), "{outcome:?}");
}
