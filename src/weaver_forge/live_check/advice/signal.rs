use serde_json::{Value as Json, json};

use super::Case;
use crate::live_check::definitions::Definition;
use crate::live_check::sample::SampleMetric;
use crate::model::Instrument;
use crate::policy::{FindingLevel, PolicyFinding};

/// The registry does not have the metric.
pub(super) fn missing_metric(case: &Case<'_>) -> PolicyFinding {
    let message = "Metric does not exist in the registry.".to_owned();
    case.signal.finding(
        "missing_metric",
        FindingLevel::Violation,
        message,
        Json::Null,
    )
}

/// The registry does not have the event.
pub(super) fn missing_event(case: &Case<'_>, name: &str) -> PolicyFinding {
    let message = format!("Event '{name}' does not exist in the registry.");
    case.signal.finding(
        "missing_event",
        FindingLevel::Violation,
        message,
        Json::Null,
    )
}

/// Whether the metric has the right instrument and unit.
pub(super) fn metric(
    case: &Case<'_>,
    sample: &SampleMetric,
    definition: &Definition,
    found: &mut Vec<PolicyFinding>,
) {
    let SampleMetric {
        instrument, unit, ..
    } = sample;
    let violation = |id: &str, message: String, context: Json| {
        case.signal
            .finding(id, FindingLevel::Violation, message, context)
    };
    let is_known = Instrument::WORDS.iter().any(|(word, _)| word == instrument);
    match definition.text("instrument") {
        _ if !is_known => found.push(violation(
            "unexpected_instrument",
            format!("Instrument '{instrument}' is not supported"),
            json!({ "instrument": instrument }),
        )),
        Some(expected) if expected != instrument => found.push(violation(
            "unexpected_instrument",
            format!("Instrument should be '{expected}', but found '{instrument}'."),
            json!({ "instrument": instrument, "expected": expected }),
        )),
        _ => {}
    }
    if let Some(expected) = definition.text("unit").filter(|expected| expected != unit) {
        found.push(violation(
            "unit_mismatch",
            format!("Unit should be '{expected}', but found '{unit}'."),
            json!({ "unit": unit, "expected": expected }),
        ));
    }
}
