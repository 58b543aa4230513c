use super::*;
use crate::render::config_files;

/// What becomes of `text` with the template `snippet`.
fn updated(snippet: &str, version: SchemaVersion, text: &str) -> Result<String, String> {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join(DEFAULT_TEMPLATE), snippet).expect("writable");
    std::fs::write(folder.path().join("name.j2"), "{{ name }}").expect("writable");
    let config = "params: {unit: m}\n";
    std::fs::write(folder.path().join("weaver.yaml"), config).expect("writable");
    let files = config_files(folder.path(), folder.path());
    let target = Target::open(folder.path(), &files).expect("valid");
    let registry = json!({
        "groups": [{"id": "registry.pier", "brief": "Piers."}],
        "registry": {"metrics": [{"name": "pier.length", "unit": "m"}]},
    });
    let url = Some("/pages".to_owned());
    let parameters = Parameters::default();
    let renderer = Renderer::new(&target, &parameters, registry, version, url).expect("valid");
    match renderer.update(text) {
        Ok(text) => Ok(text.expect("has a snippet")),
        Err(problems) => Err(problems[0].1.to_string()),
    }
}

#[test]
fn a_template_sees_the_group_and_the_arguments() {
    let text = "<!-- semconv registry.pier(metric_table,tag=x) -->\n<!-- endsemconv -->\n";
    let template = "{{ group.brief }} {{ snippet_type }} {{ tag_filter }} {{ attribute_registry_base_url }} {{ params.unit }}";
    let expect = "<!-- semconv registry.pier(metric_table,tag=x) -->\nPiers. metric_table [\"x\"] /pages m\n<!-- endsemconv -->\n";
    let found = updated(template, SchemaVersion::V1, text);
    assert_eq!(found.as_deref(), Ok(expect));
}

#[test]
fn a_template_sees_what_a_query_yields_by_name() {
    let text = "<!-- weaver template:name.j2 .registry.metrics[] | select(.unit == $unit) -->\n<!-- endweaver -->\n";
    let found = updated("", SchemaVersion::V2, text).expect("valid");
    assert!(found.contains("\npier.length\n<!-- end"), "{found}");
    let refused = updated("", SchemaVersion::V1, text).expect_err("needs version 2");
    assert!(refused.contains("--v2"), "{refused}");
}

#[test]
fn what_is_wrong_with_a_snippet_is_said_in_words() {
    let group = "<!-- semconv registry.peer -->\n<!-- endsemconv -->\n";
    let message = updated("", SchemaVersion::V1, group).expect_err("unknown");
    assert!(
        message.ends_with("did you mean `registry.pier`?"),
        "{message}"
    );
    let query = "<!-- weaver template:none.j2 . -->\n<!-- endweaver -->\n";
    let message = updated("", SchemaVersion::V2, query).expect_err("no template");
    assert!(message.contains("none.j2"), "{message}");
    let query = "<!-- weaver .[ -->\n<!-- endweaver -->\n";
    let message = updated("", SchemaVersion::V2, query).expect_err("no jq");
    assert!(message.starts_with("jq program `.[`"), "{message}");
}
