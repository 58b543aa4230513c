use std::fs;

use weaver_forge::{Lints, RegistryOptions, load_and_check};

use crate::support::{MANIFEST, Registry};

fn group(id: &str) -> String {
    format!(
        "groups: [{{id: {id}, type: metric_group, brief: b, stability: stable, extends: base}}]\n"
    )
}

const BASE: &str = "groups: [{id: base, type: attribute_group, brief: b, attributes: [{id: a, type: int, brief: b, stability: stable}]}]\n";

/// The ids of the groups that were read.
fn ids(registry: &Registry) -> Vec<String> {
    let checked = registry.check(Lints::Off);
    let resolved = checked
        .registry
        .unwrap_or_else(|| panic!("{}", checked.findings.render_ansi(false)));
    resolved.groups.into_iter().map(|group| group.id).collect()
}

#[test]
fn what_is_hidden_or_no_definition_is_not_read() {
    let broken = "this: [is not read";
    let registry = Registry::of(&[
        ("manifest.yaml", MANIFEST),
        ("base.yaml", BASE),
        ("deep/er/b.yml", &group("b")),
        (".hidden.yaml", broken),
        (".git/config.yaml", broken),
        ("deep/schema-next.yaml", broken),
        ("deep/manifest.yaml", broken),
        ("notes.txt", broken),
    ]);
    assert_eq!(ids(&registry), ["b", "base"]);
}

#[test]
fn a_root_whose_name_starts_with_a_dot_is_read() {
    let registry = Registry::of(&[(".semconv/a.yaml", BASE)]);
    let checked = load_and_check(
        &RegistryOptions::new(registry.path().join(".semconv")),
        Lints::Off,
    );
    assert_eq!(checked.registry.expect("a registry").groups.len(), 1);
}

#[test]
fn a_registry_that_is_not_there_is_an_error() {
    let checked = load_and_check(&RegistryOptions::new("no/such/folder"), Lints::Off);
    assert!(checked.registry.is_none());
    assert_eq!(
        checked.findings.iter().next().expect("a finding").kind(),
        "SemConvSpecError"
    );
}

#[test]
fn what_would_have_to_be_downloaded_is_refused_with_a_way_out() {
    for path in [
        "https://example.com/schemas.zip",
        "https://example.com/x.git[model]",
    ] {
        let checked = load_and_check(&RegistryOptions::new(path), Lints::Off);
        let finding = checked.findings.iter().next().expect("a finding");
        assert_eq!(finding.kind(), "VirtualDirectoryError", "{path}");
        assert!(
            finding
                .suggestion()
                .expect("a way out")
                .contains("copy the registry"),
            "{path}"
        );
    }
}

#[test]
fn a_file_that_is_not_utf_8_is_named() {
    let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", "")]);
    fs::write(registry.path().join("a.yaml"), [0xff, 0xfe, 0x00]).expect("a file");
    let findings = registry.check(Lints::Off).findings;
    assert_eq!(
        registry.summary(&findings),
        ["a.yaml:1 [\u{fffd}] DeserializationError: invalid definition file: it is not UTF-8"]
    );
}

#[test]
fn the_path_is_recorded_as_it_was_typed() {
    let registry = Registry::of(&[("a.yaml", BASE)]);
    let typed = registry.path().join(".");
    let checked = load_and_check(&RegistryOptions::new(&typed), Lints::Off);
    let resolved = checked.registry.expect("a registry");
    assert_eq!(resolved.registry_url, typed.to_string_lossy());
    let path = &resolved.groups[0].lineage.provenance.path;
    assert_eq!(*path, format!("{}/a.yaml", typed.display()));
}
