use crate::folder::Folder;

#[test]
fn statistics_are_printed_in_every_format() {
    let folder = Folder::new();
    let text = folder.run("stats -r registry");
    assert_eq!(text.code, Some(0), "{text:?}");
    assert!(text.stdout.contains("    - 1 Metrics\n"), "{text:?}");
    let json = folder.run("stats -r registry --format json").json();
    assert_eq!(json["catalog_stats"]["attribute_count"], 2);
    let line = folder.run("stats -r registry --format jsonl");
    assert_eq!(line.stdout.trim_end().lines().count(), 1, "{line:?}");
    let yaml = folder.run("stats -r registry --format yaml");
    assert!(yaml.stdout.contains("attribute_count: 2\n"), "{yaml:?}");
    assert_eq!(folder.run("stats -r registry --format mute").stdout, "");
}

#[test]
fn a_format_of_ones_own_wins_over_a_built_in_one() {
    let folder = Folder::new();
    let config =
        "templates: [{template: s.txt.j2, filter: .catalog_stats, application_mode: single}]\n";
    folder.write("stats_templates/text/weaver.yaml", config);
    folder.write(
        "stats_templates/text/s.txt.j2",
        "{{ ctx.attribute_count }} attributes",
    );
    let own = folder.run("stats -r registry");
    assert_eq!(own.stdout, "2 attributes\n", "{own:?}");
    let written = folder.run("stats -r registry -o out");
    assert_eq!((written.code, written.stdout.as_str()), (Some(0), ""));
    assert_eq!(folder.read("out/s.txt"), "2 attributes");
}

#[test]
fn the_project_can_say_how_statistics_are_printed() {
    let folder = Folder::new();
    folder.write(
        ".weaver.toml",
        "[registry]\npath = \"registry\"\n[stats]\nformat = \"json\"\noutput = \"out\"\n",
    );
    assert_eq!(folder.run("stats").code, Some(0));
    assert!(
        folder
            .read("out/stats.json")
            .contains("\"attribute_count\": 2")
    );
}

#[test]
fn an_unknown_format_is_refused_with_those_there_are() {
    let folder = Folder::new();
    for format in ["fancy", "../registry", "/"] {
        let outcome = folder.run(&format!("stats -r registry --format {format}"));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
        assert!(
            outcome.stderr.contains("expected text, json, yaml, jsonl"),
            "{outcome:?}"
        );
    }
}

#[test]
fn a_registry_with_errors_has_no_statistics() {
    let folder = Folder::new();
    folder.registry("broken", "1.0.0", "groups: [{id: a, breif: b}]\n");
    let outcome = folder.run("stats -r broken");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
    assert!(outcome.stderr.contains("breif"), "{outcome:?}");
}
