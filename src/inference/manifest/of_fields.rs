//! A schema from fields, for kinds of which nothing else is known.

use knowledge::Field;
use serde_json::{Map, Value, json};

/// The schema of a whole manifest. Fields are known in part, so others are allowed beside them.
pub(super) fn schema(fields: &[Field]) -> Value {
    object(fields)
}

fn object(fields: &[Field]) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| (field.name.clone(), of_field(field)))
        .collect();
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| field.required)
        .map(|field| field.name.as_str())
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "x-kubernetes-preserve-unknown-fields": true,
    })
}

fn of_field(field: &Field) -> Value {
    let mut schema = of_type(field, &field.type_name);
    if let Value::Object(map) = &mut schema {
        if let Some(default) = &field.constraints.default {
            map.insert("default".to_owned(), default.clone());
        }
        if field.constraints.size_min > 0 {
            let key = match map.get("type").and_then(Value::as_str) {
                Some("array") => "minItems",
                Some("object") => "minProperties",
                _ => "minLength",
            };
            map.insert(key.to_owned(), field.constraints.size_min.into());
        }
    }
    schema
}

/// A type, through lists and maps down to what they hold.
fn of_type(field: &Field, type_name: &str) -> Value {
    if let Some(items) = type_name.strip_prefix("[]") {
        return json!({"type": "array", "items": of_type(field, items)});
    }
    if let Some(values) = type_name.strip_prefix("map[string]") {
        return json!({"type": "object", "additionalProperties": of_type(field, values)});
    }
    match type_name {
        "object" => object(&field.fields),
        "any" => json!({"x-kubernetes-preserve-unknown-fields": true}),
        _ => scalar(field, type_name),
    }
}

fn scalar(field: &Field, type_name: &str) -> Value {
    let mut schema = match type_name {
        "integer or string" => json!({"x-kubernetes-int-or-string": true}),
        known @ ("string" | "integer" | "number" | "boolean") => json!({"type": known}),
        _ => json!({}),
    };
    let constraints = &field.constraints;
    let entries = [
        ("pattern", constraints.pattern.clone().map(Value::from)),
        ("format", constraints.format.clone().map(Value::from)),
        ("minimum", constraints.minimum.map(Value::from)),
        ("maximum", constraints.maximum.map(Value::from)),
        ("enum", allowed(field, type_name)),
    ];
    if let Value::Object(map) = &mut schema {
        map.extend(
            entries
                .into_iter()
                .filter_map(|(key, value)| Some((key.to_owned(), value?))),
        );
    }
    schema
}

/// The allowed values, which fields keep as texts, in the type of the field.
fn allowed(field: &Field, type_name: &str) -> Option<Value> {
    if field.values.is_empty() {
        return None;
    }
    let read = |text: &String| match type_name {
        "string" => Value::from(text.as_str()),
        _ => serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into()),
    };
    Some(field.values.iter().map(read).collect())
}
