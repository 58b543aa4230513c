use serde_json::json;

use super::Case;
use crate::live_check::definitions::{AttributeUse, Definition};
use crate::live_check::sample::SampleAttribute;
use crate::policy::{FindingLevel, PolicyFinding};

/// Whether the attributes of a signal are there.
pub(super) fn check(
    case: &Case<'_>,
    definition: &Definition,
    attributes: &[SampleAttribute],
    found: &mut Vec<PolicyFinding>,
) {
    let is_present = |expected: AttributeUse<'_>| {
        let name = expected.name();
        attributes.iter().any(|attribute| {
            let rest = attribute.name.strip_prefix(name);
            rest.is_some_and(|rest| {
                rest.is_empty() || expected.is_template() && rest.starts_with('.')
            })
        })
    };
    for absent in definition.attributes().filter(|it| !is_present(*it)) {
        let (id, level, words) = match absent.requirement_level() {
            "required" => (
                "required_attribute_not_present",
                FindingLevel::Violation,
                "Required",
            ),
            "opt_in" => (
                "opt_in_attribute_not_present",
                FindingLevel::Information,
                "Opt-in",
            ),
            "conditionally_required" => (
                "conditionally_required_attribute_not_present",
                FindingLevel::Information,
                "Conditionally required",
            ),
            _ => (
                "recommended_attribute_not_present",
                FindingLevel::Improvement,
                "Recommended",
            ),
        };
        let name = absent.name();
        found.push(case.signal.finding(
            id,
            level,
            format!("{words} attribute '{name}' is not present."),
            json!({ "attribute_key": name }),
        ));
    }
}
