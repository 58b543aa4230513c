//! How much work a kind is.

use knowledge::{Complexity, Field, ResourceKind};

/// Up to that many fields, a kind can be simple.
const LOW_FIELDS_MAX: usize = 25;
/// Down to that depth, a kind can be simple.
const LOW_DEPTH_MAX: usize = 4;
/// From that many fields on, a kind is complex.
const HIGH_FIELDS_MIN: usize = 200;
/// From that many fields on that must be set, a kind is complex.
const HIGH_REQUIRED_MIN: usize = 12;
/// From that many other objects on that must be there first, a kind is complex.
const HIGH_REFERENCES_MIN: usize = 2;

/// How much work it is to use a kind: by its fields, their depth, and what must be in place before.
pub(crate) fn complexity(kind: &ResourceKind) -> Complexity {
    let spec: Vec<&Field> = kind
        .fields
        .iter()
        .filter(|field| field.name != "status")
        .collect();
    let walk = || {
        spec.iter()
            .flat_map(|field| Field::walk(std::slice::from_ref(*field)))
    };
    let fields = walk().count();
    let depth = walk().map(|(depth, _)| depth).max().unwrap_or(0);
    let required = required(&spec);
    let references = required
        .iter()
        .filter(|field| is_reference(&field.name))
        .count();
    if fields >= HIGH_FIELDS_MIN
        || required.len() >= HIGH_REQUIRED_MIN
        || references >= HIGH_REFERENCES_MIN
    {
        Complexity::High
    } else if fields <= LOW_FIELDS_MAX && depth <= LOW_DEPTH_MAX && references == 0 {
        Complexity::Low
    } else {
        Complexity::Medium
    }
}

/// The fields that no manifest can leave out.
fn required<'a>(fields: &[&'a Field]) -> Vec<&'a Field> {
    let mut found = Vec::new();
    for field in fields
        .iter()
        .filter(|field| field.required || field.name == "spec")
    {
        found.push(*field);
        found.extend(required(&field.fields.iter().collect::<Vec<_>>()));
    }
    found
}

/// Whether a field names another object.
fn is_reference(name: &str) -> bool {
    ["Ref", "Refs", "Reference", "References"]
        .iter()
        .any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, required: bool, fields: Vec<Field>) -> Field {
        Field {
            name: name.into(),
            required,
            fields,
            ..Field::default()
        }
    }

    fn check(spec: Vec<Field>, expect: Complexity) {
        let kind = ResourceKind {
            fields: vec![field("spec", true, spec)],
            ..ResourceKind::default()
        };
        assert_eq!(complexity(&kind), expect);
    }

    #[test]
    fn few_fields_are_simple_and_many_are_complex() {
        let many = |count| {
            (0..count)
                .map(|index| field(&format!("f{index}"), false, vec![]))
                .collect()
        };
        check(many(3), Complexity::Low);
        check(many(60), Complexity::Medium);
        check(many(300), Complexity::High);
    }

    #[test]
    fn what_must_be_there_first_makes_a_kind_more_complex() {
        check(vec![field("issuerRef", false, vec![])], Complexity::Low);
        check(vec![field("issuerRef", true, vec![])], Complexity::Medium);
        check(
            vec![
                field("issuerRef", true, vec![]),
                field("storageRef", true, vec![]),
            ],
            Complexity::High,
        );
    }

    #[test]
    fn a_status_is_no_work() {
        let status = field(
            "status",
            false,
            (0..300)
                .map(|index| field(&format!("f{index}"), false, vec![]))
                .collect(),
        );
        assert_eq!(
            complexity(&ResourceKind {
                fields: vec![status],
                ..ResourceKind::default()
            }),
            Complexity::Low
        );
    }
}
