//! Values as YAML.

use minijinja::{Environment, Error, ErrorKind, Value};

pub(super) fn add(engine: &mut Environment<'_>) {
    engine.add_filter("toyaml", toyaml);
}

/// `value` as YAML in which nothing can be taken for markup, like `tojson`.
fn toyaml(value: &Value) -> Result<Value, Error> {
    let yaml = serde_yaml::to_string(value).map_err(|error| {
        Error::new(ErrorKind::BadSerialization, "cannot be written as YAML").with_source(error)
    })?;
    let mut safe = String::with_capacity(yaml.len());
    for character in yaml.chars() {
        match character {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\'' => safe.push_str("\\u0027"),
            character => safe.push(character),
        }
    }
    Ok(Value::from_safe_string(safe))
}

#[cfg(test)]
mod tests {
    use super::super::test_support::check_input;
    use serde_json::json;

    #[test]
    fn values_are_printed_as_yaml_without_markup() {
        check_input(
            &json!({"text": "a 'b' <c>", "n": 1.0, "list": [true, null]}),
            &[(
                "it | toyaml",
                "list:\n- true\n- null\nn: 1.0\ntext: a \\u0027b\\u0027 \\u003cc\\u003e\n",
            )],
        );
    }
}
