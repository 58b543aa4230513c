//! How sure an inference by rules can be.

use knowledge::{Field, ResourceKind};

use crate::rules::main_fields;
use crate::wording::own_description;

/// From this weight on, the words leave little doubt: the kind's name and more than one other place agree.
const STRONG_WEIGHT_MIN: u32 = 14;

/// How sure the inference is, from 0 to 1, given the weight of the capability that most speaks for.
///
/// 0.9 and more: the name, the description and the fields agree. 0.5 to 0.8: some of them say what the kind is for. Below
/// 0.5: the schema does not say it.
pub(crate) fn confidence(kind: &ResourceKind, weight: u32) -> f64 {
    let described = own_description(kind).is_some();
    let documented = share_documented(kind) >= 0.5;
    let strong = weight >= STRONG_WEIGHT_MIN;
    let extra = f64::from(u8::from(described) + u8::from(documented) + u8::from(strong));
    let tenths = match weight {
        0 => 2.0 + f64::from(u8::from(described) + u8::from(documented)),
        _ if described && documented && strong => 9.0,
        _ => 5.0 + extra,
    };
    tenths / 10.0
}

/// How many of the fields a user sets first have a description.
fn share_documented(kind: &ResourceKind) -> f64 {
    let fields: Vec<&Field> = main_fields(kind);
    let documented = fields
        .iter()
        .filter(|field| !field.description.is_empty())
        .count();
    if fields.is_empty() {
        0.0
    } else {
        documented as f64 / fields.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(description: Option<&str>, field_description: &str) -> ResourceKind {
        let field = Field {
            name: "fuel".into(),
            description: field_description.into(),
            ..Field::default()
        };
        ResourceKind {
            kind: "Rocket".into(),
            description: description.map(str::to_owned),
            fields: vec![Field {
                name: "spec".into(),
                fields: vec![field],
                ..Field::default()
            }],
            ..ResourceKind::default()
        }
    }

    #[test]
    fn confidence_grows_with_what_the_schema_says() {
        let check = |description, field, weight, expect: f64| {
            assert!(
                (confidence(&kind(description, field), weight) - expect).abs() < 1e-9,
                "{description:?} {field:?} {weight}"
            );
        };
        check(None, "", 0, 0.2);
        check(Some("Flies to the moon."), "What it burns.", 0, 0.4);
        check(None, "", 6, 0.5);
        check(Some("Flies to the moon."), "What it burns.", 6, 0.7);
        check(
            Some("Rocket is the Schema for the rockets API"),
            "What it burns.",
            20,
            0.7,
        );
        check(Some("Flies to the moon."), "What it burns.", 20, 0.9);
    }
}
