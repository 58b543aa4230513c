//! Values compared, every comparison a step: the interpreter's own is one step however large the
//! values are.

use std::cmp::Ordering;

use jaq_json::{Map, Rc, Val};

use super::Metered;
use super::text::weigh_key;
use crate::jq::meter;

impl PartialEq for Metered {
    fn eq(&self, other: &Self) -> bool {
        equals(&self.val, &other.val)
    }
}

impl Eq for Metered {}

impl PartialOrd for Metered {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Metered {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(&self.val, &other.val)
    }
}

/// Whether `left == right` in jq.
pub(in crate::jq) fn equals(left: &Val, right: &Val) -> bool {
    match (left, right) {
        (Val::Arr(left), Val::Arr(right)) => {
            meter::step();
            Rc::ptr_eq(left, right)
                || left.len() == right.len()
                    && left.iter().zip(right.iter()).all(|(l, r)| equals(l, r))
        }
        (Val::Obj(left), Val::Obj(right)) => {
            meter::step();
            let is_in_right = |(key, value): (&Val, &Val)| {
                weigh_key(key);
                right.get(key).is_some_and(|other| equals(value, other))
            };
            Rc::ptr_eq(left, right) || left.len() == right.len() && left.iter().all(is_in_right)
        }
        _ => {
            leaf(left);
            left == right
        }
    }
}

/// The order of `left` and `right` in jq.
pub(super) fn compare(left: &Val, right: &Val) -> Ordering {
    match (left, right) {
        (Val::Arr(left), Val::Arr(right)) => {
            meter::step();
            let pairs = left.iter().zip(right.iter());
            pairs
                .map(|(l, r)| compare(l, r))
                .find(|order| order.is_ne())
                .unwrap_or_else(|| left.len().cmp(&right.len()))
        }
        (Val::Obj(left), Val::Obj(right)) => compare_objects(left, right),
        _ => {
            leaf(left);
            left.cmp(right)
        }
    }
}

/// First an empty object, then by the keys in their order, then by the values in that order.
fn compare_objects(left: &Map, right: &Map) -> Ordering {
    meter::steps(left.len() + right.len() + 1);
    if left.is_empty() || right.is_empty() {
        return right.is_empty().cmp(&left.is_empty());
    }
    let (left, right) = (by_key(left), by_key(right));
    let keys = || left.iter().zip(&right).map(|(l, r)| compare(l.0, r.0));
    let values = || left.iter().zip(&right).map(|(l, r)| compare(l.1, r.1));
    keys()
        .find(|order| order.is_ne())
        .or_else(|| Some(left.len().cmp(&right.len())).filter(|order| order.is_ne()))
        .or_else(|| values().find(|order| order.is_ne()))
        .unwrap_or(Ordering::Equal)
}

fn by_key(fields: &Map) -> Vec<(&Val, &Val)> {
    let mut fields: Vec<_> = fields.iter().collect();
    fields.sort_by(|(left, _), (right, _)| compare(left, right));
    fields
}

/// What it takes to compare a value that has no others in it.
fn leaf(val: &Val) {
    if let Val::TStr(text) | Val::BStr(text) = val {
        meter::text(text.len());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::jq::input;

    #[test]
    fn values_are_ordered_and_equal_as_the_interpreter_has_them() {
        let values = [
            json!(null),
            json!(false),
            json!(true),
            json!(-1),
            json!(1),
            json!(1.0),
            json!(2.5),
            json!(""),
            json!("a"),
            json!("é"),
            json!([]),
            json!([1]),
            json!([1, 2]),
            json!([2]),
            json!([[1], {"a": 1}]),
            json!({}),
            json!({"a": 1}),
            json!({"b": 0}),
            json!({"a": 2}),
            json!({"a": 1, "b": 2}),
            json!({"b": 2, "a": 1}),
            json!({"a": {"b": [null]}}),
        ];
        let values = values.map(input);
        for left in &values {
            for right in &values {
                assert_eq!(compare(left, right), left.cmp(right), "{left} {right}");
                assert_eq!(equals(left, right), left == right, "{left} {right}");
            }
        }
    }
}
