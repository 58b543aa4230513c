//! Conditions in the words of Chroma.

use knowledge::MetadataValue;
use serde_json::{Value, json};

use crate::filter::{Comparison, Condition};
use crate::remote::to_value;

/// A condition, as far as it has to be asked at all.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Where {
    /// Every document meets it.
    Always,
    /// No document meets it.
    Never,
    /// What the server is asked for.
    Asked(Value),
}

impl Where {
    /// The condition in the words of the server, which knows neither empty lists nor lists of several types.
    pub(super) fn of(condition: Option<&Condition>) -> Self {
        match condition {
            None => Self::Always,
            Some(Condition::All(conditions)) => {
                Self::all(conditions.iter().map(|each| Self::of(Some(each))))
            }
            Some(Condition::Any(conditions)) => {
                Self::any(conditions.iter().map(|each| Self::of(Some(each))))
            }
            Some(Condition::Compare {
                key,
                comparison,
                value,
            }) => compare(key, *comparison, value),
            Some(Condition::In { key, values }) => {
                let lists = of_one_type(values);
                Self::any(lists.map(|list| Self::Asked(json!({ key: { "$in": list } }))))
            }
            Some(Condition::NotIn { key, values }) => {
                let lists = of_one_type(values);
                Self::all(lists.map(|list| Self::Asked(json!({ key: { "$nin": list } }))))
            }
        }
    }

    /// What is met where each of them is.
    pub(super) fn all(each: impl Iterator<Item = Self>) -> Self {
        let mut asked = Vec::new();
        for condition in each {
            match condition {
                Self::Always => {}
                Self::Never => return Self::Never,
                Self::Asked(condition) => asked.push(condition),
            }
        }
        joined("$and", asked).unwrap_or(Self::Always)
    }

    /// What is met where one of them is.
    fn any(each: impl Iterator<Item = Self>) -> Self {
        let mut asked = Vec::new();
        for condition in each {
            match condition {
                Self::Always => return Self::Always,
                Self::Never => {}
                Self::Asked(condition) => asked.push(condition),
            }
        }
        joined("$or", asked).unwrap_or(Self::Never)
    }
}

fn joined(operator: &str, mut asked: Vec<Value>) -> Option<Where> {
    if asked.len() > 1 {
        return Some(Where::Asked(json!({ operator: asked })));
    }
    asked.pop().map(Where::Asked)
}

fn compare(key: &str, comparison: Comparison, value: &MetadataValue) -> Where {
    let operator = match comparison {
        Comparison::Equal => "$eq",
        Comparison::NotEqual => "$ne",
        // Only numbers have an order.
        _ if !matches!(value, MetadataValue::Number(_)) => return Where::Never,
        Comparison::Less => "$lt",
        Comparison::LessOrEqual => "$lte",
        Comparison::Greater => "$gt",
        Comparison::GreaterOrEqual => "$gte",
    };
    Where::Asked(json!({ key: { operator: to_value(value) } }))
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
            assert_eq!(Where::of(Some(&condition)), Where::Asked(expect));
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
        let check = |condition: Condition, expect: Where| {
            assert_eq!(Where::of(Some(&condition)), expect);
        };
        check(Condition::All(Vec::new()), Where::Always);
        check(Condition::Any(Vec::new()), Where::Never);
        check(within(Vec::new()), Where::Never);
        let order = Condition::compare("kind", Comparison::Greater, "Pod");
        check(order.clone(), Where::Never);
        check(
            Condition::All(vec![Condition::equal("kind", "Pod"), order]),
            Where::Never,
        );
        assert_eq!(Where::of(None), Where::Always);
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
