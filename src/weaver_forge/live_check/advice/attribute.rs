use serde_json::{Value as Json, json};

use super::Case;
use crate::live_check::definitions::Definition;
use crate::live_check::sample::SampleAttribute;
use crate::model::{AttributeType, ScalarType};
use crate::policy::{FindingLevel, PolicyFinding};

/// Whether the registry has the attribute, and whether it is made from a template.
pub(super) fn known(case: &Case<'_>, sample: &SampleAttribute, found: &mut Vec<PolicyFinding>) {
    let name = &sample.name;
    let Some(definition) = case.attribute else {
        found.push(case.signal.finding(
            "missing_attribute",
            FindingLevel::Violation,
            format!("Attribute '{name}' does not exist in the registry."),
            json!({ "attribute_key": name }),
        ));
        return;
    };
    if let Some(AttributeType::Template(_)) = definition.attribute_type() {
        found.push(case.signal.finding(
            "template_attribute",
            FindingLevel::Information,
            format!("Attribute '{name}' is a template"),
            json!({ "attribute_key": name, "template_name": definition.name() }),
        ));
    }
}

/// Whether the value has the right type and is one of the members.
pub(super) fn value(
    case: &Case<'_>,
    sample: &SampleAttribute,
    definition: &Definition,
    found: &mut Vec<PolicyFinding>,
) {
    let Some(actual) = sample.r#type else { return };
    let finding = match (definition.attribute_type(), definition.members()) {
        (Some(AttributeType::Scalar(expected) | AttributeType::Template(expected)), _) => {
            mismatch(case, &sample.name, actual, expected)
        }
        (_, Some(members)) => match (actual, &sample.value) {
            (ScalarType::Int | ScalarType::String, Some(value)) => {
                undefined_member(case, &sample.name, value, members)
            }
            (ScalarType::Int | ScalarType::String, None) => None,
            _ => Some(no_member(case, &sample.name, actual)),
        },
        _ => None,
    };
    found.extend(finding);
}

fn mismatch(
    case: &Case<'_>,
    name: &str,
    actual: ScalarType,
    expected: ScalarType,
) -> Option<PolicyFinding> {
    let fits = actual == expected
        || matches!(
            (actual, expected),
            (_, ScalarType::Any)
                | (ScalarType::Int, ScalarType::Double)
                | (ScalarType::Ints, ScalarType::Doubles)
        );
    let (actual, expected) = (actual.as_str(), expected.as_str());
    (!fits).then(|| {
        case.signal.finding(
            "type_mismatch",
            FindingLevel::Violation,
            format!("Attribute '{name}' has type '{actual}'. Type should be '{expected}'."),
            json!({ "attribute_key": name, "attribute_type": actual, "expected": expected }),
        )
    })
}

fn no_member(case: &Case<'_>, name: &str, actual: ScalarType) -> PolicyFinding {
    let actual = actual.as_str();
    case.signal.finding(
        "type_mismatch",
        FindingLevel::Violation,
        format!(
            "Enum attribute '{name}' has type '{actual}'. Enum value type should be 'string' or \
             'int'."
        ),
        json!({ "attribute_key": name, "attribute_type": actual }),
    )
}

fn undefined_member<'a>(
    case: &Case<'_>,
    name: &str,
    value: &Json,
    mut members: impl Iterator<Item = &'a Json>,
) -> Option<PolicyFinding> {
    if members.any(|member| member == value) {
        return None;
    }
    let shown = match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    Some(case.signal.finding(
        "undefined_enum_variant",
        FindingLevel::Information,
        format!("Enum attribute '{name}' has value '{shown}' which is not documented."),
        json!({ "attribute_key": name, "attribute_value": value }),
    ))
}
