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
    let is_there = |expected: &AttributeUse<'_>| {
        attributes.iter().any(|attribute| {
            let rest = attribute.name.strip_prefix(expected.name());
            rest.is_some_and(|rest| rest.is_empty() || expected.is_template())
        })
    };
    for absent in definition.attributes().filter(|it| !is_there(it)) {
        let requirement = Requirement::of(absent);
        let (words, name) = (requirement.words, absent.name());
        found.push(case.signal.finding(
            &format!("{}_attribute_not_present", requirement.id),
            requirement.level,
            format!("{words} attribute '{name}' is not present."),
            json!({ "attribute_key": name }),
        ));
    }
}

/// How an attribute is required.
pub(super) struct Requirement {
    /// The beginning of the id of findings about it.
    pub(super) id: &'static str,
    /// How much it matters that the attribute is not there.
    pub(super) level: FindingLevel,
    /// The beginning of messages about it.
    pub(super) words: &'static str,
}

impl Requirement {
    /// How `attribute` is required.
    pub(super) fn of(attribute: AttributeUse<'_>) -> Self {
        let (id, level, words) = match attribute.requirement_level() {
            "required" => ("required", FindingLevel::Violation, "Required"),
            "opt_in" => ("opt_in", FindingLevel::Information, "Opt-in"),
            "conditionally_required" => (
                "conditionally_required",
                FindingLevel::Information,
                "Conditionally required",
            ),
            _ => ("recommended", FindingLevel::Improvement, "Recommended"),
        };
        Self { id, level, words }
    }
}
