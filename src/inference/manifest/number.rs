//! Numbers against schemas.

use serde_json::Value;

use super::check::{Checker, flag, shown};
use super::path::Path;

/// Whether a value is a whole number, however it is written.
pub(super) fn is_whole(value: &Value) -> bool {
    value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

/// Checks bounds, steps and the range of the format.
pub(super) fn check(checker: &mut Checker, schema: &Value, value: &Value, at: &Path<'_>) {
    let Some(number) = value.as_f64() else { return };
    let bound = |key| schema.get(key).and_then(Value::as_f64);
    if let Some(least) = bound("minimum") {
        let exclusive = flag(schema, "exclusiveMinimum");
        if number < least || (exclusive && number <= least) {
            let how = if exclusive { "more than" } else { "at least" };
            checker.add(at, format!("{how} {least}"), shown(value));
        }
    }
    if let Some(most) = bound("maximum") {
        let exclusive = flag(schema, "exclusiveMaximum");
        if number > most || (exclusive && number >= most) {
            let how = if exclusive { "less than" } else { "at most" };
            checker.add(at, format!("{how} {most}"), shown(value));
        }
    }
    if let Some(step) = bound("multipleOf").filter(|step| *step > 0.0) {
        let steps = number / step;
        if (steps - steps.round()).abs() > 1e-9 {
            checker.add(at, format!("a multiple of {step}"), shown(value));
        }
    }
    if schema.get("format").and_then(Value::as_str) == Some("int32")
        && !(f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number)
    {
        checker.add(at, "a number of 32 bits", shown(value));
    }
}
