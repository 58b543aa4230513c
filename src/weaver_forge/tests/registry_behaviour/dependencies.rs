use weaver_forge::{Checked, Lints, RegistryOptions, load_and_check};

use crate::support::{Registry, kept};

fn manifest(name: &str, dependencies: &[(&str, &str)]) -> String {
    let mut text = format!("schema_url: https://{name}\n");
    if !dependencies.is_empty() {
        text.push_str("dependencies:\n");
    }
    for (name, path) in dependencies {
        text.push_str(&format!(
            "  - {{schema_url: 'https://{name}', registry_path: {path}}}\n"
        ));
    }
    text
}

fn attribute(name: &str, brief: &str) -> String {
    format!(
        "groups: [{{id: registry.{name}, type: attribute_group, brief: b, attributes: [{{id: \
         {name}, type: int, brief: {brief}, stability: stable}}]}}]\n"
    )
}

fn metric(name: &str, reference: &str) -> String {
    format!(
        "groups: [{{id: metric.{name}, type: metric, metric_name: {name}, instrument: gauge, \
         unit: '1', brief: b, stability: stable, attributes: [{{ref: {reference}}}]}}]\n"
    )
}

fn check_in(registry: &Registry, folder: &str) -> Checked {
    load_and_check(
        &RegistryOptions::new(registry.path().join(folder)),
        Lints::Off,
    )
}

#[test]
fn a_dependency_is_looked_for_beside_the_manifest() {
    let checked = load_and_check(&RegistryOptions::new(kept("harbour/own")), Lints::On);
    let registry = checked.registry.expect("a registry");
    assert!(
        checked.findings.is_empty(),
        "{}",
        checked.findings.render_ansi(false)
    );
    let span = registry
        .groups
        .iter()
        .find(|group| group.id == "span.harbour.dock");
    let names: Vec<_> = span
        .expect("the span")
        .attributes
        .iter()
        .map(|attribute| &attribute.name)
        .collect();
    assert_eq!(names, ["harbour.berth", "ship.kind", "ship.name"]);
    let folders: Vec<_> = registry.watched_paths().collect();
    assert_eq!(folders, [kept("harbour/own"), kept("harbour/vendor/ships")]);
}

#[test]
fn a_dependency_that_is_nowhere_says_where_it_was_looked_for() {
    let registry = Registry::of(&[(
        "main/manifest.yaml",
        &manifest("a/1.0.0", &[("b/1.0.0", "missing")]),
    )]);
    let summary = registry.summary(&check_in(&registry, "main").findings);
    assert_eq!(
        summary,
        [
            "main/manifest.yaml:3 [schema_url] SemConvSpecError: cannot read `missing`: no such folder, neither \
          beside the manifest (`main/missing`) nor in the working directory"
        ]
    );
}

#[test]
fn the_newer_of_two_versions_is_used() {
    let registry = Registry::of(&[
        (
            "main/manifest.yaml",
            &manifest("a/1.0.0", &[("c/1.0.0", "../c1"), ("b/1.0.0", "../b")]),
        ),
        ("main/a.yaml", &metric("m", "c")),
        (
            "b/manifest.yaml",
            &manifest("b/1.0.0", &[("c/1.9.1", "../c2")]),
        ),
        ("c1/manifest.yaml", &manifest("c/1.0.0", &[])),
        ("c1/c.yaml", &attribute("c", "Old.")),
        ("c2/manifest.yaml", &manifest("c/1.9.1", &[])),
        ("c2/c.yaml", &attribute("c", "New.")),
    ]);
    let checked = check_in(&registry, "main");
    let resolved = checked.registry.as_ref().expect("a registry");
    assert_eq!(resolved.groups[0].attributes[0].brief, "New.");
    assert_eq!(
        registry.summary(&checked.findings),
        [
            "main/manifest.yaml:3 [schema_url] DependencyVersionUpgradedWarning: `c` is used in version 1.9.1, \
          because another dependency needs it; 1.0.0 was asked for"
        ]
    );
}

#[test]
fn versions_that_do_not_go_together_are_an_error() {
    let registry = Registry::of(&[
        (
            "main/manifest.yaml",
            &manifest("a/1.0.0", &[("c/1.0.0", "../c1"), ("c/2.0.0", "../c2")]),
        ),
        ("c1/manifest.yaml", &manifest("c/1.0.0", &[])),
        ("c2/manifest.yaml", &manifest("c/2.0.0", &[])),
    ]);
    let checked = check_in(&registry, "main");
    assert!(checked.registry.is_none());
    assert_eq!(
        registry.summary(&checked.findings),
        [
            "main/manifest.yaml:4 [schema_url] IncompatibleDependencyVersions: `c` is needed in versions that do \
          not go together: 1.0.0, 2.0.0"
        ]
    );
}

#[test]
fn registries_that_depend_on_each_other_are_told_so() {
    let registry = Registry::of(&[
        (
            "a/manifest.yaml",
            &manifest("a/1.0.0", &[("b/1.0.0", "../b")]),
        ),
        (
            "b/manifest.yaml",
            &manifest("b/1.0.0", &[("a/1.0.0", "../a")]),
        ),
    ]);
    assert_eq!(
        registry.summary(&check_in(&registry, "a").findings),
        [
            "b/manifest.yaml:3 [schema_url] CircularDependency: registries depend on each other in a circle: a → \
          b → a"
        ]
    );
}

