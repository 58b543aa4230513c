//! Conversion of values into and out of jq.

use jaq_json::{Map, Num, Val};
use minijinja::Value;
use rayon::prelude::*;
use serde_json::{Number, Value as Json};

use super::meter;

/// Lists longer than this are converted by several threads.
const SEQUENTIAL_LENGTH_MAX: usize = 64;

/// A JSON value as input of a jq program, objects in the order of their keys.
pub(crate) fn input(value: Json) -> Val {
    match value {
        Json::Null => Val::Null,
        Json::Bool(flag) => Val::Bool(flag),
        Json::Number(number) => Val::Num(input_number(&number)),
        Json::String(text) => Val::utf8_str(text),
        Json::Array(items) if items.len() > SEQUENTIAL_LENGTH_MAX => {
            Val::Arr(items.into_par_iter().map(input).collect::<Vec<_>>().into())
        }
        Json::Array(items) => Val::Arr(items.into_iter().map(input).collect::<Vec<_>>().into()),
        Json::Object(fields) => {
            let mut fields: Vec<_> = fields.into_iter().collect();
            fields.sort_by(|(left, _), (right, _)| left.cmp(right));
            let fields = fields
                .into_iter()
                .map(|(key, value)| (Val::utf8_str(key), input(value)));
            Val::obj(fields.collect::<Map>())
        }
    }
}

fn input_number(number: &Number) -> Num {
    if let Some(integer) = number.as_i64() {
        Num::from_integral(integer)
    } else if let Some(integer) = number.as_u64() {
        Num::from_integral(integer)
    } else {
        Num::Float(number.as_f64().unwrap_or(f64::NAN))
    }
}

/// How deep a result may be nested: templates are rendered on stacks that are not made for more.
const OUTPUT_DEPTH_MAX: u32 = 256;

/// How many steps it takes to make a template value: much more than one of the interpreter.
const OUTPUT_STEPS: usize = 32;

/// The size of a template value, in bytes, roughly.
const OUTPUT_BYTES: usize = 48;

/// A result of a jq program as a template value, objects in the order of their keys.
///
/// The error names the part of the result that JSON cannot express.
pub(crate) fn output(value: &Val) -> Result<Value, String> {
    output_at(value, 0)
}

/// All results of a jq program as a template value: its one result, or the list of all.
pub(crate) fn output_of_all(yielded: &[Val]) -> Result<Value, String> {
    match yielded {
        [one] => output(one),
        many => {
            let outputs = many.iter().map(|value| output_at(value, 1));
            Ok(Value::from(outputs.collect::<Result<Vec<_>, _>>()?))
        }
    }
}

fn output_at(value: &Val, depth: u32) -> Result<Value, String> {
    if depth > OUTPUT_DEPTH_MAX {
        return Err(format!(
            "expected a result nested at most {OUTPUT_DEPTH_MAX} deep, found a deeper one"
        ));
    }
    // One list may stand in many places of another; here each place becomes a list of its own.
    meter::made(OUTPUT_BYTES);
    meter::steps(OUTPUT_STEPS);
    let inner = |value| output_at(value, depth + 1);
    Ok(match value {
        Val::Null => Value::from(()),
        Val::Bool(flag) => Value::from(*flag),
        Val::Num(number) => output_number(number)?,
        Val::BStr(bytes) | Val::TStr(bytes) => {
            meter::made(bytes.len());
            Value::from(String::from_utf8_lossy(bytes))
        }
        Val::Arr(items) => Value::from(items.iter().map(inner).collect::<Result<Vec<_>, _>>()?),
        Val::Obj(fields) => {
            let mut sorted = fields
                .iter()
                .map(|(key, value)| Ok((output_key(key)?, inner(value)?)))
                .collect::<Result<Vec<_>, String>>()?;
            sorted.sort_by(|(left, _), (right, _)| left.cmp(right));
            Value::from_iter(sorted)
        }
    })
}

fn output_key(key: &Val) -> Result<String, String> {
    match key {
        Val::TStr(bytes) => Ok(String::from_utf8_lossy(bytes).into_owned()),
        key => Err(format!("the key {key} of an object is not a string")),
    }
}

/// A number as reading its JSON text would give it: integers of up to 64 bits stay integers.
fn output_number(number: &Num) -> Result<Value, String> {
    match number {
        Num::Int(integer) => Ok(Value::from(*integer as i64)),
        Num::Float(float) if float.is_finite() => Ok(Value::from(*float)),
        Num::BigInt(_) | Num::Dec(_) => {
            let text = number.to_string();
            if let Ok(integer) = text.parse::<u64>() {
                return Ok(Value::from(integer));
            }
            match text.parse::<f64>() {
                Ok(float) if float.is_finite() => Ok(Value::from(float)),
                _ => Err(format!("the number {text} is out of range")),
            }
        }
        Num::Float(_) => Err(format!("{number} is not a number that JSON has")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_survive_the_way_through_jq() {
        let value =
            json!({"z": 1, "a": [1.0, 2.5, "é", null, true], "m": {"k": u64::MAX, "j": -1}});
        assert_eq!(
            output(&input(value)).expect("converts").to_string(),
            r#"{"a": [1.0, 2.5, "é", none, true], "m": {"j": -1, "k": 18446744073709551615}, "z": 1}"#
        );
    }

    #[test]
    fn a_number_that_json_lacks_is_an_error() {
        assert!(output(&Val::Num(Num::Float(f64::NAN))).is_err());
    }
}
