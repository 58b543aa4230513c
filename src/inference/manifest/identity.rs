//! What says which object a manifest is about.

use knowledge::ResourceKind;
use serde_json::Value;

use super::check::{Checker, Unknown, shown, what};
use super::path::Path;

/// Most characters of an object's name.
const NAME_CHARS_MAX: usize = 253;
/// The fields of metadata that somebody may write.
const METADATA: [&str; 8] = [
    "annotations",
    "creationTimestamp",
    "finalizers",
    "generateName",
    "labels",
    "name",
    "namespace",
    "ownerReferences",
];

/// Checks apiVersion, kind and metadata, of which no schema speaks.
pub(super) fn check(checker: &mut Checker, kind: &ResourceKind, manifest: &Value) {
    let Some(map) = manifest.as_object() else {
        return;
    };
    for (key, expected) in [("apiVersion", &kind.api_version), ("kind", &kind.kind)] {
        match map.get(key) {
            Some(Value::String(found)) if found == expected => {}
            found => {
                let found = found.map_or_else(|| "nothing".to_owned(), shown);
                checker.add(&Path::Key(&Path::Root, key), format!("`{expected}`"), found);
            }
        }
    }
    let at = Path::Key(&Path::Root, "metadata");
    match map.get("metadata") {
        Some(metadata @ Value::Object(_)) => check_metadata(checker, kind, metadata, &at),
        Some(other) => checker.add(&at, "a map", what(other)),
        None => checker.add(&at, "a map with a name", "nothing"),
    }
}

fn check_metadata(checker: &mut Checker, kind: &ResourceKind, metadata: &Value, at: &Path<'_>) {
    for key in metadata.as_object().into_iter().flat_map(|map| map.keys()) {
        if !METADATA.contains(&key.as_str()) {
            checker.add(
                &Path::Key(at, key),
                "only fields of metadata that one may set",
                "another field",
            );
        }
    }
    let name = metadata
        .get("name")
        .or_else(|| metadata.get("generateName"));
    match name {
        Some(Value::String(name)) if is_name(kind, name.trim_end_matches('-')) => {}
        Some(other) => checker.add(
            &Path::Key(at, "name"),
            "a name of lower-case letters, digits, `-` and `.`",
            shown(other),
        ),
        None => checker.add(&Path::Key(at, "name"), "a name", "nothing"),
    }
    if let Some(namespace) = metadata.get("namespace") {
        let at = Path::Key(at, "namespace");
        if !kind.namespaced {
            checker.add(
                &at,
                "no namespace, for the kind belongs to the whole cluster",
                shown(namespace),
            );
        } else if !namespace.is_string() {
            checker.add(&at, "a string", what(namespace));
        }
    }
    let texts = serde_json::json!({"type": "object", "additionalProperties": {"type": "string"}});
    for key in ["labels", "annotations"] {
        if let Some(map) = metadata.get(key) {
            checker.check(&texts, map, &Path::Key(at, key), Unknown::Refused);
        }
    }
}

/// Custom resources are named like hosts; some kinds that come with Kubernetes allow more.
fn is_name(kind: &ResourceKind, name: &str) -> bool {
    let custom = kind.api_group.contains('.') && !kind.api_group.ends_with(".k8s.io");
    let parts_fit = name.split('.').all(|part| {
        let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !part.is_empty()
            && part.chars().all(inner)
            && !part.starts_with('-')
            && !part.ends_with('-')
    });
    let fits = if custom {
        parts_fit
    } else {
        !name.is_empty() && !name.contains(['/', '%', ' '])
    };
    fits && name.len() <= NAME_CHARS_MAX
}
