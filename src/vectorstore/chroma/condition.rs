//! Conditions in the words of Chroma.

use knowledge::MetadataValue;
use serde_json::{Value, json};

use crate::filter::{Comparison, Condition};
use crate::remote::{Asked, to_value};

/// The condition in the words of the server, which knows neither empty lists nor lists of several types.
pub(super) fn asked(condition: Option<&Condition>) -> Asked {
    match condition {
        None => Asked::Always,
        Some(Condition::All(conditions)) => {
            Asked::all(conditions.iter().map(|each| asked(Some(each))), and)
        }
        Some(Condition::Any(conditions)) => {
            Asked::any(conditions.iter().map(|each| asked(Some(each))), or)
        }
        Some(Condition::Compare {
            key,
            comparison,
            value,
        }) => compare(key, *comparison, value),
        Some(Condition::In { key, values }) => {
            let lists = of_one_type(values);
            Asked::any(
                lists.map(|list| Asked::If(json!({ key: { "$in": list } }))),
                or,
            )
        }
        Some(Condition::NotIn { key, values }) => {
            let lists = of_one_type(values);
            Asked::all(
                lists.map(|list| Asked::If(json!({ key: { "$nin": list } }))),
                and,
            )
        }
    }
}

pub(super) fn and(each: Vec<Value>) -> Value {
    json!({ "$and": each })
}

fn or(each: Vec<Value>) -> Value {
    json!({ "$or": each })
}

fn compare(key: &str, comparison: Comparison, value: &MetadataValue) -> Asked {
    let operator = match comparison {
        Comparison::Equal => "$eq",
        Comparison::NotEqual => "$ne",
        // Only numbers have an order.
        _ if !matches!(value, MetadataValue::Number(_)) => return Asked::Never,
        Comparison::Less => "$lt",
        Comparison::LessOrEqual => "$lte",
        Comparison::Greater => "$gt",
        Comparison::GreaterOrEqual => "$gte",
    };
    Asked::If(json!({ key: { operator: to_value(value) } }))
}

/// The values by their type; without those of which there are none.
fn of_one_type(values: &[MetadataValue]) -> impl Iterator<Item = Vec<Value>> {
    let of = |wanted: fn(&MetadataValue) -> bool| -> Vec<Value> {
        values
            .iter()
            .filter(|value| wanted(value))
            .map(to_value)
            .collect()
    };
    let lists = [
        of(|value| matches!(value, MetadataValue::Text(_))),
        of(|value| matches!(value, MetadataValue::Number(_))),
        of(|value| matches!(value, MetadataValue::Flag(_))),
    ];
    lists.into_iter().filter(|list| !list.is_empty())
}

/// What the text of a document must contain; `None` if anything will do.
pub(super) fn contains(keywords: &[&str]) -> Option<Value> {
    let mut all: Vec<Value> = keywords
        .iter()
        .filter(|keyword| !keyword.is_empty())
        .map(|keyword| json!({ "$contains": keyword }))
        .collect();
    if all.len() > 1 {
        return Some(json!({ "$and": all }));
    }
    all.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(values: Vec<MetadataValue>) -> Condition {
        Condition::In {
            key: "k".to_owned(),
            values,
        }
    }

    #[test]
    fn conditions_are_asked_in_the_words_of_the_server() {
        let check = |condition: Condition, expect: Value| {
            assert_eq!(asked(Some(&condition)), Asked::If(expect));
        };
        let pod = || Condition::equal("kind", "Pod");
        check(pod(), json!({ "kind": { "$eq": "Pod" } }));
        let less = Condition::compare("n", Comparison::Less, 1.0);
        check(
            Condition::All(vec![pod(), less]),
            json!({ "$and": [{ "kind": { "$eq": "Pod" } }, { "n": { "$lt": 1.0 } }] }),
        );
        check(
            Condition::Any(vec![pod()]),
            json!({ "kind": { "$eq": "Pod" } }),
        );
        check(
            within(vec!["a".into(), 1.0.into(), "b".into()]),
            json!({ "$or": [{ "k": { "$in": ["a", "b"] } }, { "k": { "$in": [1.0] } }] }),
        );
    }

    #[test]
    fn what_is_decided_beforehand_is_not_asked() {
        let check = |condition: Condition, expect: Asked| {
            assert_eq!(asked(Some(&condition)), expect);
        };
        check(Condition::All(Vec::new()), Asked::Always);
        check(Condition::Any(Vec::new()), Asked::Never);
        check(within(Vec::new()), Asked::Never);
        let order = Condition::compare("kind", Comparison::Greater, "Pod");
        check(order.clone(), Asked::Never);
        check(
            Condition::All(vec![Condition::equal("kind", "Pod"), order]),
            Asked::Never,
        );
        assert_eq!(asked(None), Asked::Always);
    }

    #[test]
    fn all_keywords_must_be_contained() {
        assert_eq!(contains(&[""]), None);
        assert_eq!(contains(&["a", ""]), Some(json!({ "$contains": "a" })));
        assert_eq!(
            contains(&["a", "b"]),
            Some(json!({ "$and": [{ "$contains": "a" }, { "$contains": "b" }] }))
        );
    }
}
