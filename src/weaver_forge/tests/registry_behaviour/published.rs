//! Published registries: a manifest, and everything else resolved.

use serde_json::{Value, json};
use weaver_forge::Lints;

use crate::support::Registry;

const MILL: &str = "
file_format: definition/2
attributes:
  - {key: mill.grain, brief: Grain., stability: stable, type: {members: [{id: oat, value: 1, stability: stable}]}}
  - {key: mill.wind, type: double, brief: Wind., stability: beta, examples: [1.5], annotations: {a: 1}}
attribute_groups:
  - {id: mill.all, visibility: public, brief: All., stability: stable, attributes: [{ref: mill.grain, requirement_level: required}]}
metrics:
  - {name: mill.turns, instrument: counter, unit: '1', brief: Turns., stability: stable, requirement_level: opt_in, attributes: [{ref_group: mill.all}]}
metric_refinements:
  - {id: mill.turns.fast, ref: mill.turns, brief: Fast., attributes: [{ref: mill.wind, requirement_level: {opt_in: In storms.}}]}
spans:
  - {type: mill.grind, kind: server, name: {note: grind}, brief: Grind., stability: stable, requirement_level: recommended, attributes: [{ref: mill.wind, sampling_relevant: true}], entity_associations: [{one_of: [mill]}]}
events:
  - {name: mill.stopped, brief: Stopped., stability: alpha, deprecated: {reason: obsoleted, note: Silent.}, attributes: [{ref: mill.wind}]}
event_refinements:
  - {id: mill.stopped.early, ref: mill.stopped, brief: Early.}
entity_refinements:
  - {id: mill.small, ref: mill, note: Small.}
entities:
  - {type: mill, brief: Mill., stability: stable, requirement_level: recommended, identity: [{ref: mill.grain}], description: [{ref: mill.wind}]}
";

const MANIFEST: &str = "schema_url: https://mill.example/schemas/1.0.0\n";

/// The mill, published in `mill`, and another registry in `main` that depends on it.
fn mill_and(main: &str) -> Registry {
    let registry = Registry::of(&[
        ("source/manifest.yaml", MANIFEST),
        ("source/a.yaml", MILL),
        (
            "main/manifest.yaml",
            "schema_url: https://acme.example/schemas/1.0.0
dependencies: [{schema_url: 'https://mill.example/schemas/1.0.0', registry_path: ../mill}]\n",
        ),
        ("main/a.yaml", main),
    ]);
    let package = registry
        .resolved_v2("source")
        .package("https://mill.example/r/resolved.yaml");
    registry.write("mill/manifest.yaml", package.manifest.as_bytes());
    registry.write("mill/resolved.yaml", package.resolved.as_bytes());
    registry
}

/// `value` without the paths of files, which nobody publishes.
fn without_paths(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("provenance");
            fields.values_mut().for_each(without_paths);
        }
        Value::Array(items) => items.iter_mut().for_each(without_paths),
        _ => {}
    }
}

#[test]
fn a_published_registry_is_read_as_what_it_was() {
    let registry = mill_and("groups: []\n");
    let mut source = registry.resolved_v2("source").context();
    without_paths(&mut source);
    let mut published = registry.resolved_v2("mill").context();
    without_paths(&mut published);
    assert_eq!(published, source);
    let again = registry.resolved_v2("mill").package("x").resolved;
    assert_eq!(again, registry.resolved_v2("source").package("x").resolved);
}

#[test]
fn what_was_published_can_be_referred_to_imported_and_refined() {
    let registry = mill_and(
        "file_format: definition/2
imports: {spans: [mill.*]}
events:
  - {name: acme.sold, brief: b, stability: stable, requirement_level: opt_in, attributes: [{ref: mill.grain}], entity_associations: [mill]}
metric_refinements:
  - {id: acme.turns, ref: mill.turns, attributes: [{ref: mill.grain, brief: Ours.}]}\n",
    );
    let context = registry.resolved_v2("main").context();
    let source = json!("https://mill.example/schemas/1.0.0");
    let event = &context["registry"]["events"][0];
    assert_eq!(event["attributes"][0]["brief"], "Grain.");
    assert_eq!(event["attributes"][0]["provenance"]["source"], source);
    assert_eq!(
        event["entity_associations"][0]["provenance"]["source"],
        source
    );
    let span = &context["registry"]["spans"][0];
    assert_eq!(
        (&span["type"], &span["kind"]),
        (&json!("mill.grind"), &json!("server"))
    );
    let refined = &context["refinements"]["metrics"][0];
    assert_eq!(
        (&refined["name"], &refined["unit"]),
        (&json!("mill.turns"), &json!("1"))
    );
    assert_eq!(refined["attributes"][0]["brief"], "Ours.");
    assert_eq!(refined["attributes"][0]["requirement_level"], "required");
    assert_eq!(context["dependencies"][0]["schema_url"], source);
}

#[test]
fn a_published_registry_is_no_list_of_groups() {
    let registry = mill_and("groups: []\n");
    let findings = registry.check_in("mill").findings;
    assert_eq!(
        registry.summary(&findings),
        [
            "mill/manifest.yaml V2FlagMissingWarning: a published registry can only be shown in version \
          2 of the resolved schema (add `--v2`)"
        ]
    );
}

#[test]
fn mistakes_in_what_was_published_are_found() {
    let check = |resolved: &str, expect: &[&str]| {
        let registry = Registry::of(&[
            (
                "manifest.yaml",
                "file_format: manifest/2.0
schema_url: https://mill.example/schemas/1.0.0
resolved_registry_uri: resolved.yaml\n",
            ),
            ("resolved.yaml", resolved),
        ]);
        let checked = registry.check(Lints::Off);
        let found = registry.summary(&checked.findings);
        let found: Vec<_> = found
            .iter()
            .filter(|it| it.starts_with("resolved"))
            .collect();
        assert_eq!(found, expect);
    };
    check(
        "file_format: resolved/3.0\n",
        &[
            "resolved.yaml:1 [resolved/3.0] InvalidFileFormat: unknown file format `resolved/3.0` \
           (write `file_format: resolved/2.0`)",
        ],
    );
    check(
        "file_format: resolved/2.0
schema_url: https://mill.example/schemas/1.0.0
attribute_catalog: []
registry:
  attributes: [7]
  colours: []
refinements: {}
",
        &[
            "resolved.yaml:5 [7] InvalidSemConvSpec: expected a place in `attribute_catalog`, found an \
             integer",
            "resolved.yaml:6 [colours] InvalidSemConvSpec: unknown field `colours` in the lists of a \
             registry (the fields are `attributes`, `attribute_groups`, `spans`, `metrics`, `events`, \
             `entities`)",
        ],
    );
}

#[test]
fn what_lies_on_the_network_only_is_not_fetched() {
    let registry = mill_and("groups: []\n");
    std::fs::remove_file(registry.path().join("mill/resolved.yaml")).expect("removable");
    let findings = registry.check_in("main").findings;
    let found = registry.summary(&findings);
    assert!(
        found[0].contains("`https://mill.example/r/resolved.yaml` is no local folder or archive"),
        "{found:?}"
    );
}
