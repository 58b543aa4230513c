use serde_json::{Map, Value as Json};

use super::Case;
use crate::live_check::definitions::Definition;
use crate::live_check::entity::Entity;
use crate::policy::{FindingLevel, PolicyFinding};

/// Whether an attribute, a metric or an event is deprecated or not stable yet.
pub(super) fn check(case: &Case<'_>, definition: &Definition, found: &mut Vec<PolicyFinding>) {
    let (what, key) = match case.entity {
        Entity::Attribute(_) => ("Attribute", "attribute_key"),
        Entity::Metric(_) => ("Metric", "metric_name"),
        _ => ("Event", "event_name"),
    };
    let name = case.entity.name().unwrap_or_default();
    let context = |fields: &[(&str, &str)]| {
        let fields = fields.iter().copied().chain([(key, name)]);
        let fields = fields.map(|(key, text)| (key.to_owned(), Json::from(text)));
        Json::Object(fields.collect::<Map<_, _>>())
    };
    if let Some(deprecation) = definition.deprecation() {
        let (reason, note) = (deprecation.reason, deprecation.note);
        found.push(case.signal.finding(
            "deprecated",
            FindingLevel::Violation,
            format!("{what} '{name}' is deprecated; reason = '{reason}', note = '{note}'."),
            context(&[("deprecation_reason", reason), ("deprecation_note", note)]),
        ));
    }
    if let Some(stability) = definition.text("stability").filter(|it| *it != "stable") {
        found.push(case.signal.finding(
            "not_stable",
            FindingLevel::Improvement,
            format!("{what} '{name}' is not stable; stability = {stability}."),
            context(&[("stability", stability)]),
        ));
    }
}
