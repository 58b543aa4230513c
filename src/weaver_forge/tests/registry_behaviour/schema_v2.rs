//! Version 2 of the resolved schema: what templates see, and what is published.

use serde_json::{Value, json};

use crate::support::{MANIFEST, Registry};

/// What templates see of a registry of one file.
fn context(yaml: &str) -> Value {
    let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", yaml)]);
    registry.resolved_v2("").context()
}

/// The value of `key` in each entry of a list.
fn each<'a>(list: &'a Value, key: &str) -> Vec<&'a Value> {
    let entries = list.as_array().expect("a list");
    entries.iter().map(|entry| &entry[key]).collect()
}

const FERRY: &str = "
file_format: definition/2
attributes:
  - {key: ferry.line, type: string, brief: Line., stability: stable, examples: [A]}
  - {key: ferry.cars, type: int, brief: Cars., stability: alpha}
attribute_groups:
  - {id: ferry.shown, visibility: public, brief: Public., stability: stable, attributes: [{ref: ferry.cars}]}
  - {id: ferry.hidden, visibility: internal, attributes: [{ref: ferry.line}]}
spans:
  - type: ferry.trip
    kind: server
    name: {note: 'trip {ferry.line}'}
    brief: Trip.
    stability: stable
    requirement_level: opt_in
    annotations: {deck: {upper: 1, lower: [1, 2]}}
    attributes: [{ref: ferry.line, sampling_relevant: true}, {ref: ferry.cars, requirement_level: required}]
    entity_associations: [ferry]
span_refinements:
  - {id: ferry.trip.night, ref: ferry.trip, annotations: {deck: {lower: [3]}}, attributes: [{ref: ferry.cars, brief: At night.}]}
entities:
  - {type: ferry, brief: Ferry., stability: stable, requirement_level: recommended, identity: [{ref: ferry.line}]}
";

#[test]
fn each_use_of_an_attribute_has_all_its_fields() {
    let context = context(FERRY);
    let span = &context["registry"]["spans"][0];
    assert_eq!(span["type"], "ferry.trip");
    assert_eq!(span["name"], json!({"note": "trip {ferry.line}"}));
    assert_eq!(span["requirement_level"], "opt_in");
    assert_eq!(span["entity_associations"], json!([{"type": "ferry"}]));
    let line = &span["attributes"][1];
    assert_eq!(line["key"], "ferry.line");
    assert_eq!(line["examples"], json!(["A"]));
    assert_eq!(line["sampling_relevant"], true);
    assert_eq!(context["schema_url"], "https://acme.example/schemas/1.0.0");
}

#[test]
fn a_refinement_takes_what_it_leaves_out_from_its_signal() {
    let context = context(FERRY);
    let refinements = &context["refinements"]["spans"];
    assert_eq!(each(refinements, "id"), ["ferry.trip", "ferry.trip.night"]);
    let night = &refinements[1];
    assert_eq!(night["type"], "ferry.trip");
    assert_eq!(
        (&night["brief"], &night["kind"]),
        (&json!("Trip."), &json!("server"))
    );
    assert_eq!(
        night["annotations"],
        json!({"deck": {"lower": [3], "upper": 1}})
    );
    assert_eq!(night["attributes"][0]["brief"], "At night.");
    assert_eq!(night["attributes"][0]["requirement_level"], "required");
    assert_eq!(each(&context["registry"]["spans"], "type"), ["ferry.trip"]);
}

#[test]
fn only_public_attribute_groups_are_shown() {
    let context = context(FERRY);
    assert_eq!(
        each(&context["registry"]["attribute_groups"], "id"),
        ["ferry.shown"]
    );
    assert_eq!(
        each(&context["registry"]["attributes"], "key"),
        ["ferry.cars", "ferry.line"]
    );
}

