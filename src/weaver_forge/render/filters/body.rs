//! Bodies of events.

use minijinja::value::Kwargs;
use minijinja::{Environment, Error, Value};

pub(super) fn add(engine: &mut Environment<'_>) {
    engine.add_filter("body_fields", body_fields);
}

/// All fields of a body as `[path, field, depth]`, each before the fields inside it; the fields of
/// one map are in the order of their attribute `sort_by`.
fn body_fields(body: Value, options: Kwargs) -> Result<Vec<Value>, Error> {
    let sort_by: Option<String> = options.get("sort_by")?;
    options.assert_all_used()?;
    let mut fields = Vec::new();
    visit(
        &body,
        "",
        0,
        sort_by.as_deref().unwrap_or("id"),
        &mut fields,
    )?;
    Ok(fields)
}

fn visit(
    field: &Value,
    parent: &str,
    depth: i64,
    sort_by: &str,
    fields: &mut Vec<Value>,
) -> Result<(), Error> {
    let id = field.get_attr("id")?;
    let path = if parent.is_empty() {
        id.to_string()
    } else {
        format!("{parent}.{id}")
    };
    fields.push(Value::from(vec![
        Value::from(path.as_str()),
        field.clone(),
        Value::from(depth),
    ]));
    let inner = field.get_attr("fields")?;
    if inner.is_undefined() || inner.is_none() {
        return Ok(());
    }
    let mut inner = inner
        .try_iter()?
        .map(|field| Ok((field.get_attr(sort_by)?, field)))
        .collect::<Result<Vec<_>, Error>>()?;
    inner.sort_by(|(left, _), (right, _)| left.cmp(right));
    for (_, field) in inner {
        visit(&field, &path, depth + 1, sort_by, fields)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::test_support::check_input;
    use serde_json::json;

    #[test]
    fn fields_are_listed_depth_first_and_sorted_in_each_map() {
        let body = json!({"id": "alarm", "n": 1, "fields": [
            {"id": "text", "n": 1},
            {"id": "area", "n": 2, "fields": [{"id": "name", "n": 1}, {"id": "code", "n": 2}]},
        ]});
        check_input(
            &body,
            &[
                (
                    "it | body_fields | map('first') | join(' ')",
                    "alarm alarm.area alarm.area.code alarm.area.name alarm.text",
                ),
                (
                    "it | body_fields(sort_by='n') | map('first') | join(' ')",
                    "alarm alarm.text alarm.area alarm.area.name alarm.area.code",
                ),
                ("it | body_fields | map('last') | join(' ')", "0 1 2 2 1"),
            ],
        );
    }
}
