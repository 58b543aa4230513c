//! What an API server would refuse is refused, with the place where it stands.

use std::sync::Arc;

use knowledge::{Constraints, Field, ResourceKind};
use serde_json::{Value, json};

use super::check_manifest;

mod properties;

fn kind(spec: Value) -> ResourceKind {
    let schema =
        json!({"type": "object", "properties": {"spec": spec, "status": {"type": "object"}}});
    ResourceKind {
        name: "rockets.acme.example".into(),
        kind: "Rocket".into(),
        api_group: "acme.example".into(),
        api_version: "acme.example/v1".into(),
        namespaced: true,
        schema: Some(Arc::new(schema)),
        ..ResourceKind::default()
    }
}

fn manifest(spec: &str) -> String {
    format!("apiVersion: acme.example/v1\nkind: Rocket\nmetadata: {{name: apollo}}\nspec: {spec}\n")
}

/// What is wrong with a spec, as text.
fn wrong(schema: Value, spec: &str) -> Vec<String> {
    check_manifest(&kind(schema), &manifest(spec))
        .err()
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn of_fuel(schema: Value) -> Value {
    json!({"type": "object", "properties": {"fuel": schema}})
}

/// Values of `spec.fuel` that pass, and values that do not, with what is said about them after the path.
fn check(schema: Value, good: &[&str], bad: &[(&str, &str)]) {
    for value in good {
        let found = wrong(of_fuel(schema.clone()), &format!("{{fuel: {value}}}"));
        assert!(found.is_empty(), "{schema} {value}: {found:?}");
    }
    for (value, expect) in bad {
        let found = wrong(of_fuel(schema.clone()), &format!("{{fuel: {value}}}"));
        assert_eq!(found, [format!("spec.fuel{expect}")], "{schema} {value}");
    }
}

#[test]
fn types_are_told_apart() {
    check(
        json!({"type": "string"}),
        &["a", "'1'"],
        &[("1", ": expected a string, found a number")],
    );
    check(
        json!({"type": "integer"}),
        &["1", "1.0", "-3"],
        &[
            ("1.5", ": expected an integer, found a number"),
            ("'1'", ": expected an integer, found a string"),
        ],
    );
    check(
        json!({"type": "number"}),
        &["1", "1.5"],
        &[("true", ": expected a number, found a boolean")],
    );
    check(
        json!({"type": "boolean"}),
        &["true"],
        &[("'true'", ": expected a boolean, found a string")],
    );
    check(
        json!({"type": "array", "items": {}}),
        &["[]", "[1, a]"],
        &[("{}", ": expected a list, found a map")],
    );
    check(
        json!({"x-kubernetes-int-or-string": true}),
        &["1", "'25%'"],
        &[("1.5", ": expected an integer or a string, found a number")],
    );
    check(json!({"type": "string", "nullable": true}), &["null"], &[]);
}

#[test]
fn values_are_held_to_what_the_schema_asks_of_them() {
    check(
        json!({"type": "string", "enum": ["liquid", "solid"]}),
        &["solid"],
        &[(
            "gas",
            ": expected one of \"liquid\", \"solid\", found \"gas\"",
        )],
    );
    check(
        json!({"type": "string", "pattern": "^[a-z]+$"}),
        &["a"],
        &[(
            "A1",
            ": expected a text that matches `^[a-z]+$`, found \"A1\"",
        )],
    );
    check(
        json!({"type": "string", "minLength": 2, "maxLength": 3}),
        &["ab", "äöü"],
        &[
            ("a", ": expected at least 2 characters, found 1"),
            ("abcd", ": expected at most 3 characters, found 4"),
        ],
    );
    check(
        json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true, "maximum": 5}),
        &["2", "5"],
        &[
            ("1", ": expected more than 1, found 1"),
            ("6", ": expected at most 5, found 6"),
        ],
    );
    check(
        json!({"type": "number", "multipleOf": 0.1}),
        &["0.3"],
        &[("0.25", ": expected a multiple of 0.1, found 0.25")],
    );
    check(
        json!({"type": "integer", "format": "int32"}),
        &["2147483647"],
        &[(
            "2147483648",
            ": expected a number of 32 bits, found 2147483648",
        )],
    );
    check(
        json!({"type": "string", "format": "date-time"}),
        &["'2030-01-01T00:00:00Z'"],
        &[(
            "tomorrow",
            ": expected a text of format `date-time`, found \"tomorrow\"",
        )],
    );
    // A dialect that cannot be read here holds nobody to anything.
    check(json!({"type": "string", "pattern": "^(?!x)"}), &["x"], &[]);
}