#[test]
fn groups_of_format_1_are_shown_too() {
    let context = context(
        "groups:
  - {id: registry.dock, type: attribute_group, brief: b, attributes: [{id: dock.side, type: int, brief: b}]}
  - {id: span.dock.in, type: span, span_kind: client, brief: b, name: arrive, attributes: [{ref: dock.side}]}
  - {id: span.dock.in.fast, type: span, extends: span.dock.in, brief: Fast.}
  - {id: entity.dock, type: entity, name: dock, brief: b, attributes: [{ref: dock.side}]}
",
    );
    assert_eq!(context["registry"]["attribute_groups"], json!([]));
    assert_eq!(
        context["registry"]["attributes"][0]["stability"],
        "development"
    );
    assert_eq!(context["registry"]["spans"][0]["name"]["note"], "arrive");
    assert_eq!(
        each(&context["refinements"]["spans"], "id"),
        ["dock.in", "dock.in.fast"]
    );
    let entity = &context["registry"]["entities"][0];
    assert_eq!(each(&entity["description"], "key"), ["dock.side"]);
    assert_eq!(entity.get("identity"), None);
}

#[test]
fn an_event_without_a_name_cannot_be_shown() {
    let registry = Registry::of(&[(
        "a.yaml",
        "groups: [{id: e, type: event, prefix: e, brief: b, stability: stable}]\n",
    )]);
    let checked = registry.check_v2("");
    assert!(checked.registry.is_none());
    let found = registry.summary(&checked.findings);
    let expect = "a.yaml:1 [e] EventNameNotFound: the event `e` has no name, by which version 2 would \
                  know it (add `name:`)";
    assert!(found.iter().any(|it| it == expect), "{found:?}");
}

#[test]
fn what_comes_from_a_dependency_says_so() {
    let registry = Registry::of(&[
        (
            "main/manifest.yaml",
            "schema_url: https://acme.example/schemas/1.0.0
dependencies: [{schema_url: 'https://sea.example/schemas/2.0.0', registry_path: ../sea}]\n",
        ),
        (
            "main/a.yaml",
            "file_format: definition/2
imports: {metrics: [sea.*]}
metric_refinements: [{id: sea.level.low, ref: sea.level}]\n",
        ),
        ("sea/manifest.yaml", "schema_url: https://sea.example/schemas/2.0.0\n"),
        (
            "sea/a.yaml",
            "file_format: definition/2
attributes: [{key: sea.place, type: int, brief: b, stability: stable}]
metrics:
  - {name: sea.level, instrument: gauge, unit: m, brief: Level., stability: stable, requirement_level: opt_in, attributes: [{ref: sea.place}]}\n",
        ),
    ]);
    let context = registry.resolved_v2("main").context();
    let source = json!("https://sea.example/schemas/2.0.0");
    let metric = &context["registry"]["metrics"][0];
    assert_eq!(metric["provenance"]["source"], source);
    assert_eq!(
        metric["attributes"][0]["provenance"],
        json!({"source": source})
    );
    let low = &context["refinements"]["metrics"][1];
    assert_eq!(
        (&low["id"], &low["name"]),
        (&json!("sea.level.low"), &json!("sea.level"))
    );
    assert_eq!(low["provenance"].get("source"), None);
    assert_eq!(context["dependencies"][0]["schema_url"], source);
    let own = &context["dependencies"][0]["registry"]["metrics"][0];
    assert_eq!(own["provenance"].get("source"), None);
}

#[test]
fn a_package_refers_to_its_catalog_of_attributes() {
    let manifest = format!("{MANIFEST}description: Ferries.\nstability: beta\n");
    let registry = Registry::of(&[("manifest.yaml", &manifest), ("a.yaml", FERRY)]);
    let package = registry.resolved_v2("").package("resolved.yaml");
    assert_eq!(
        package.manifest,
        "file_format: manifest/2.0\nschema_url: https://acme.example/schemas/1.0.0\n\
         description: Ferries.\nstability: beta\nresolved_registry_uri: resolved.yaml\n"
    );
    let resolved: Value = serde_yaml::from_str(&package.resolved).expect("YAML");
    let catalog = &resolved["attribute_catalog"];
    assert_eq!(
        each(catalog, "key"),
        ["ferry.cars", "ferry.cars", "ferry.line"]
    );
    assert_eq!(each(catalog, "brief"), ["Cars.", "At night.", "Line."]);
    assert_eq!(resolved["registry"]["attributes"], json!([0, 2]));
    let night = &resolved["refinements"]["spans"][0];
    assert_eq!(night["id"], "ferry.trip.night");
    assert_eq!(each(&night["attributes"], "base"), [1, 2]);
    assert_eq!(resolved.get("dependencies"), None);
}
