use crate::folder::Folder;

const UPDATE: &str = "update-markdown -r registry -t templates --target md";

/// A folder with a template and a page that has two snippets.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("templates/md/weaver.yaml", "params: {lead: Attributes}\n");
    let template =
        "{{ params.lead }}: {{ group.attributes | map(attribute='name') | join(', ') }}\n";
    folder.write("templates/md/snippet.md.j2", template);
    let page = "# Ferries\n<!-- semconv registry.ferry -->\nold\n<!-- endsemconv -->\n\n<!-- semconv metric.ferry.cars(metric_table) -->\n<!-- endsemconv -->\n";
    folder.write("docs/deep/page.md", page);
    folder.write("docs/plain.md", "<!-- endsemconv --> without line end");
    folder
}

#[test]
fn snippets_are_rendered_wherever_they_are() {
    let folder = folder();
    let outcome = folder.run(&format!("{UPDATE} docs -D lead=All"));
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_eq!(
        folder.read("docs/deep/page.md"),
        "# Ferries\n<!-- semconv registry.ferry -->\nAll: ferry.deck, ferry.port\n<!-- endsemconv -->\n\n<!-- semconv metric.ferry.cars(metric_table) -->\nAll: ferry.deck\n<!-- endsemconv -->\n"
    );
    assert_eq!(
        folder.read("docs/plain.md"),
        "<!-- endsemconv --> without line end"
    );
}

#[test]
fn a_dry_run_writes_nothing_and_names_what_would_change() {
    let folder = folder();
    let before = folder.read("docs/deep/page.md");
    let outcome = folder.run(&format!("{UPDATE} docs --dry-run"));
    assert_eq!(outcome.code, Some(1));
    assert!(
        outcome.stderr.contains("docs/deep/page.md:3: differs"),
        "{outcome:?}"
    );
    assert_eq!(folder.read("docs/deep/page.md"), before);
    assert_eq!(folder.run(&format!("{UPDATE} docs")).code, Some(0));
    let again = folder.run(&format!("{UPDATE} docs --dry-run=true"));
    assert_eq!(again.code, Some(0), "{again:?}");
}

#[test]
fn no_page_is_written_unless_all_can_be() {
    let folder = folder();
    let before = folder.read("docs/deep/page.md");
    folder.write(
        "docs/wrong.md",
        "\n<!-- semconv registry.fery -->\n<!-- endsemconv -->\n<!-- semconv registry.ferry -->\n",
    );
    let outcome = folder.run(&format!("{UPDATE} docs"));
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.contains("docs/wrong.md:2: cannot update the snippet: the registry has no `registry.fery`; did you mean `registry.ferry`?"), "{outcome:?}");
    assert!(
        outcome
            .stderr
            .contains("docs/wrong.md:4: cannot update the snippet: the snippet has no end"),
        "{outcome:?}"
    );
    assert_eq!(folder.read("docs/deep/page.md"), before);
}

#[test]
fn the_project_can_name_the_folder_and_the_target() {
    let folder = folder();
    let without = folder.run("update-markdown -r registry");
    assert_eq!(without.code, Some(1));
    assert!(without.stderr.contains("MARKDOWN_DIR"), "{without:?}");
    folder.write(
        ".weaver.toml",
        "[update-markdown]\nmarkdown_dir = \"docs\"\ntarget = \"md\"\ndry_run = true\n",
    );
    let outcome = folder.run("update-markdown -r registry");
    assert!(outcome.stderr.contains("page.md:3: differs"), "{outcome:?}");
    assert_eq!(
        folder
            .run("update-markdown -r registry --dry-run=false")
            .code,
        Some(0)
    );
}

#[test]
fn an_error_in_a_template_names_its_line() {
    let folder = folder();
    folder.write(
        "templates/md/snippet.md.j2",
        "\n{{ group.nothing.at.all }}\n",
    );
    let outcome = folder.run(&format!("{UPDATE} docs"));
    assert!(
        outcome.stderr.contains(
            "docs/deep/page.md:2: cannot update the snippet: templates/md/snippet.md.j2:2: "
        ),
        "{outcome:?}"
    );
}

#[test]
fn snippets_of_version_2_are_named_by_kind_or_asked_for_with_jq() {
    let folder = folder();
    folder.write("templates/md/snippet.md.j2", "{{ group.unit }}");
    folder.write("templates/md/name.j2", "{{ name }}");
    let page = "<!-- semconv registry.metrics.ferry.cars -->\n<!-- endsemconv -->\n<!-- weaver template:name.j2 .registry.metrics[0] -->\n<!-- endweaver -->\n";
    folder.write("docs/deep/page.md", page);
    let outcome = folder.run(&format!("{UPDATE} docs --v2"));
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let expect = page
        .replace("-->\n<!-- endsemconv", "-->\n{car}\n<!-- endsemconv")
        .replace("-->\n<!-- endweaver", "-->\nferry.cars\n<!-- endweaver");
    assert_eq!(folder.read("docs/deep/page.md"), expect);
    folder.write("docs/deep/page.md", page);
    let refused = folder.run(&format!("{UPDATE} docs"));
    assert!(refused.stderr.contains("add `--v2`"), "{refused:?}");
}
