//! Attributes as OTLP writes them, the same for spans, events, resources and log records.

use crate::otlp::protobuf::{Expected, Writer};
use crate::record::Attributes;
use crate::value::{ListValue, Value};

/// Fields of `KeyValue`.
const KEY: u32 = 1;
const VALUE: u32 = 2;

/// Fields of `AnyValue`.
const TEXT: u32 = 1;
const BOOLEAN: u32 = 2;
const INT: u32 = 3;
const DOUBLE: u32 = 4;
const ARRAY: u32 = 5;

/// The field of `ArrayValue`.
const MEMBERS: u32 = 1;

/// Writes each attribute as one `KeyValue` into this field.
pub(crate) fn write(writer: &mut Writer<'_>, field: u32, attributes: &Attributes) {
    for (key, value) in attributes.iter() {
        write_one(writer, field, &key, &value);
    }
}

/// Writes one attribute.
pub(crate) fn write_one(writer: &mut Writer<'_>, field: u32, key: &str, value: &Value<'_>) {
    writer.message(field, Expected::Tiny, |pair| {
        pair.text(KEY, key);
        write_value(pair, VALUE, value);
    });
}

/// Writes an `AnyValue`. A value is always written, even if a reader would assume it: a missing one
/// would mean that there is no value.
pub(crate) fn write_value(writer: &mut Writer<'_>, field: u32, value: &Value<'_>) {
    writer.message(field, Expected::Tiny, |any| match value {
        Value::Text(text) => any.put_bytes(TEXT, text.as_bytes()),
        Value::Static(text) => any.put_bytes(TEXT, text.as_bytes()),
        Value::Int(number) => any.put_int(INT, *number),
        Value::Double(number) => any.put_double(DOUBLE, *number),
        Value::Boolean(truth) => any.put_uint(BOOLEAN, u64::from(*truth)),
        Value::List(list) => {
            any.message(ARRAY, Expected::Tiny, |array| match &**list {
                ListValue::Texts(texts) => {
                    members(array, texts, |text| Value::Text(text));
                }
                ListValue::Ints(numbers) => members(array, numbers, |number| Value::Int(*number)),
                ListValue::Doubles(numbers) => {
                    members(array, numbers, |number| Value::Double(*number));
                }
                ListValue::Booleans(truths) => {
                    members(array, truths, |truth| Value::Boolean(*truth));
                }
            });
        }
    });
}

fn members<'a, T>(array: &mut Writer<'_>, members: &'a [T], value: impl Fn(&'a T) -> Value<'a>) {
    for member in members {
        write_value(array, MEMBERS, &value(member));
    }
}
