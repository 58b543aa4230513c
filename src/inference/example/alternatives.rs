//! What `allOf`, `anyOf` and `oneOf` ask of an object beyond its own fields.

use serde_json::{Map, Value};

use super::object;
use crate::manifest::is_valid;

/// How many alternatives are tried for one example.
const TRIES_MAX: u32 = 200;

/// What is left to try.
#[derive(Debug)]
pub(super) struct Budget(u32);

impl Default for Budget {
    fn default() -> Self {
        Self(TRIES_MAX)
    }
}

impl Budget {
    /// Whether one more may be tried.
    fn take(&mut self) -> bool {
        let is_left = self.0 > 0;
        self.0 = self.0.saturating_sub(1);
        is_left
    }
}

/// The entries, if they are what the schema accepts; otherwise those of the first alternative that it does accept, or,
/// if there is none, the entries as they are.
pub(super) fn satisfy(
    schema: &Value,
    entries: Map<String, Value>,
    budget: &mut Budget,
) -> Map<String, Value> {
    let has = |key| schema.get(key).is_some();
    if !(has("allOf") || has("anyOf") || has("oneOf")) || accepts(schema, &entries) {
        return entries;
    }
    for candidate in candidates(schema) {
        if !budget.take() {
            break;
        }
        let found = object(&candidate, budget);
        if accepts(schema, &found) {
            return found;
        }
    }
    entries
}

fn accepts(schema: &Value, entries: &Map<String, Value>) -> bool {
    is_valid(schema, &Value::Object(entries.clone()))
}

/// The schema with what it is made of folded in: all of `allOf`, and one each of `anyOf` and `oneOf`.
fn candidates(schema: &Value) -> Vec<Value> {
    let mut base = schema.clone();
    let parts = |key: &str| {
        schema
            .get(key)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    if let Value::Object(map) = &mut base {
        ["allOf", "anyOf", "oneOf", "not"].iter().for_each(|key| {
            map.remove(*key);
        });
    }
    for part in parts("allOf") {
        merge(&mut base, &part);
    }
    let mut candidates = vec![base];
    for key in ["anyOf", "oneOf"] {
        let parts = parts(key);
        if !parts.is_empty() {
            candidates = candidates
                .iter()
                .flat_map(|base| {
                    parts.iter().map(move |part| {
                        let mut merged = base.clone();
                        merge(&mut merged, part);
                        merged
                    })
                })
                .take(TRIES_MAX as usize)
                .collect();
        }
    }
    candidates
}

/// Adds what one schema asks for to another: maps are merged, required fields joined, anything else replaced.
fn merge(into: &mut Value, part: &Value) {
    let (Value::Object(into), Value::Object(part)) = (into, part) else {
        return;
    };
    for (key, value) in part {
        match (into.get_mut(key), value) {
            (Some(Value::Array(names)), Value::Array(more)) if key == "required" => {
                for name in more {
                    if !names.contains(name) {
                        names.push(name.clone());
                    }
                }
            }
            (Some(below @ Value::Object(_)), Value::Object(_)) => merge(below, value),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}
