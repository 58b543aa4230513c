//! Lists and maps.

use std::cmp::Ordering;

use minijinja::value::Rest;
use minijinja::{Environment, Error, Value};

pub(super) fn add(engine: &mut Environment<'_>) {
    engine.add_filter("flatten", flatten);
    engine.add_filter("numsort", numsort);
    engine.add_function("concat_if", concat_if);
}

/// The elements of all lists in `lists`.
fn flatten(lists: Value) -> Result<Vec<Value>, Error> {
    let mut elements = Vec::new();
    for list in lists.try_iter()? {
        elements.extend(list.try_iter()?);
    }
    Ok(elements)
}

/// The entries of a map, first those whose keys are integers in the order of these, then the
/// others in the order of their text.
fn numsort(map: Value) -> Result<Vec<Value>, Error> {
    let mut entries = map
        .try_iter()?
        .map(|key| Ok((key.to_string(), map.get_item(&key)?, key)))
        .collect::<Result<Vec<_>, Error>>()?;
    entries.sort_by(
        |(left, ..), (right, ..)| match (left.parse::<i64>(), right.parse::<i64>()) {
            (Ok(left), Ok(right)) => left.cmp(&right),
            (Ok(_), Err(_)) => Ordering::Less,
            (Err(_), Ok(_)) => Ordering::Greater,
            (Err(_), Err(_)) => left.cmp(right),
        },
    );
    Ok(entries
        .into_iter()
        .map(|(_, value, key)| Value::from(vec![key, value]))
        .collect())
}

/// The texts of all values, or undefined if one of them is undefined.
fn concat_if(values: Rest<Value>) -> Value {
    if values.iter().any(Value::is_undefined) {
        return Value::UNDEFINED;
    }
    Value::from(values.iter().map(Value::to_string).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{check, check_input};
    use serde_json::json;

    #[test]
    fn lists_of_lists_are_flattened_once() {
        check(&[("[[1, [2]], [], ['x']] | flatten", "[1, [2], \"x\"]")]);
    }

    #[test]
    fn keys_that_are_numbers_are_sorted_as_numbers() {
        check_input(
            &json!({"10": "ten", "9": "nine", "-1": "minus", "b": "bee", "a": "ay"}),
            &[("it | numsort | map('first') | join(' ')", "-1 9 10 a b")],
        );
    }

    #[test]
    fn texts_are_joined_only_if_all_are_there() {
        check(&[
            ("concat_if('a', 1, true, none)", "a1truenone"),
            ("concat_if('a', nothing)", ""),
            ("concat_if('a', nothing) is undefined", "true"),
            ("concat_if()", ""),
        ]);
    }
}
