//! What a model may answer and what it may not.

use knowledge::ResourceKind;
use proptest::prelude::*;
use serde_json::json;

use super::*;

fn kind() -> ResourceKind {
    ResourceKind {
        name: "rockets.acme.example".into(),
        kind: "Rocket".into(),
        api_group: "acme.example".into(),
        api_version: "acme.example/v1".into(),
        ..ResourceKind::default()
    }
}

const EXAMPLE: &str = "apiVersion: acme.example/v1\nkind: Rocket\nmetadata:\n  name: apollo";

fn good() -> Value {
    json!({
        "capabilities": ["space travel", "transport"],
        "providers": ["aws"],
        "complexity": "high",
        "description": "Flies to the moon.",
        "useCase": "Bring people to the moon",
        "exampleYaml": EXAMPLE,
        "confidence": 0.8,
    })
}

fn with(key: &str, value: Value) -> Checked {
    let mut answer = good();
    answer[key] = value;
    check(&kind(), &answer)
}

#[test]
fn a_good_answer_is_taken_as_it_is() {
    let checked = check(&kind(), &good());
    assert_eq!(
        checked,
        Checked {
            answer: Some(Answer {
                capabilities: vec!["space travel".into(), "transport".into()],
                providers: vec!["aws".into()],
                complexity: Complexity::High,
                description: "Flies to the moon.".into(),
                use_case: "Bring people to the moon".into(),
                example_yaml: Some(EXAMPLE.into()),
                confidence: 0.8,
            }),
            problems: vec![],
        }
    );
}

#[test]
fn what_cannot_be_used_is_told_with_its_place() {
    let check = |key: &str, value: Value, expect: &str| {
        let checked = with(key, value.clone());
        assert_eq!(checked.answer, None, "{key} {value}");
        assert_eq!(checked.problems, [expect], "{key} {value}");
    };
    check(
        "capabilities",
        json!([]),
        "capabilities: expected at least one term, found none",
    );
    check(
        "capabilities",
        json!("database"),
        "capabilities: expected a list of texts in lower case, found a text",
    );
    check(
        "capabilities",
        json!(["a", 1]),
        "capabilities[1]: expected a text, found a number",
    );
    check(
        "capabilities",
        json!([" "]),
        "capabilities[0]: expected 1 to 64 characters, found 0",
    );
    check(
        "providers",
        json!(null),
        "providers: expected a list of texts in lower case, found null",
    );
    check(
        "complexity",
        json!("extreme"),
        "complexity: expected one of low, medium, high, found `extreme`",
    );
    check(
        "complexity",
        json!(1),
        "complexity: expected one of low, medium, high, found a number",
    );
    check(
        "description",
        json!(" \n "),
        "description: expected 1 to 600 characters, found 0",
    );
    check(
        "useCase",
        json!(["x"]),
        "useCase: expected a text, found a list",
    );
    check(
        "confidence",
        json!(1.1),
        "confidence: expected a number from 0 to 1, found 1.1",
    );
    check(
        "confidence",
        json!("0.9"),
        "confidence: expected a number from 0 to 1, found a text",
    );
}

#[test]
fn what_is_missing_is_told() {
    for key in KEYS {
        let mut answer = good();
        answer.as_object_mut().unwrap().remove(key);
        let checked = check(&kind(), &answer);
        assert!(
            checked.problems[0].starts_with(&format!("{key}: expected ")),
            "{:?}",
            checked.problems
        );
        assert!(
            checked.problems[0].ends_with(", found nothing"),
            "{:?}",
            checked.problems
        );
        // Everything but the example, which can be made from the schema.
        assert_eq!(checked.answer.is_some(), key == "exampleYaml");
    }
    let checked = check(&kind(), &json!("text"));
    assert_eq!(
        checked.problems,
        ["expected an object as the input of the tool"]
    );
}

#[test]
fn what_is_only_written_badly_is_told_and_mended() {
    let checked = with(
        "capabilities",
        json!(["PostgreSQL", " object  storage", "postgresql"]),
    );
    assert_eq!(
        checked.answer.unwrap().capabilities,
        ["postgresql", "object storage"]
    );
    assert_eq!(
        checked.problems,
        [
            "capabilities[0]: expected `postgresql`, found `PostgreSQL`",
            "capabilities[1]: expected `object storage`, found `object storage`",
            "capabilities[2]: expected each term once, found `postgresql` again",
        ]
    );
    let checked = with("extra", json!(1));
    assert_eq!(checked.problems, ["extra: expected no such field"]);
    assert!(checked.answer.is_some());
}

#[test]
fn an_example_that_the_schema_refuses_is_never_passed_on() {
    let checked = with(
        "exampleYaml",
        json!("apiVersion: v1\nkind: Rocket\nmetadata:\n  name: apollo"),
    );
    assert_eq!(checked.answer.unwrap().example_yaml, None);
    assert_eq!(
        checked.problems,
        ["exampleYaml: apiVersion: expected `acme.example/v1`, found \"v1\""]
    );
    let checked = with("exampleYaml", json!(format!("```yaml\n{EXAMPLE}\n```")));
    assert_eq!(checked.answer.unwrap().example_yaml, None);
    assert!(
        checked.problems[0].starts_with("exampleYaml: expected one document of YAML"),
        "{:?}",
        checked.problems
    );
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,80}".prop_map(Value::from),
        Just(Value::from("low")),
        Just(Value::from(EXAMPLE)),
    ];
    leaf.prop_recursive(3, 24, 20, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..20).prop_map(Value::from),
            prop::collection::btree_map("\\PC{0,50}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn an_answer_is_either_as_promised_or_refused_with_a_reason(values in prop::collection::vec(any_value(), KEYS.len())) {
        let mut input = good();
        for (key, value) in KEYS.iter().zip(values) {
            // Half of them as they should be, so that some answers get through.
            if value.to_string().len() % 2 == 0 {
                input[*key] = value;
            }
        }
        let checked = check(&kind(), &input);
        prop_assert!(checked.answer.is_some() || !checked.problems.is_empty());
        prop_assert!(checked.problems.len() <= PROBLEMS_MAX);
        if let Some(answer) = checked.answer {
            prop_assert!(!answer.capabilities.is_empty() && answer.capabilities.len() <= CAPABILITIES_MAX);
            let terms = answer.capabilities.iter().chain(&answer.providers);
            prop_assert!(terms.clone().all(|term| !term.is_empty() && *term == term.to_lowercase()), "{answer:?}");
            prop_assert!((0.0..=1.0).contains(&answer.confidence));
            prop_assert!(!answer.description.is_empty() && !answer.use_case.is_empty());
        }
    }

    #[test]
    fn any_input_of_the_tool_is_judged(input in any_value()) {
        let checked = check(&kind(), &input);
prop_assert!(checked.answer.is_some() || !checked.problems.is_empty());
    }
}
