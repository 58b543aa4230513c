//! Values against schemas.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::path::Path;
use super::violation::Violation;
use super::{alternatives, format, number, text};
use crate::limits::PROBLEMS_MAX;

/// What every object may carry that is a whole manifest of its own.
const COMMON: [&str; 3] = ["apiVersion", "kind", "metadata"];
/// Most characters of a value that a message shows.
const SHOWN_CHARS_MAX: usize = 60;

/// Whether fields that the schema does not name are an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    /// They are: the API server refuses them.
    Refused,
    /// They are not: an alternative of a schema speaks of some fields only.
    Allowed,
}

/// Collects what is wrong.
#[derive(Debug, Default)]
pub(crate) struct Checker {
    violations: Vec<Violation>,
}

/// Whether a schema allows a value, as a whole.
pub(crate) fn is_valid(schema: &Value, value: &Value) -> bool {
    let mut checker = Checker::default();
    checker.check(schema, value, &Path::Root, Unknown::Refused);
    checker.violations.is_empty()
}

impl Checker {
    pub(super) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    pub(super) fn add(
        &mut self,
        at: &Path<'_>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) {
        if self.violations.len() < PROBLEMS_MAX {
            self.violations.push(Violation {
                path: at.to_string(),
                expected: expected.into(),
                found: found.into(),
            });
        }
    }

    /// A whole manifest; its apiVersion, kind and metadata are nobody's unknown fields.
    pub(super) fn check_manifest(&mut self, schema: &Value, manifest: &Value) {
        let Some(map) = manifest.as_object() else {
            return self.add(&Path::Root, "a map", what(manifest));
        };
        self.check_object(schema, map, &Path::Root, Unknown::Refused, true);
        alternatives::check(self, schema, manifest, &Path::Root);
    }

    /// A value below a manifest.
    pub(super) fn check(&mut self, schema: &Value, value: &Value, at: &Path<'_>, unknown: Unknown) {
        if !schema.is_object() || (value.is_null() && flag(schema, "nullable")) {
            return;
        }
        if flag(schema, "x-kubernetes-int-or-string") {
            if !(number::is_whole(value) || value.is_string()) {
                return self.add(at, "an integer or a string", what(value));
            }
        } else if let Some(expected) = schema.get("type").and_then(Value::as_str)
            && !has_type(value, expected)
        {
            return self.add(at, with_article(expected), what(value));
        }
        if let Some(Value::Array(allowed)) = schema.get("enum")
            && !allowed.contains(value)
        {
            let allowed: Vec<String> = allowed.iter().map(shown).collect();
            self.add(at, format!("one of {}", allowed.join(", ")), shown(value));
        }
        match value {
            Value::Number(_) => number::check(self, schema, value, at),
            Value::String(content) => {
                text::check(self, schema, content, at);
                format::check(self, schema, content, at);
            }
            Value::Array(items) => self.check_list(schema, items, at, unknown),
            Value::Object(map) => {
                let embedded = flag(schema, "x-kubernetes-embedded-resource");
                self.check_object(schema, map, at, unknown, embedded);
            }
            Value::Null | Value::Bool(_) => {}
        }
        alternatives::check(self, schema, value, at);
    }

    fn check_list(&mut self, schema: &Value, items: &[Value], at: &Path<'_>, unknown: Unknown) {
        self.check_size(schema, items.len(), ("minItems", "maxItems"), "items", at);
        if let Some(below) = schema.get("items") {
            for (index, item) in items.iter().enumerate() {
                self.check(below, item, &Path::Item(at, index), unknown);
            }
        }
        let list_type = schema.get("x-kubernetes-list-type").and_then(Value::as_str);
        if flag(schema, "uniqueItems") || list_type == Some("set") {
            self.check_unique(items.iter().map(Value::to_string), "item", at);
        }
        if list_type == Some("map") {
            self.check_keys(schema, items, at);
        }
    }

    /// The items of a list that is a map in disguise: each has the keys, and no two have the same.
    fn check_keys(&mut self, schema: &Value, items: &[Value], at: &Path<'_>) {
        let keys: Vec<&str> = texts(schema, "x-kubernetes-list-map-keys").collect();
        let of = |item: &Value| {
            let values = keys.iter().map(|key| item.get(key).unwrap_or(&Value::Null));
            values.cloned().collect::<Value>().to_string()
        };
        self.check_unique(items.iter().map(of), &keys.join(" and "), at);
    }

    fn check_unique(&mut self, items: impl Iterator<Item = String>, noun: &str, at: &Path<'_>) {
        let mut seen = BTreeSet::new();
        for (index, item) in items.enumerate() {
            if !seen.insert(item) {
                let place = Path::Item(at, index);
                self.add(
                    &place,
                    format!("no {noun} twice in this list"),
                    "a repetition",
                );
            }
        }
    }

    fn check_object(
        &mut self,
        schema: &Value,
        map: &Map<String, Value>,
        at: &Path<'_>,
        unknown: Unknown,
        whole: bool,
    ) {
        self.check_size(
            schema,
            map.len(),
            ("minProperties", "maxProperties"),
            "entries",
            at,
        );
        for name in texts(schema, "required") {
            // What a controller reports is nothing that one writes.
            let is_reported = whole && name == "status";
            if !map.contains_key(name) && !is_reported {
                self.add(
                    &Path::Key(at, name),
                    "this field, which is required",
                    "nothing",
                );
            }
        }
        let known = schema.get("properties").and_then(Value::as_object);
        let others = schema
            .get("additionalProperties")
            .filter(|others| **others != Value::Bool(false));
        let open =
            unknown == Unknown::Allowed || flag(schema, "x-kubernetes-preserve-unknown-fields");
        for (name, value) in map {
            let place = Path::Key(at, name);
            match known.and_then(|known| known.get(name)).or(others) {
                Some(below) => self.check(below, value, &place, unknown),
                None if open || (whole && COMMON.contains(&name.as_str())) => {}
                None => self.add(
                    &place,
                    "only fields that the schema has",
                    "a field that it does not have",
                ),
            }
        }
    }

    /// A length between two bounds of the schema.
    pub(super) fn check_size(
        &mut self,
        schema: &Value,
        size: usize,
        (least, most): (&str, &str),
        noun: &str,
        at: &Path<'_>,
    ) {
        let bound = |key| schema.get(key).and_then(Value::as_u64);
        let size = size as u64;
        if let Some(least) = bound(least).filter(|least| size < *least) {
            self.add(at, format!("at least {least} {noun}"), size.to_string());
        }
        if let Some(most) = bound(most).filter(|most| size > *most) {
            self.add(at, format!("at most {most} {noun}"), size.to_string());
        }
    }
}

/// Whether a key of a schema is there and true.
pub(super) fn flag(schema: &Value, key: &str) -> bool {
    schema.get(key) == Some(&Value::Bool(true))
}

/// The texts in a list below a key.
pub(super) fn texts<'a>(schema: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    let list = schema.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

fn has_type(value: &Value, expected: &str) -> bool {
    match expected {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => number::is_whole(value),
        // A type that no schema of Kubernetes has: nothing to hold a manifest to.
        _ => true,
    }
}

fn with_article(type_name: &str) -> String {
    match type_name {
        "array" => "a list".to_owned(),
        "object" => "a map".to_owned(),
        "integer" => "an integer".to_owned(),
        other => format!("a {other}"),
    }
}

/// What a value is.
pub(super) fn what(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "a map",
    }
}

/// A value as a message shows it.
pub(super) fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