#[test]
fn a_newer_version_that_closes_a_circle_does_not_hang() {
    let registry = Registry::of(&[
        (
            "main/manifest.yaml",
            &manifest("m/1.0.0", &[("a/1.0.0", "../a"), ("b/1.0.0", "../b")]),
        ),
        (
            "a/manifest.yaml",
            &manifest("a/1.0.0", &[("c/1.0.0", "../c1")]),
        ),
        (
            "b/manifest.yaml",
            &manifest("b/1.0.0", &[("c/1.1.0", "../c2")]),
        ),
        ("c1/manifest.yaml", &manifest("c/1.0.0", &[])),
        (
            "c2/manifest.yaml",
            &manifest("c/1.1.0", &[("a/1.0.0", "../a")]),
        ),
    ]);
    assert!(check_in(&registry, "main").registry.is_some());
}

#[test]
fn only_what_is_imported_comes_along() {
    let import = |imports: &str| {
        let registry = Registry::of(&[
            (
                "main/manifest.yaml",
                &manifest("a/1.0.0", &[("b/1.0.0", "../b")]),
            ),
            ("main/a.yaml", &format!("{imports}groups: []\n")),
            ("b/manifest.yaml", &manifest("b/1.0.0", &[])),
            ("b/b.yaml", &attribute("x", "b")),
            ("b/m.yaml", &metric("lamp.on", "x")),
            ("b/n.yaml", &metric("lamp.off", "x")),
        ]);
        let checked = check_in(&registry, "main");
        let groups = checked.registry.expect("a registry").groups;
        groups.into_iter().map(|group| group.id).collect::<Vec<_>>()
    };
    assert!(import("").is_empty());
    assert_eq!(
        import("imports: {metrics: ['lamp.*f']}\n"),
        ["metric.lamp.off"]
    );
    assert_eq!(
        import("imports: {metrics: ['*']}\n"),
        ["metric.lamp.off", "metric.lamp.on"]
    );
    assert_eq!(
        import("imports: {attribute_groups: [registry.x]}\n"),
        ["registry.x"]
    );
}

#[test]
fn a_dependency_can_be_somewhere_else_than_its_manifest_says() {
    let registry = Registry::of(&[
        (
            "main/manifest.yaml",
            "schema_url: https://acme.example/schemas/1.0.0
dependencies: [{schema_url: 'https://sea.example/schemas/1.0.0'}]\n",
        ),
        (
            "main/a.yaml",
            "groups: [{id: g, type: attribute_group, brief: b, attributes: [{ref: sea.depth}]}]\n",
        ),
        (
            "vendor/a.yaml",
            "groups: [{id: r, type: attribute_group, brief: b, attributes: [{id: sea.depth, type: int, brief: b, stability: stable}]}]\n",
        ),
    ]);
    let vendored = registry
        .path()
        .join("vendor")
        .to_string_lossy()
        .into_owned();
    let url = "https://sea.example/schemas/1.0.0".to_owned();
    let options = RegistryOptions {
        schema_url_overrides: [(url, vendored)].into(),
        ..RegistryOptions::new(registry.path().join("main"))
    };
    let checked = load_and_check(&options, Lints::Off);
    assert_eq!(registry.summary(&checked.findings), [""; 0]);
    assert!(registry.check_in("main").registry.is_none());
}

#[test]
fn what_a_dependency_imports_in_vain_is_not_reported() {
    let unmatched = "imports: {metrics: [nothing.*]}\ngroups: []\n";
    let registry = Registry::of(&[
        (
            "main/manifest.yaml",
            &manifest("a.x/s/1.0.0", &[("b.x/s/1.0.0", "../b")]),
        ),
        ("main/a.yaml", "groups: []\n"),
        ("b/manifest.yaml", &manifest("b.x/s/1.0.0", &[])),
        ("b/b.yaml", unmatched),
    ]);
    let checked = check_in(&registry, "main");
    assert_eq!(registry.summary(&checked.findings), [""; 0]);
    assert_eq!(check_in(&registry, "b").findings.len(), 1);
}

#[test]
fn what_is_unreferenced_is_taken_from_dependencies_of_dependencies_too() {
    let registry = Registry::of(&[
        (
            "main/manifest.yaml",
            &manifest("a.x/s/1.0.0", &[("b.x/s/1.0.0", "../b")]),
        ),
        ("main/a.yaml", "groups: []\n"),
        (
            "b/manifest.yaml",
            &manifest("b.x/s/1.0.0", &[("c.x/s/1.0.0", "../c")]),
        ),
        ("b/b.yaml", "groups: []\n"),
        ("c/manifest.yaml", &manifest("c.x/s/1.0.0", &[])),
        ("c/c.yaml", &attribute("sea", "Sea.")),
    ]);
    let options = RegistryOptions {
        include_unreferenced: true,
        ..RegistryOptions::new(registry.path().join("main"))
    };
    let checked = load_and_check(&options, Lints::Off);
    let kinds: Vec<_> = checked.findings.iter().map(|it| it.kind()).collect();
    assert_eq!(kinds, ["DeprecatedIncludeUnreferencedWarning"]);
    let groups = checked.registry.expect("a registry").groups;
    assert_eq!(groups[0].id, "registry.sea");
}
