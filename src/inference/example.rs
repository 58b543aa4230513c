//! The smallest manifest that a schema accepts.

mod pattern;
mod scalar;

use knowledge::{Field, ResourceKind};
use serde_yaml::{Mapping, Value};

/// The name of the object in an example.
const NAME: &str = "example";
/// Most items a list gets because its schema asks for them.
const ITEMS_MAX: u64 = 16;

/// A manifest with nothing but what is required.
pub(crate) fn example(kind: &ResourceKind) -> Result<String, serde_yaml::Error> {
    let mut manifest = Mapping::new();
    manifest.insert("apiVersion".into(), kind.api_version.as_str().into());
    manifest.insert("kind".into(), kind.kind.as_str().into());
    manifest.insert(
        "metadata".into(),
        Mapping::from_iter([("name".into(), NAME.into())]).into(),
    );
    for field in kind.fields.iter().filter(|field| field.name != "status") {
        if field.required || field.name == "spec" {
            manifest.insert(field.name.as_str().into(), value(field));
        }
    }
    Ok(serde_yaml::to_string(&manifest)?.trim_end().to_owned())
}

fn value(field: &Field) -> Value {
    match &field.constraints.default {
        Some(default) => serde_yaml::to_value(default).unwrap_or(Value::Null),
        None => typed(field, &field.type_name),
    }
}

/// A value of a type, through lists and maps down to what they hold.
fn typed(field: &Field, type_name: &str) -> Value {
    if let Some(items) = type_name.strip_prefix("[]") {
        let count = field.constraints.size_min.clamp(1, ITEMS_MAX);
        return (0..count).map(|_| typed(field, items)).collect();
    }
    if let Some(values) = type_name.strip_prefix("map[string]") {
        return Mapping::from_iter([(NAME.into(), typed(field, values))]).into();
    }
    match type_name {
        "object" => object(field).into(),
        // Whatever may be anything may be empty.
        "any" => Mapping::new().into(),
        _ => scalar::scalar(field, type_name),
    }
}

fn object(field: &Field) -> Mapping {
    let mut entries: Mapping = field
        .fields
        .iter()
        .filter(|below| below.required)
        .map(|below| (below.name.as_str().into(), value(below)))
        .collect();
    if entries.is_empty() && field.constraints.size_min > 0 {
        entries.extend(
            field
                .fields
                .first()
                .map(|below| (below.name.as_str().into(), value(below))),
        );
    }
    entries
}

#[cfg(test)]
mod tests;