#[test]
fn lists_and_maps_are_held_to_their_sizes_and_to_what_they_hold() {
    check(
        json!({"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "integer"}}),
        &["[1]", "[1, 2]"],
        &[
            ("[]", ": expected at least 1 items, found 0"),
            ("[1, 2, 3]", ": expected at most 2 items, found 3"),
            ("[1, a]", "[1]: expected an integer, found a string"),
        ],
    );
    check(
        json!({"type": "array", "items": {"type": "string"}, "x-kubernetes-list-type": "set"}),
        &["[a, b]"],
        &[(
            "[a, a]",
            "[1]: expected no item twice in this list, found a repetition",
        )],
    );
    let port = json!({"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "port": {"type": "integer"}}});
    check(
        json!({"type": "array", "items": port, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"]}),
        &["[{name: a, port: 1}, {name: b, port: 1}]"],
        &[
            (
                "[{name: a, port: 1}, {name: a, port: 2}]",
                "[1]: expected no name twice in this list, found a repetition",
            ),
            (
                "[{port: 1}]",
                "[0].name: expected this field, which is required, found nothing",
            ),
        ],
    );
    check(
        json!({"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 1}),
        &["{a: 1}"],
        &[
            ("{a: b}", ".a: expected an integer, found a string"),
            ("{}", ": expected at least 1 entries, found 0"),
        ],
    );
}

#[test]
fn unknown_fields_are_refused_unless_the_schema_keeps_them() {
    let below = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let unknown =
        ".b: expected only fields that the schema has, found a field that it does not have";
    check(below.clone(), &["{a: x}"], &[("{b: x}", unknown)]);
    check(json!({"type": "object"}), &["{}"], &[("{b: x}", unknown)]);
    let mut open = below;
    open["x-kubernetes-preserve-unknown-fields"] = true.into();
    check(
        open,
        &["{b: x}"],
        &[("{a: 1}", ".a: expected a string, found a number")],
    );
    check(
        json!({"type": "object", "x-kubernetes-embedded-resource": true, "properties": {"spec": {"type": "string"}}}),
        &["{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: x}"],
        &[("{b: x}", unknown)],
    );
}

#[test]
fn defaults_count_as_written_and_nulls_as_absent() {
    let schema = json!({
        "type": "object",
        "required": ["mode", "size"],
        "properties": {"mode": {"type": "string", "default": "fast"}, "size": {"type": "integer"}},
    });
    check(
        schema,
        &["{size: 1}", "{size: 1, mode: null}"],
        &[(
            "{size: null}",
            ".size: expected this field, which is required, found nothing",
        )],
    );
}

#[test]
fn alternatives_are_held_to_how_many_of_them_may_apply() {
    let choices = json!([{"required": ["a"]}, {"required": ["b"]}]);
    let of = |key: &str| json!({"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}, key: choices});
    check(
        of("oneOf"),
        &["{a: x}", "{b: x}"],
        &[
            (
                "{a: x, b: x}",
                ": expected exactly one of the 2 alternatives of the schema, found 2 of them",
            ),
            (
                "{}",
                ": expected exactly one of (spec.fuel.a: this field, which is required), (spec.fuel.b: this field, which is required), found none of them",
            ),
        ],
    );
    check(
        of("anyOf"),
        &["{a: x, b: x}", "{a: x}"],
        &[(
            "{}",
            ": expected at least one of (spec.fuel.a: this field, which is required), (spec.fuel.b: this field, which is required), found a map",
        )],
    );
    check(
        json!({"type": "string", "not": {"enum": ["x"]}}),
        &["y"],
        &[(
            "x",
            ": expected anything but what `not` in the schema describes, found just that",
        )],
    );
    check(
        json!({"type": "integer", "allOf": [{"minimum": 2}, {"maximum": 3}]}),
        &["2"],
        &[("1", ": expected at least 2, found 1")],
    );
}

#[test]
fn a_manifest_says_which_object_it_is_about() {
    let kind = kind(json!({"type": "object"}));
    let check = |manifest: &str, expect: &[&str]| {
        let found: Vec<String> = check_manifest(&kind, manifest)
            .err()
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, expect, "{manifest}");
    };
    let head = "apiVersion: acme.example/v1\nkind: Rocket\n";
    check(
        &format!("{head}metadata: {{name: apollo, namespace: moon, labels: {{a: b}}}}"),
        &[],
    );
    check(&format!("{head}metadata: {{generateName: apollo-}}"), &[]);
    check(
        "apiVersion: v1\nkind: Rockets",
        &[
            "apiVersion: expected `acme.example/v1`, found \"v1\"",
            "kind: expected `Rocket`, found \"Rockets\"",
            "metadata: expected a map with a name, found nothing",
        ],
    );
    check(
        &format!("{head}metadata: {{name: Apollo 11, team: a, labels: {{a: 1}}}}"),
        &[
            "metadata.team: expected only fields of metadata that one may set, found another field",
            "metadata.name: expected a name of lower-case letters, digits, `-` and `.`, found \"Apollo 11\"",
            "metadata.labels.a: expected a string, found a number",
        ],
    );
    check("[]", &["expected a map, found a list"]);
    let many = check_manifest(&kind, &"a: b\n---\n".repeat(3)).unwrap_err();
    assert_eq!(many.len(), 1, "{many:?}");
    assert!(
        many[0].expected.starts_with("one document of YAML"),
        "{many:?}"
    );
    let huge = check_manifest(&kind, &" ".repeat(1 << 20)).unwrap_err();
    assert_eq!(
        huge[0].to_string(),
        "expected at most 16384 bytes, found 1048576 bytes"
    );
}

#[test]
fn an_object_of_a_cluster_wide_kind_has_no_namespace() {
    let mut kind = kind(json!({"type": "object"}));
    kind.namespaced = false;
    let manifest = "apiVersion: acme.example/v1\nkind: Rocket\nmetadata: {name: a, namespace: b}";
    let found = check_manifest(&kind, manifest).unwrap_err();
    assert_eq!(
        found[0].to_string(),
        "metadata.namespace: expected no namespace, for the kind belongs to the whole cluster, found \"b\""
    );
}

#[test]
fn what_is_told_is_bounded() {
    let many: String = (0..100).map(|index| format!("f{index}: 1, ")).collect();
    let found = wrong(json!({"type": "object"}), &format!("{{{many}}}"));
    assert_eq!(found.len(), 20);
}

#[test]
fn known_fields_stand_in_for_an_unknown_schema() {
    let size = Field {
        name: "size".into(),
        type_name: "[]integer".into(),
        required: true,
        values: vec!["1".into(), "2".into()],
        constraints: Constraints {
            size_min: 1,
            ..Constraints::default()
        },
        ..Field::default()
    };
    let spec = Field {
        name: "spec".into(),
        type_name: "object".into(),
        fields: vec![size],
        ..Field::default()
    };
    let mut kind = kind(Value::Null);
    (kind.schema, kind.fields) = (None, vec![spec]);
    let check = |spec: &str, expect: &[&str]| {
        let found: Vec<String> = check_manifest(&kind, &manifest(spec))
            .err()
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, expect, "{spec}");
    };
    check("{size: [1], colour: red}", &[]);
    check(
        "{}",
        &["spec.size: expected this field, which is required, found nothing"],
    );
    check(
        "{size: []}",
        &["spec.size: expected at least 1 items, found 0"],
    );
    check(
        "{size: [3]}",
        &["spec.size[0]: expected one of 1, 2, found 3"],
    );
}
