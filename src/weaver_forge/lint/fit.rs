use crate::model::{AttributeType, Scalar, ScalarType, Value};

/// Whether `value` can be the value of an attribute of `type`, which is no enum.
pub(super) fn fits(value: &Value, r#type: &AttributeType) -> bool {
    let AttributeType::Scalar(scalar) = r#type else {
        return false;
    };
    let all = |fits: fn(&Value) -> bool| match value {
        Value::List(items) => items.iter().all(fits),
        _ => false,
    };
    match scalar {
        ScalarType::Boolean => is_bool(value),
        ScalarType::Int => is_int(value),
        ScalarType::Double => is_double(value),
        ScalarType::String => is_string(value),
        ScalarType::Any => !matches!(value, Value::Null),
        ScalarType::Booleans => all(is_bool),
        ScalarType::Ints => all(is_int),
        ScalarType::Doubles => all(is_double),
        ScalarType::Strings => all(is_string),
    }
}

/// What an attribute of `type` takes, with an article.
pub(super) fn describe(r#type: &AttributeType) -> &'static str {
    match r#type {
        AttributeType::Enum(_) => "one of its members",
        AttributeType::Template(_) => "a value for each suffix of its key, and so no constant",
        AttributeType::Scalar(scalar) => match scalar {
            ScalarType::Boolean => "a boolean",
            ScalarType::Int => "an integer",
            ScalarType::Double => "a floating-point number, such as 1.0",
            ScalarType::String => "a string",
            ScalarType::Any => "a value",
            ScalarType::Strings => "a list of strings",
            ScalarType::Ints => "a list of integers",
            ScalarType::Doubles => "a list of floating-point numbers",
            ScalarType::Booleans => "a list of booleans",
        },
    }
}

/// Whether a YAML value is the value of an enum member.
pub(super) fn same_scalar(value: &Value, member: &Scalar) -> bool {
    match (value, member) {
        (Value::Int(a), Scalar::Int(b)) => a == b,
        (Value::Double(a), Scalar::Double(b)) => a == b,
        (Value::String(a), Scalar::String(b)) => a == b,
        (Value::Bool(a), Scalar::Bool(b)) => a == b,
        _ => false,
    }
}

fn is_bool(value: &Value) -> bool {
    matches!(value, Value::Bool(_))
}

fn is_int(value: &Value) -> bool {
    matches!(value, Value::Int(_))
}

fn is_double(value: &Value) -> bool {
    matches!(value, Value::Double(_))
}

fn is_string(value: &Value) -> bool {
    matches!(value, Value::String(_))
}
