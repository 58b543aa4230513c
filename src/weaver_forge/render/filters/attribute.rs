//! Attributes and other elements of a registry: their requirement level, stability, deprecation.

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, Value};

use super::attribute_type::is_enum_type;
use super::invalid;

pub(super) fn add(engine: &mut Environment<'_>) {
    engine.add_filter("attribute_sort", attribute_sort);
    engine.add_filter("required", |items: Value| select(&items, true));
    engine.add_filter("not_required", |items: Value| select(&items, false));
    engine.add_test("stable", is_stable);
    engine.add_test("experimental", |of: &Value| !is_stable(of));
    engine.add_test("deprecated", |of: &Value| {
        of.get_attr("deprecated")
            .is_ok_and(|deprecated| deprecated.kind() == ValueKind::Map)
    });
    engine.add_test("enum", |of: &Value| {
        of.get_attr("type").is_ok_and(|of| is_enum_type(&of))
    });
}

fn is_stable(of: &Value) -> bool {
    of.get_attr("stability")
        .is_ok_and(|stability| stability.as_str() == Some("stable"))
}

fn select(items: &Value, required: bool) -> Result<Vec<Value>, Error> {
    let mut selected = Vec::new();
    for item in items.try_iter()? {
        if (item.get_attr("requirement_level")?.as_str() == Some("required")) == required {
            selected.push(item);
        }
    }
    Ok(selected)
}

/// The attributes by requirement level, strictest first, then by name.
fn attribute_sort(items: Value) -> Result<Vec<Value>, Error> {
    let mut keyed = items
        .try_iter()?
        .map(|item| Ok((rank(&item)?, name_of(&item)?, item)))
        .collect::<Result<Vec<_>, Error>>()?;
    keyed.sort_by(|(rank, name, _), (other_rank, other_name, _)| {
        rank.cmp(other_rank).then_with(|| name.cmp(other_name))
    });
    Ok(keyed.into_iter().map(|(_, _, item)| item).collect())
}

fn name_of(item: &Value) -> Result<Value, Error> {
    let name = item.get_attr("name")?;
    if name.is_undefined() {
        item.get_attr("key")
    } else {
        Ok(name)
    }
}

/// How strict the requirement level of an attribute is, 0 being for the identity of an entity,
/// which has none.
fn rank(item: &Value) -> Result<u8, Error> {
    let level = item.get_attr("requirement_level")?;
    let conditional = |name: &str| level.get_attr(name).is_ok_and(|text| !text.is_undefined());
    match level.as_str() {
        _ if level.is_undefined() => Ok(0),
        Some("required") => Ok(1),
        Some("recommended") => Ok(3),
        Some("opt_in") => Ok(4),
        None if conditional("conditionally_required") => Ok(2),
        None if conditional("recommended") => Ok(3),
        _ => Err(invalid(format!(
            "expected a requirement level, found {level}"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{check_errors, check_input};
    use serde_json::json;

    #[test]
    fn attributes_are_sorted_by_level_and_then_by_name() {
        let attributes = json!([
            {"name": "f", "requirement_level": "opt_in"},
            {"name": "e", "requirement_level": {"recommended": "why"}},
            {"name": "d", "requirement_level": "recommended"},
            {"name": "c", "requirement_level": {"conditionally_required": "when"}},
            {"name": "b", "requirement_level": "required"},
            {"name": "a", "requirement_level": "required"},
            {"key": "z"},
        ]);
        let names = |filter: &str| {
            format!("it | {filter} | map(attribute='name', default='z') | join(' ')")
        };
        check_input(
            &attributes,
            &[
                (&names("attribute_sort"), "z a b c d e f"),
                (&names("required"), "b a"),
                (&names("not_required"), "f e d c z"),
            ],
        );
    }

    #[test]
    fn a_level_that_is_none_is_an_error() {
        check_errors(
            &json!([{"name": "a", "requirement_level": {"opt_in": "why"}}]),
            &[("it | attribute_sort", "expected a requirement level")],
        );
    }

    #[test]
    fn elements_are_stable_or_experimental() {
        check_input(
            &json!({"stability": "stable", "type": {"members": []}, "deprecated": {"reason": "obsoleted"}}),
            &[
                ("it is stable", "true"),
                ("it is experimental", "false"),
                ("it is deprecated", "true"),
                ("it is enum", "true"),
            ],
        );
        check_input(
            &json!({"stability": "beta", "type": "int", "deprecated": "text"}),
            &[
                ("it is stable", "false"),
                ("it is experimental", "true"),
                ("it is deprecated", "false"),
                ("it is enum", "false"),
                ("{} is experimental", "true"),
            ],
        );
    }
}
