//! What holds for every schema and every manifest.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{check_manifest, kind, manifest};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        let key = prop_oneof![
            Just("type".to_owned()),
            Just("properties".to_owned()),
            Just("items".to_owned()),
            Just("required".to_owned()),
            Just("enum".to_owned()),
            Just("anyOf".to_owned()),
            Just("default".to_owned()),
            Just("pattern".to_owned()),
            Just("additionalProperties".to_owned()),
            Just("spec".to_owned()),
            "[a-z]{1,4}".prop_map(String::from),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(key, inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_schema_and_no_manifest_makes_the_check_fail_itself(schema in any_json(), text in "(?s)\\PC{0,200}", value in any_json()) {
        let kind = kind(schema);
        drop(check_manifest(&kind, &text));
        drop(check_manifest(&kind, &value.to_string()));
        drop(check_manifest(&kind, &manifest(&value.to_string())));
    }

    #[test]
    fn every_violation_is_told_with_a_place_and_both_sides(value in any_json()) {
        let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}});
        for violation in check_manifest(&kind(schema), &manifest(&value.to_string())).err().unwrap_or_default() {
            prop_assert!(!violation.expected.is_empty() && !violation.found.is_empty(), "{violation:?}");
        }
    }
}
