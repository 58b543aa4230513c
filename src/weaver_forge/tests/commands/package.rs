use crate::folder::Folder;

#[test]
fn a_packaged_registry_is_a_dependency() {
    let folder = Folder::new();
    let package =
        folder.run("package -r registry --v2 --resolved-registry-uri resolved.yaml -o out");
    assert_eq!(package.code, Some(0), "{package:?}");
    assert!(
        folder
            .read("out/manifest.yaml")
            .contains("file_format: manifest/2.0\n")
    );
    folder.write(
        "main/manifest.yaml",
        "schema_url: https://acme.example/schemas/1.0.0
dependencies: [{schema_url: 'https://ferry.example/schemas/1.0.0', registry_path: ../out}]\n",
    );
    folder.write("main/a.yaml", "imports: {metrics: [ferry.*]}\n");
    let resolved = folder.run("resolve -r main -f json --v2").json();
    assert_eq!(resolved["registry"]["metrics"][0]["name"], "ferry.cars");
    assert_eq!(
        resolved["dependencies"][0]["schema_url"],
        "https://ferry.example/schemas/1.0.0"
    );
    let groups = folder.run("resolve -r main -f json").json();
    assert_eq!(groups["groups"][0]["attributes"][0]["name"], "ferry.deck");
}

#[test]
fn only_version_2_can_be_packaged() {
    let folder = Folder::new();
    let refused = folder.run("package -r registry --resolved-registry-uri resolved.yaml -o out");
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("without --v2"), "{refused:?}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_registry_with_errors_is_not_packaged() {
    let folder = Folder::new();
    folder.write(
        "registry/b.yaml",
        "groups: [{id: m, type: metric, brief: b}]\n",
    );
    let refused = folder.run("package -r registry --v2 --resolved-registry-uri r.yaml -o out");
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("InvalidMetric"), "{refused:?}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn the_project_can_say_where_a_dependency_is() {
    let folder = Folder::new();
    folder.write(
        "main/manifest.yaml",
        "schema_url: https://acme.example/schemas/1.0.0
dependencies: [{schema_url: 'https://ferry.example/schemas/1.0.0'}]\n",
    );
    folder.write("main/a.yaml", "imports: {metrics: [ferry.cars]}\n");
    assert_eq!(folder.run("check -r main").code, Some(1));
    folder.write(
        ".weaver.toml",
        "[registry]\nv2 = true\n[resolve.schema_url_overrides]\n\
         \"https://ferry.example/schemas/1.0.0\" = \"registry\"\n",
    );
    let resolved = folder.run("resolve -r main -f json").json();
    assert_eq!(resolved["registry"]["metrics"][0]["unit"], "{car}");
}
