//! Types of attributes: `int`, `string[]`, `template[double]`, `{members: […]}`.

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, Value};

use super::invalid;

pub(super) fn add(engine: &mut Environment<'_>) {
    engine.add_filter("instantiated_type", instantiated_type);
    engine.add_filter("enum_type", enum_type);
    engine.add_filter("print_member_value", print_member_value);
    engine.add_test("simple_type", is_simple_type);
    engine.add_test("template_type", is_template_type);
    engine.add_test("enum_type", is_enum_type);
    engine.add_test("array", is_array);
}

fn is_simple(name: &str) -> bool {
    matches!(
        name.strip_suffix("[]").unwrap_or(name),
        "string" | "int" | "double" | "boolean"
    )
}

/// `double` of `template[double]`.
fn template_element(name: &str) -> Option<&str> {
    let element = name.strip_prefix("template[")?.strip_suffix(']')?;
    is_simple(element).then_some(element)
}

fn is_simple_type(of: &Value) -> bool {
    of.as_str().is_some_and(is_simple)
}

fn is_template_type(of: &Value) -> bool {
    of.as_str().and_then(template_element).is_some()
}

/// Whether `of` is a type with members.
pub(super) fn is_enum_type(of: &Value) -> bool {
    of.get_attr("members")
        .is_ok_and(|members| !members.is_undefined())
}

fn is_array(of: &Value) -> bool {
    of.as_str().is_some_and(|name| name.ends_with("[]"))
}

/// The type of one value of an attribute: that of a template's element, of an enum's members.
fn instantiated_type(of: &Value) -> Result<String, Error> {
    if is_enum_type(of) {
        return enum_type(of);
    }
    of.as_str()
        .and_then(|name| is_simple(name).then_some(name).or(template_element(name)))
        .map(str::to_owned)
        .ok_or_else(|| {
            invalid(format!(
                "expected a simple, template or enum type, found {of}"
            ))
        })
}

/// The type that all members of an enum share, `string` if there is none.
fn enum_type(of: &Value) -> Result<String, Error> {
    if !is_enum_type(of) {
        return Err(invalid(format!("expected an enum type, found {of}")));
    }
    let mut shared: Option<&str> = None;
    for member in of.get_attr("members")?.try_iter()? {
        let value = member.get_attr("value")?;
        let own = match value.kind() {
            ValueKind::Number if value.as_i64().is_some() => "int",
            ValueKind::Number => "double",
            ValueKind::String => "string",
            _ => {
                return Err(invalid(format!(
                    "expected an int, a double or a string as value of an enum member, found {value}"
                )));
            }
        };
        shared = Some(match shared {
            Some(shared) if shared != own => "string",
            _ => own,
        });
    }
    shared
        .map(str::to_owned)
        .ok_or_else(|| invalid("expected an enum type with members, found none".to_owned()))
}

/// The value of an enum member as source text: quoted if it is a string.
fn print_member_value(value: &Value) -> String {
    match value.kind() {
        ValueKind::String => serde_json::Value::from(value.to_string()).to_string(),
        ValueKind::Number | ValueKind::Bool => value.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{check, check_errors, check_input};
    use serde_json::json;

    fn members(values: &[serde_json::Value]) -> serde_json::Value {
        let members: Vec<_> = values
            .iter()
            .map(|value| json!({ "value": value }))
            .collect();
        json!({ "members": members })
    }

    #[test]
    fn types_are_told_apart() {
        check(&[
            ("'string[]' is simple_type", "true"),
            ("'any' is simple_type", "false"),
            ("'template[string[]]' is template_type", "true"),
            ("'template[any]' is template_type", "false"),
            ("'template[string[]]' is array", "false"),
            ("'int[]' is array", "true"),
            ("'int' is enum_type", "false"),
        ]);
        check_input(
            &members(&[]),
            &[("it is enum_type", "true"), ("it is array", "false")],
        );
    }

    #[test]
    fn an_enum_has_the_type_of_its_members() {
        let cases = [
            (vec![json!(1), json!(2)], "int"),
            (vec![json!(1.5)], "double"),
            (vec![json!("a")], "string"),
            (vec![json!(1), json!(1.5)], "string"),
            (vec![json!(1), json!("a")], "string"),
        ];
        for (values, expect) in cases {
            let of = members(&values);
            check_input(
                &of,
                &[
                    ("it | enum_type", expect),
                    ("it | instantiated_type", expect),
                ],
            );
        }
        check(&[
            ("'int' | instantiated_type", "int"),
            ("'template[double]' | instantiated_type", "double"),
        ]);
    }

    #[test]
    fn what_has_no_type_is_an_error() {
        check_errors(&members(&[]), &[("it | enum_type", "found none")]);
        check_errors(
            &members(&[json!(true)]),
            &[("it | enum_type", "found true")],
        );
        check_errors(&json!("any"), &[("it | instantiated_type", "found any")]);
    }

    #[test]
    fn strings_are_quoted_and_nothing_else() {
        check_input(&json!("a\"b"), &[("it | print_member_value", r#""a\"b""#)]);
        check(&[
            ("1.0 | print_member_value", "1.0"),
            ("true | print_member_value", "true"),
            ("none | print_member_value", ""),
        ]);
    }
}
