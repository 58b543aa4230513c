use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value as Json;

use crate::live_check::result::LiveCheckResult;
use crate::model::{AttributeType, ScalarType};

/// An attribute of a sample.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) struct SampleAttribute {
    /// The key.
    pub(crate) name: String,
    /// The value, if the sample has one.
    pub(crate) value: Option<Json>,
    /// The type of the value: what the sample says, else what the value is, if that is a type.
    #[serde(serialize_with = "name_of")]
    pub(crate) r#type: Option<ScalarType>,
    /// What was found about it.
    pub(crate) live_check_result: Option<LiveCheckResult>,
}

/// An attribute as a sample has it.
#[derive(Deserialize)]
struct Written {
    name: String,
    value: Option<Json>,
    r#type: Option<String>,
}

impl TryFrom<Written> for SampleAttribute {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let r#type = written.r#type.as_deref().map(named).transpose()?;
        Ok(Self {
            r#type: r#type.or_else(|| written.value.as_ref().and_then(type_of)),
            name: written.name,
            value: written.value,
            live_check_result: None,
        })
    }
}

impl SampleAttribute {
    /// The attribute in a line of text: `name` or `name=value`, the value being JSON or else text.
    /// `None` if the line is blank.
    pub(crate) fn from_line(line: &str) -> Option<Self> {
        let line = line.trim();
        if line.is_empty() {
            return None;
        }
        let (name, value) = match line.split_once('=') {
            Some((name, value)) => (name.trim(), Some(value.trim())),
            None => (line, None),
        };
        let value = value.map(|text| {
            serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.to_owned()))
        });
        Some(Self {
            name: name.to_owned(),
            r#type: value.as_ref().and_then(type_of),
            value,
            live_check_result: None,
        })
    }
}

fn named(name: &str) -> Result<ScalarType, String> {
    match AttributeType::parse(name) {
        Some(AttributeType::Scalar(scalar)) => Ok(scalar),
        _ => {
            let known = ScalarType::ALL.iter().map(|scalar| scalar.as_str());
            let known = known.collect::<Vec<_>>().join(", ");
            Err(format!(
                "unknown attribute type `{name}`, expected one of {known}"
            ))
        }
    }
}

/// The type of `value`, unless attributes cannot have such values. Lists may have nulls in them.
fn type_of(value: &Json) -> Option<ScalarType> {
    match value {
        Json::Bool(_) => Some(ScalarType::Boolean),
        Json::Number(number) if number.is_f64() => Some(ScalarType::Double),
        Json::Number(_) => Some(ScalarType::Int),
        Json::String(_) => Some(ScalarType::String),
        Json::Array(items) => list_type(items.iter().filter(|item| !item.is_null())),
        Json::Null | Json::Object(_) => None,
    }
}

/// The type of a list with these items; doubles may be mixed with integers.
fn list_type<'a>(items: impl Iterator<Item = &'a Json>) -> Option<ScalarType> {
    let mut found = None;
    for item in items {
        let of_list = match type_of(item)? {
            ScalarType::Boolean => ScalarType::Booleans,
            ScalarType::Int => ScalarType::Ints,
            ScalarType::Double => ScalarType::Doubles,
            ScalarType::String => ScalarType::Strings,
            _ => return None,
        };
        found = match (found, of_list) {
            (None, of_list) => Some(of_list),
            (Some(ScalarType::Ints), ScalarType::Doubles)
            | (Some(ScalarType::Doubles), ScalarType::Ints) => Some(ScalarType::Doubles),
            (Some(before), now) if before == now => found,
            _ => return None,
        };
    }
    found
}

fn name_of<S: Serializer>(r#type: &Option<ScalarType>, serializer: S) -> Result<S::Ok, S::Error> {
    r#type.map(ScalarType::as_str).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_type_of_a_value_is_told_by_the_value() {
        let cases = [
            (json!(true), Some(ScalarType::Boolean)),
            (json!(3), Some(ScalarType::Int)),
            (json!(3.0), Some(ScalarType::Double)),
            (json!("a"), Some(ScalarType::String)),
            (json!([null, 1, 2]), Some(ScalarType::Ints)),
            (json!([1, 2.5]), Some(ScalarType::Doubles)),
            (json!(["a"]), Some(ScalarType::Strings)),
            (json!([true]), Some(ScalarType::Booleans)),
            (json!([1, "a"]), None),
            (json!([[1]]), None),
            (json!([]), None),
            (json!({}), None),
        ];
        for (value, expect) in cases {
            assert_eq!(type_of(&value), expect, "{value}");
        }
    }

    #[test]
    fn a_line_is_a_name_with_or_without_a_value() {
        let line = |text: &str| {
            SampleAttribute::from_line(text)
                .map(|attribute| json!([attribute.name, attribute.value]))
        };
        assert_eq!(line("  "), None);
        assert_eq!(line("a.b"), Some(json!(["a.b", null])));
        assert_eq!(line("a.b = 12"), Some(json!(["a.b", 12])));
        assert_eq!(line("a.b=x=y"), Some(json!(["a.b", "x=y"])));
        assert_eq!(line("a.b=[1"), Some(json!(["a.b", "[1"])));
    }

    #[test]
    fn a_type_that_is_said_wins_and_must_be_one() {
        let read = serde_json::from_value::<SampleAttribute>;
        let said = read(json!({"name": "a", "value": 3, "type": "double"})).expect("valid");
        assert_eq!(said.r#type, Some(ScalarType::Double));
        let error = read(json!({"name": "a", "type": "float"})).expect_err("no type");
        assert!(error.to_string().contains("`float`"), "{error}");
    }
}
