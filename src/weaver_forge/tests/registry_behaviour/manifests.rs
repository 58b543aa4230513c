//! Manifests that are not as they should be.

use weaver_forge::Lints;

use crate::support::Registry;

/// The findings of a registry with one manifest and nothing else that could be wrong.
fn found(name: &str, manifest: &str) -> Vec<String> {
    let registry = Registry::of(&[(name, manifest), ("a.yaml", "groups: []\n")]);
    let findings = registry.check(Lints::Off).findings;
    findings
        .iter()
        .map(|finding| {
            let place = finding.place().expect("a place");
            format!("{}:{} {}", place.line, place.column, finding.kind())
        })
        .collect()
}

const SOUND: &str = "schema_url: https://tower.example/schemas/1.0.0\n";

#[track_caller]
fn check(more: &str, expect: &[&str]) {
    assert_eq!(
        found("manifest.yaml", &format!("{SOUND}{more}")),
        expect,
        "{more}"
    );
}

#[test]
fn what_a_manifest_says_must_have_the_right_form() {
    check("description: 5\nstability: beta\ncolour: red\n", &[]);
    check("description: [x]\n", &["2:15 InvalidRegistryManifest"]);
    check("stability: settled\n", &["2:12 InvalidRegistryManifest"]);
    check("stability: [stable]\n", &["2:13 InvalidRegistryManifest"]);
    check("dependencies: {a: b}\n", &["2:16 InvalidRegistryManifest"]);
    check("dependencies: [5]\n", &["2:16 InvalidRegistryManifest"]);
    check(
        "dependencies: [{name: bell}]\n",
        &["2:17 InvalidRegistryManifest"],
    );
    check(
        "dependencies: [{schema_url: https://bell.example/1.0.0, registry_path: [x]}]\n",
        &["2:73 InvalidRegistryManifest"],
    );
    check(
        "file_format: manifest/3.0\n",
        &["2:14 InvalidRegistryManifest"],
    );
}

#[test]
fn a_name_and_a_version_make_a_schema_url() {
    let pair = "schema_url: null\nschema_base_url: tower.example/schemas\nsemconv_version: 1.0\n";
    assert_eq!(
        found("manifest.yaml", pair),
        ["2:18 DeprecatedSyntaxInRegistryManifest"]
    );
    let name_only = "schema_base_url: https://tower.example/schemas\n";
    assert_eq!(
        found("manifest.yaml", name_only),
        ["1:1 InvalidRegistryManifest"]
    );
}

#[test]
fn a_named_dependency_of_an_old_manifest_needs_a_path() {
    let old = format!("{SOUND}dependencies: [{{name: bell}}]\n");
    assert_eq!(
        found("registry_manifest.yaml", &old),
        ["1:1 LegacyRegistryManifest", "2:17 InvalidRegistryManifest"]
    );
}

#[test]
fn a_manifest_that_is_no_text_is_told_with_its_place() {
    let registry = Registry::of(&[("manifest.yaml", SOUND), ("a.yaml", "groups: []\n")]);
    let bytes = [SOUND.as_bytes(), b"x: \xff\n"].concat();
    std::fs::write(registry.path().join("manifest.yaml"), bytes).expect("writable");
    let findings = registry.check(Lints::Off).findings;
    let place = findings
        .iter()
        .next()
        .and_then(|it| it.place())
        .expect("a place");
    assert_eq!((place.line, place.column), (2, 4));
}
