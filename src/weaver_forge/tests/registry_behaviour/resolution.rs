use serde_json::{Value, json};
use weaver_forge::{Lints, RegistryOptions, load_and_check};

use crate::support::{MANIFEST, Registry, kept};

/// The resolved groups of a registry of one file, as JSON.
fn groups(yaml: &str) -> Value {
    let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", yaml)]);
    let checked = registry.check(Lints::Off);
    let resolved = checked
        .registry
        .unwrap_or_else(|| panic!("{}", checked.findings.render_ansi(false)));
    let context = resolved.context();
    let printed: Value = serde_json::from_str(&resolved.to_json()).expect("JSON");
    assert_eq!(context, printed, "templates see what `resolve` prints");
    context["groups"].clone()
}

fn group<'a>(groups: &'a Value, id: &str) -> &'a Value {
    let found = groups
        .as_array()
        .expect("a list")
        .iter()
        .find(|group| group["id"] == id);
    found.unwrap_or_else(|| panic!("no group {id}"))
}

const RAIL: &str = r#"
groups:
  - id: span.rail.ride
    type: span
    span_kind: client
    brief: Ride.
    stability: stable
    extends: rail.base
    attributes:
      - {ref: rail.line, note: Of the span.}
      - {id: rail.seat, type: string, brief: Seat., stability: stable, examples: [1a]}
  - id: rail.base
    type: attribute_group
    brief: Base.
    note: Is not inherited.
    attributes:
      - {ref: rail.line, requirement_level: required, brief: Of the base.}
      - {ref: rail.speed}
  - id: registry.rail
    type: attribute_group
    brief: Definitions.
    attributes:
      - {id: rail.speed, type: double, brief: Speed., stability: stable, examples: [1.0]}
      - {id: rail.line, type: string, brief: Line., stability: stable, examples: [A], annotations: {b: 1, a: {z: 1, y: 2}}}
"#;

#[test]
fn groups_and_their_attributes_are_in_the_order_of_their_names() {
    let groups = groups(RAIL);
    let names = |value: &Value, key: &str| -> Vec<String> {
        let items = value.as_array().expect("a list");
        items
            .iter()
            .map(|item| item[key].as_str().expect("a name").to_owned())
            .collect()
    };
    assert_eq!(
        names(&groups, "id"),
        ["rail.base", "registry.rail", "span.rail.ride"]
    );
    let attributes = &group(&groups, "span.rail.ride")["attributes"];
    assert_eq!(
        names(attributes, "name"),
        ["rail.line", "rail.seat", "rail.speed"]
    );
}

#[test]
fn a_reference_fills_in_what_it_leaves_out() {
    let groups = groups(RAIL);
    let line = &group(&groups, "span.rail.ride")["attributes"][0];
    assert_eq!(line["brief"], "Of the base.");
    assert_eq!(line["note"], "Of the span.");
    assert_eq!(line["requirement_level"], "required");
    assert_eq!(line["type"], "string");
    assert_eq!(line["examples"], json!(["A"]));
}

#[test]
fn extending_inherits_attributes_and_nothing_else() {
    let groups = groups(RAIL);
    let ride = group(&groups, "span.rail.ride");
    assert_eq!(ride.get("note"), None);
    assert_eq!(ride.get("extends"), None);
    assert_eq!(ride["lineage"]["extends_group"], "rail.base");
}

#[test]
fn lineage_says_what_is_defined_where() {
    let groups = groups(RAIL);
    let lineage = &group(&groups, "span.rail.ride")["lineage"]["attributes"];
    assert_eq!(lineage.get("rail.seat"), None, "it is defined here");
    assert_eq!(
        lineage["rail.line"],
        json!({
            "source_group": "registry.rail",
            "inherited_fields": ["annotations", "examples", "stability"],
            "locally_overridden_fields": ["brief", "note", "requirement_level"],
        })
    );
}

#[test]
fn keys_of_the_context_are_sorted_whatever_the_map_is() {
    let checked = load_and_check(&RegistryOptions::new(kept("harbour/own")), Lints::Off);
    let context = checked.registry.expect("a registry").context();
    fn check(value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(check),
            Value::Object(object) => {
                assert!(object.keys().is_sorted(), "{:?}", object.keys());
                object.values().for_each(check);
            }
            _ => {}
        }
    }
    check(&context);
}

#[test]
fn a_prefix_is_put_before_definitions_and_before_references_that_ask_for_it() {
    let groups = groups(
        r#"
groups:
  - id: registry.dock
    type: attribute_group
    prefix: dock
    brief: b
    attributes: [{id: gate, type: int, brief: b, stability: stable}]
  - id: registry.yard
    type: attribute_group
    prefix: yard
    brief: b
    attributes: [{ref: dock.gate}, {ref: dock.gate, prefix: true}]
  - {id: span.a, type: span, span_kind: client, brief: b, stability: stable, attributes: [{ref: yard.dock.gate}]}
"#,
    );
    assert_eq!(
        group(&groups, "registry.dock")["attributes"][0]["name"],
        "dock.gate"
    );
    assert_eq!(
        group(&groups, "registry.yard")["attributes"][1]["name"],
        "yard.dock.gate"
    );
    let lineage = &group(&groups, "span.a")["lineage"]["attributes"]["yard.dock.gate"];
    assert_eq!(lineage["source_group"], "registry.yard");
}

#[test]
fn a_long_chain_of_extending_groups_is_no_problem() {
    let mut yaml = String::from(
        "groups:\n- {id: g0, type: attribute_group, brief: b, attributes: [{id: a, type: int, \
         brief: b, stability: stable}]}\n",
    );
    for index in 1..3000 {
        let parent = index - 1;
        yaml.push_str(&format!(
            "- {{id: g{index}, type: attribute_group, brief: b, extends: g{parent}}}\n"
        ));
    }
    let groups = groups(&yaml);
    assert_eq!(group(&groups, "g2999")["attributes"][0]["name"], "a");
}

#[test]
fn of_groups_with_one_id_the_last_that_stands_alone_is_inherited_from() {
    let groups = groups(
        "groups:\n\
         - {id: twin, type: attribute_group, brief: b, attributes: [{id: one, type: int, brief: b, stability: stable}]}\n\
         - {id: twin, type: attribute_group, brief: b, attributes: [{id: two, type: int, brief: b, stability: stable}]}\n\
         - {id: twin, type: attribute_group, brief: b, extends: root}\n\
         - {id: root, type: attribute_group, brief: b, attributes: [{id: three, type: int, brief: b, stability: stable}]}\n\
         - {id: heir, type: attribute_group, brief: b, extends: twin}\n",
    );
    assert_eq!(group(&groups, "heir")["attributes"][0]["name"], "two");
}
