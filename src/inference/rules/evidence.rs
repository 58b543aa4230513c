//! Where the words of a kind stand, and how much each place weighs.

use knowledge::{Field, ResourceKind};

use crate::wording::{lead, rest};
use crate::words::{Words, parts};

/// What a term weighs in the name of the kind.
const KIND: u32 = 8;
/// What a term weighs in the first two sentences about the kind.
const LEAD: u32 = 6;
/// What a term weighs in the API group.
const GROUP: u32 = 4;
/// What a term weighs in what is said about the spec.
const SPEC: u32 = 4;
/// What a term weighs in the name of a field directly below the spec.
const MAIN_FIELD: u32 = 3;
/// What a term weighs in everything else that is said about the kind.
const REST: u32 = 2;
/// What a term weighs in the name of a field one level further down.
const DEEPER_FIELD: u32 = 1;
/// What a term weighs in what is said about a field directly below the spec.
const FIELD_DESCRIPTION: u32 = 1;
/// Most fields of a level that count: a long schema must not win by its length.
const FIELDS_COUNTED_MAX: u32 = 2;

/// Most parts of a field name that counts: in `nativeHistogramBucketLimit`, a bucket is about something else.
const NAME_PARTS_MAX: usize = 3;

/// The words of a kind by the place where they stand.
pub(crate) struct Evidence {
    once: Vec<(u32, Words)>,
    main_fields: Vec<Words>,
    field_descriptions: Vec<Words>,
    deeper_fields: Vec<Words>,
}

impl Evidence {
    pub(crate) fn of(kind: &ResourceKind) -> Self {
        let description = kind.description.as_deref().unwrap_or_default();
        let main = main_fields(kind);
        Self {
            once: vec![
                (KIND, Words::of(&kind.kind)),
                (GROUP, Words::of(&kind.api_group)),
                (LEAD, Words::of(&lead(description))),
                (REST, Words::of(&rest(description))),
                (
                    SPEC,
                    Words::of(kind.spec_description.as_deref().unwrap_or_default()),
                ),
            ],
            main_fields: main
                .iter()
                .filter_map(|field| telling_name(field))
                .collect(),
            field_descriptions: main
                .iter()
                .map(|field| Words::of(&field.description))
                .collect(),
            deeper_fields: main
                .iter()
                .flat_map(|field| &field.fields)
                .filter_map(telling_name)
                .collect(),
        }
    }

    /// What the terms weigh together: each place counts once, whichever of them stand there.
    pub(crate) fn weight(&self, terms: &[Words]) -> u32 {
        let holds = |words: &Words| terms.iter().any(|term| words.contain(term));
        let counted = |fields: &[Words]| {
            (0..FIELDS_COUNTED_MAX)
                .zip(fields.iter().filter(|words| holds(words)))
                .map(|_| 1)
                .sum::<u32>()
        };
        let once: u32 = self
            .once
            .iter()
            .filter(|(_, words)| holds(words))
            .map(|(weight, _)| weight)
            .sum();
        once + MAIN_FIELD * counted(&self.main_fields)
            + FIELD_DESCRIPTION * counted(&self.field_descriptions)
            + DEEPER_FIELD * counted(&self.deeper_fields)
    }
}

fn telling_name(field: &Field) -> Option<Words> {
    (parts(&field.name).len() <= NAME_PARTS_MAX).then(|| Words::of(&field.name))
}

/// The fields a user sets first: those of the spec, or of the root where a kind has no spec.
pub(crate) fn main_fields(kind: &ResourceKind) -> Vec<&Field> {
    match kind.fields.iter().find(|field| field.name == "spec") {
        Some(spec) => spec.fields.iter().collect(),
        None => kind
            .fields
            .iter()
            .filter(|field| field.name != "status")
            .collect(),
    }
}
