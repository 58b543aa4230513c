//! Schemas made of schemas: `allOf`, `anyOf`, `oneOf`, `not`.

use serde_json::Value;

use super::check::{Checker, Unknown, what};
use super::path::Path;
use super::violation::Violation;

/// Checks a value against the schemas that a schema is made of. They say nothing about which fields exist.
pub(super) fn check(checker: &mut Checker, schema: &Value, value: &Value, at: &Path<'_>) {
    for part in list(schema, "allOf") {
        checker.check(part, value, at, Unknown::Allowed);
    }
    let any = list(schema, "anyOf");
    if !any.is_empty() {
        let failed: Vec<Vec<Violation>> =
            any.iter().map(|part| failures(part, value, at)).collect();
        if failed.iter().all(|failures| !failures.is_empty()) {
            checker.add(
                at,
                format!("at least one of {}", alternatives(&failed)),
                what(value),
            );
        }
    }
    let one = list(schema, "oneOf");
    if !one.is_empty() {
        let failed: Vec<Vec<Violation>> =
            one.iter().map(|part| failures(part, value, at)).collect();
        match failed.iter().filter(|failures| failures.is_empty()).count() {
            1 => {}
            0 => checker.add(
                at,
                format!("exactly one of {}", alternatives(&failed)),
                "none of them",
            ),
            several => checker.add(
                at,
                format!(
                    "exactly one of the {} alternatives of the schema",
                    one.len()
                ),
                format!("{several} of them"),
            ),
        }
    }
    if let Some(part) = schema.get("not")
        && failures(part, value, at).is_empty()
    {
        checker.add(
            at,
            "anything but what `not` in the schema describes",
            "just that",
        );
    }
}

fn list<'a>(schema: &'a Value, key: &str) -> &'a [Value] {
    schema
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn failures(schema: &Value, value: &Value, at: &Path<'_>) -> Vec<Violation> {
    let mut checker = Checker::default();
    checker.check(schema, value, at, Unknown::Allowed);
    checker.into_violations()
}

/// What each alternative misses first.
fn alternatives(failed: &[Vec<Violation>]) -> String {
    let firsts: Vec<String> = failed
        .iter()
        .filter_map(|failures| failures.first())
        .map(|violation| format!("({}: {})", violation.path, violation.expected))
        .collect();
    firsts.join(", ")
}
