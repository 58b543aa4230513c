use crate::folder::Folder;

#[test]
fn a_schema_is_printed_or_written() {
    let folder = Folder::new();
    let printed = folder.run("json-schema");
    assert_eq!(printed.code, Some(0), "{printed:?}");
    assert_eq!(printed.json()["title"], "ResolvedRegistry");
    let written = folder.run("json-schema -j semconv-group -o out/schema.json");
    assert_eq!((written.code, written.stdout.as_str()), (Some(0), ""));
    assert!(
        folder
            .read("out/schema.json")
            .contains("\"title\": \"SemconvGroup\"")
    );
}

#[test]
fn there_is_a_schema_for_each_kind_of_document() {
    let folder = Folder::new();
    for kind in [
        "resolved-registry",
        "semconv-group",
        "semconv-definition-v2",
        "resolved-registry-v2",
        "materialized-registry-v2",
        "diff",
        "diff-v2",
        "publication-manifest-v2",
        "definition-manifest-v2",
        "policy-finding",
        "weaver-config",
    ] {
        let schema = folder.run(&format!("json-schema -j {kind}")).json();
        assert_eq!(schema["type"], "object", "{kind}");
    }
}
