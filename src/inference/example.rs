//! The smallest manifest that a schema accepts.

mod alternatives;
mod pattern;
mod scalar;

use knowledge::ResourceKind;
use serde_json::{Map, Value};
use serde_yaml::Mapping;

use crate::{InferenceError, manifest};
use alternatives::Budget;

/// The name of the object in an example.
const NAME: &str = "example";
/// Most items a list gets because its schema asks for them.
const ITEMS_MAX: u64 = 16;

/// A manifest with nothing but what is required; empty if none is found that its schema accepts.
pub(crate) fn of(kind: &ResourceKind) -> Result<String, InferenceError> {
    example(kind).map_err(|source| InferenceError::Example {
        name: kind.name.clone(),
        source,
    })
}

fn example(kind: &ResourceKind) -> Result<String, serde_yaml::Error> {
    let schema = manifest::schema_of(kind);
    let mut fields = object(&schema, &mut Budget::default());
    if let Some(spec) = property(&schema, "spec")
        && !fields.contains_key("spec")
    {
        fields.insert(
            "spec".to_owned(),
            value(spec, "spec", &mut Budget::default()),
        );
    }
    let metadata = Map::from_iter([("name".to_owned(), NAME.into())]);
    let mut entries = vec![
        ("apiVersion", kind.api_version.as_str().into()),
        ("kind", kind.kind.as_str().into()),
        ("metadata", metadata.into()),
    ];
    // What a controller reports is nothing one writes.
    let own = ["apiVersion", "kind", "metadata", "status"];
    entries.extend(
        fields
            .iter()
            .filter(|(name, _)| !own.contains(&name.as_str()))
            .map(|(name, value)| (name.as_str(), value.clone())),
    );
    let whole: Map<String, Value> = entries
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    if !manifest::violations(kind, whole.into()).is_empty() {
        return Ok(String::new());
    }
    let mut ordered = Mapping::new();
    for (name, value) in entries {
        ordered.insert(name.into(), serde_yaml::to_value(value)?);
    }
    Ok(serde_yaml::to_string(&ordered)?.trim_end().to_owned())
}

/// A value that a schema accepts, as far as one is found; `name` is the field that it is for.
fn value(schema: &Value, name: &str, budget: &mut Budget) -> Value {
    if let Some(default) = schema.get("default").filter(|default| !default.is_null()) {
        return default.clone();
    }
    if let Some(Value::Array(allowed)) = schema.get("enum") {
        let says_something = |value: &&Value| !value.is_null() && value.as_str() != Some("");
        let first = allowed
            .iter()
            .find(says_something)
            .or_else(|| allowed.first());
        return first.cloned().unwrap_or(Value::Null);
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("array") => list(schema, name, budget),
        Some("object") => object(schema, budget).into(),
        Some(type_name) => scalar::scalar(schema, type_name, name),
        None if schema.get("x-kubernetes-int-or-string").is_some() => {
            scalar::integer_or_text(schema, name)
        }
        None if schema.get("properties").is_some() => object(schema, budget).into(),
        // Whatever may be anything may be empty.
        None => Map::new().into(),
    }
}

fn list(schema: &Value, name: &str, budget: &mut Budget) -> Value {
    let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0);
    let most = schema
        .get("maxItems")
        .and_then(Value::as_u64)
        .unwrap_or(ITEMS_MAX);
    let anything = Value::Object(Map::new());
    let items = schema.get("items").unwrap_or(&anything);
    (0..least.max(1).min(most).min(ITEMS_MAX))
        .map(|_| value(items, name, budget))
        .collect()
}

/// A map with what is required, and what the alternatives of the schema ask for.
fn object(schema: &Value, budget: &mut Budget) -> Map<String, Value> {
    let mut entries = Map::new();
    let required = schema.get("required").and_then(Value::as_array);
    for name in required.into_iter().flatten().filter_map(Value::as_str) {
        let below = property(schema, name).unwrap_or(&Value::Null);
        entries.insert(name.to_owned(), value(below, name, budget));
    }
    fill_up(schema, &mut entries, budget);
    alternatives::satisfy(schema, entries, budget)
}

/// Adds entries until there are as many as the schema asks for.
fn fill_up(schema: &Value, entries: &mut Map<String, Value>, budget: &mut Budget) {
    let least = schema
        .get("minProperties")
        .and_then(Value::as_u64)
        .unwrap_or(0);
    let known = schema.get("properties").and_then(Value::as_object);
    for (name, below) in known.into_iter().flatten() {
        if entries.len() as u64 >= least {
            return;
        }
        if !entries.contains_key(name) {
            entries.insert(name.clone(), value(below, name, budget));
        }
    }
    if let Some(others) = schema
        .get("additionalProperties")
        .filter(|others| others.is_object())
    {
        // An empty map says nothing about what one puts into it.
        for index in 1..=least.clamp(1, ITEMS_MAX) {
            if known.is_some() && entries.len() as u64 >= least {
                return;
            }
            let name = if index == 1 {
                NAME.to_owned()
            } else {
                format!("{NAME}-{index}")
            };
            entries
                .entry(name)
                .or_insert_with(|| value(others, NAME, budget));
        }
    }
}

fn property<'a>(schema: &'a Value, name: &str) -> Option<&'a Value> {
    schema.get("properties")?.get(name)
}

#[cfg(test)]
mod tests;
