//! Conditions in the words of Qdrant.

use knowledge::MetadataValue;
use serde_json::{Value, json};

use super::points::{TEXT_KEY, payload_key};
use crate::filter::{Comparison, Condition};
use crate::remote::{Asked, MUTE_KEY, to_value};

fn must(each: Vec<Value>) -> Value {
    json!({ "must": each })
}

fn should(each: Vec<Value>) -> Value {
    json!({ "should": each })
}

fn must_not(condition: Value) -> Value {
    json!({ "must_not": [condition] })
}

/// The filter of a request; `None` if everything passes, [`Asked::Never`] is for the caller.
pub(super) fn filter(asked: Asked) -> Option<Value> {
    match asked {
        Asked::Always | Asked::Never => None,
        Asked::If(condition) => Some(must(vec![condition])),
    }
}

/// Which documents pass: condition, keywords, and whether they can be compared with a query.
pub(super) fn passing(condition: Option<&Condition>, keywords: &[&str], comparable: bool) -> Asked {
    let keywords = keywords.iter().filter(|keyword| !keyword.is_empty());
    let contained =
        keywords.map(|keyword| Asked::If(json!({ "key": TEXT_KEY, "match": { "text": keyword } })));
    let mute = comparable.then(|| Asked::If(must_not(matches(MUTE_KEY, json!({ "value": true })))));
    let all = std::iter::once(of(condition)).chain(contained).chain(mute);
    Asked::all(all, must)
}

fn of(condition: Option<&Condition>) -> Asked {
    match condition {
        None => Asked::Always,
        Some(Condition::All(conditions)) => {
            Asked::all(conditions.iter().map(|each| of(Some(each))), must)
        }
        Some(Condition::Any(conditions)) => {
            Asked::any(conditions.iter().map(|each| of(Some(each))), should)
        }
        Some(Condition::Compare {
            key,
            comparison,
            value,
        }) => compare(&payload_key(key), *comparison, value),
        Some(Condition::In { key, values }) => within(&payload_key(key), values),
        Some(Condition::NotIn { key, values }) => within(&payload_key(key), values).none(must_not),
    }
}

fn compare(key: &str, comparison: Comparison, value: &MetadataValue) -> Asked {
    let operator = match comparison {
        Comparison::Equal => return Asked::If(equal(key, value)),
        Comparison::NotEqual => return Asked::If(must_not(equal(key, value))),
        Comparison::Less => "lt",
        Comparison::LessOrEqual => "lte",
        Comparison::Greater => "gt",
        Comparison::GreaterOrEqual => "gte",
    };
    match value {
        MetadataValue::Number(number) => Asked::If(range(key, json!({ operator: number }))),
        // Only numbers have an order.
        MetadataValue::Text(_) | MetadataValue::Flag(_) => Asked::Never,
    }
}

/// The server matches texts and flags; a number is a range of one.
fn equal(key: &str, value: &MetadataValue) -> Value {
    match value {
        MetadataValue::Number(number) => range(key, json!({ "gte": number, "lte": number })),
        MetadataValue::Text(_) | MetadataValue::Flag(_) => {
            matches(key, json!({ "value": to_value(value) }))
        }
    }
}

fn within(key: &str, values: &[MetadataValue]) -> Asked {
    let texts: Vec<&str> = values.iter().filter_map(MetadataValue::as_text).collect();
    let texts = (!texts.is_empty()).then(|| Asked::If(matches(key, json!({ "any": texts }))));
    let others = values.iter().filter(|value| value.as_text().is_none());
    let others = others.map(|value| Asked::If(equal(key, value)));
    Asked::any(texts.into_iter().chain(others), should)
}

fn matches(key: &str, value: Value) -> Value {
    json!({ "key": path(key), "match": value })
}

fn range(key: &str, range: Value) -> Value {
    json!({ "key": path(key), "range": range })
}

/// A key as a path into the payload: what is not a plain word is quoted, or points would be read as steps.
fn path(key: &str) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || "_-".contains(character);
    if key.chars().all(plain) && !key.is_empty() {
        return key.to_owned();
    }
    format!("\"{key}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(condition: &Condition, expect: Value) {
        assert_eq!(passing(Some(condition), &[], false), Asked::If(expect));
    }

    #[test]
    fn conditions_are_asked_in_the_words_of_the_server() {
        let pod = Condition::equal("kind", "Pod");
        let is_pod = json!({ "key": "kind", "match": { "value": "Pod" } });
        check(&pod, is_pod.clone());
        check(
            &Condition::compare("kind", Comparison::NotEqual, "Pod"),
            json!({ "must_not": [is_pod.clone()] }),
        );
        let half = Condition::equal("confidence", 0.5);
        let is_half = json!({ "key": "confidence", "range": { "gte": 0.5, "lte": 0.5 } });
        check(
            &Condition::Any(vec![pod.clone(), half]),
            json!({ "should": [is_pod.clone(), is_half.clone()] }),
        );
        let values = vec!["Pod".into(), 0.5.into(), "Node".into()];
        check(
            &Condition::In {
                key: "confidence".to_owned(),
                values,
            },
            json!({ "should": [{ "key": "confidence", "match": { "any": ["Pod", "Node"] } }, is_half] }),
        );
        check(
            &Condition::equal("a.b/c", true),
            json!({ "key": "\"a.b/c\"", "match": { "value": true } }),
        );
        assert_eq!(
            passing(Some(&pod), &["a", ""], false),
            Asked::If(json!({ "must": [is_pod, { "key": "document", "match": { "text": "a" } }] }))
        );
    }

    #[test]
    fn what_is_decided_beforehand_is_not_asked() {
        let order = Condition::compare("kind", Comparison::Less, "Pod");
        assert_eq!(passing(Some(&order), &[], true), Asked::Never);
        let all = Condition::All(Vec::new());
        assert_eq!(passing(Some(&all), &[""], false), Asked::Always);
        assert_eq!(filter(Asked::Always), None);
    }
}
