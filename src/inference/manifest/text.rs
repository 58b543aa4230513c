//! Texts against schemas.

use regex::RegexBuilder;
use serde_json::Value;

use super::check::{Checker, shown};
use super::path::Path;

/// Most bytes that a compiled pattern may take.
const PATTERN_BYTES_MAX: usize = 1 << 20;

/// Checks length and pattern.
pub(super) fn check(checker: &mut Checker, schema: &Value, text: &str, at: &Path<'_>) {
    checker.check_size(
        schema,
        text.chars().count(),
        ("minLength", "maxLength"),
        "characters",
        at,
    );
    let Some(pattern) = schema.get("pattern").and_then(Value::as_str) else {
        return;
    };
    // A pattern in a dialect that is not understood here holds nobody to anything.
    let regex = RegexBuilder::new(pattern)
        .size_limit(PATTERN_BYTES_MAX)
        .build();
    if regex.is_ok_and(|regex| !regex.is_match(text)) {
        checker.add(
            at,
            format!("a text that matches `{pattern}`"),
            shown(&text.into()),
        );
    }
}
