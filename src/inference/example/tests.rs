//! Examples parse, and contain what their schema requires.

use knowledge::{Constraints, Field, ResourceKind};
use proptest::prelude::*;
use serde_yaml::Value;

use super::example;
use crate::check_manifest;

fn field(name: &str, type_name: &str, fields: Vec<Field>) -> Field {
    Field {
        name: name.into(),
        type_name: type_name.into(),
        required: true,
        fields,
        ..Field::default()
    }
}

fn of(fields: Vec<Field>) -> String {
    example(&kind(fields)).unwrap()
}

fn kind(fields: Vec<Field>) -> ResourceKind {
    ResourceKind {
        name: "rockets.acme.example".into(),
        kind: "Rocket".into(),
        api_version: "acme.example/v1".into(),
        fields: vec![Field {
            name: "spec".into(),
            type_name: "object".into(),
            fields,
            ..Field::default()
        }],
        ..ResourceKind::default()
    }
}

fn spec(field: Field) -> String {
    let yaml = of(vec![field]);
    yaml.split_once("spec:\n")
        .unwrap_or_else(|| panic!("{yaml}"))
        .1
        .to_owned()
}

#[test]
fn an_example_holds_what_is_required_and_nothing_else() {
    let optional = Field {
        required: false,
        ..field("colour", "string", vec![])
    };
    let status = field("status", "object", vec![]);
    let kind = ResourceKind {
        kind: "Rocket".into(),
        api_version: "acme.example/v1".into(),
        fields: vec![
            field(
                "spec",
                "object",
                vec![field("fuel", "string", vec![]), optional],
            ),
            status,
        ],
        ..ResourceKind::default()
    };
    assert_eq!(
        example(&kind).unwrap(),
        "apiVersion: acme.example/v1\nkind: Rocket\nmetadata:\n  name: example\nspec:\n  fuel: example"
    );
}

#[test]
fn values_follow_default_choice_type_and_name() {
    let check = |field: Field, expect: &str| assert_eq!(spec(field).trim(), expect);
    let with = |type_name: &str, constraints: Constraints| Field {
        constraints,
        ..field("f", type_name, vec![])
    };
    check(
        with(
            "string",
            Constraints {
                default: Some("blue".into()),
                ..Constraints::default()
            },
        ),
        "f: blue",
    );
    check(
        Field {
            values: vec!["red".into(), "blue".into()],
            ..field("f", "string", vec![])
        },
        "f: red",
    );
    check(
        Field {
            values: vec!["3".into()],
            ..field("f", "integer", vec![])
        },
        "f: 3",
    );
    check(
        with(
            "integer",
            Constraints {
                minimum: Some(5.0),
                ..Constraints::default()
            },
        ),
        "f: 5",
    );
    check(
        with(
            "string",
            Constraints {
                pattern: Some("^[0-9]+$".into()),
                ..Constraints::default()
            },
        ),
        "f: '0'",
    );
    check(
        with(
            "string",
            Constraints {
                size_min: 9,
                ..Constraints::default()
            },
        ),
        "f: examplexx",
    );
    check(
        with(
            "[]string",
            Constraints {
                size_min: 2,
                ..Constraints::default()
            },
        ),
        "f:\n  - example\n  - example",
    );
    check(field("schedule", "string", vec![]), "schedule: 0 3 * * *");
    check(
        field("containerPort", "integer", vec![]),
        "containerPort: 8080",
    );
    check(
        field("f", "map[string]string", vec![]),
        "f:\n    example: example",
    );
    check(
        field("f", "[]object", vec![field("name", "string", vec![])]),
        "f:\n  - name: example",
    );
    check(field("f", "any", vec![]), "f: {}");
}

const TYPES: [&str; 8] = [
    "string",
    "integer",
    "number",
    "boolean",
    "integer or string",
    "[]string",
    "map[string]string",
    "any",
];

fn fields() -> impl Strategy<Value = Vec<Field>> {
    let leaf = (
        "[a-zA-Z:#&*!|>%@ -]{1,8}",
        any::<bool>(),
        0..TYPES.len(),
        "\\PC{0,6}",
    )
        .prop_map(|(name, required, index, value)| Field {
            required,
            // Values of another type than their field's fit no schema.
            values: if value.is_empty() || !TYPES[index].ends_with("]string") && index != 0 {
                vec![]
            } else {
                vec![value]
            },
            ..field(&name, TYPES[index], vec![])
        });
    let tree = leaf.prop_recursive(3, 24, 4, |inner| {
        (
            "[a-z]{1,6}",
            any::<bool>(),
            0..3_usize,
            prop::collection::vec(inner, 0..4),
        )
            .prop_map(|(name, required, index, fields)| Field {
                required,
                ..field(
                    &name,
                    ["object", "[]object", "map[string]object"][index],
                    fields,
                )
            })
    });
    prop::collection::vec(tree, 0..4).prop_map(distinct)
}

/// The fields without those of a name that stands before.
fn distinct(fields: Vec<Field>) -> Vec<Field> {
    let mut names = std::collections::BTreeSet::new();
    let first = |field: &Field| names.insert(field.name.clone());
    let deeper = |field: Field| Field {
        fields: distinct(field.fields),
        ..field
    };
    let fields: Vec<Field> = fields.into_iter().map(deeper).collect();
    fields.into_iter().filter(first).collect()
}

/// Every required field is there, wherever its parent is.
fn complete(fields: &[Field], value: &Value) -> bool {
    fields.iter().filter(|field| field.required).all(|field| {
        let Some(below) = value.get(field.name.as_str()) else {
            return false;
        };
        match field.type_name.as_str() {
            "object" => complete(&field.fields, below),
            "[]object" => below
                .as_sequence()
                .is_some_and(|items| items.iter().all(|item| complete(&field.fields, item))),
            "map[string]object" => below
                .as_mapping()
                .is_some_and(|map| map.values().all(|item| complete(&field.fields, item))),
            _ => true,
        }
    })
}

proptest! {
    #[test]
    fn every_example_parses_and_has_every_required_field(fields in fields()) {
        let yaml = of(fields.clone());
        let parsed: Value = serde_yaml::from_str(&yaml).unwrap();
        prop_assert_eq!(&parsed["kind"], "Rocket");
        prop_assert_eq!(check_manifest(&kind(fields.clone()), &yaml), Ok(()));
        prop_assert!(complete(&fields, &parsed["spec"]), "{}", yaml);
    }
}
