//! The metadata that filters look at, column by column.

use std::collections::BTreeMap;

use knowledge::{Metadata, MetadataValue};

use super::bitset::Bitset;
use crate::search::Filter;

/// Stands for a document that has no text under a key.
const ABSENT: u32 = u32::MAX;

/// One column per key of [`Filter::KEYS`].
#[derive(Debug, Default)]
pub(super) struct Columns([Column; Filter::KEYS.len()]);

/// The values of one metadata key, each as a number: comparing a million of them takes about a millisecond.
#[derive(Debug, Default)]
struct Column {
    /// Numbers of the values seen since the store was opened. There are few: kinds, groups, namespaces, complexities.
    numbers: BTreeMap<String, u32>,
    /// The number of each slot's value.
    slots: Vec<u32>,
}

impl Columns {
    /// Notes the metadata of the document in `slot`.
    pub(super) fn set(&mut self, slot: u32, metadata: &Metadata) {
        for (column, key) in self.0.iter_mut().zip(Filter::KEYS) {
            column.set(
                slot as usize,
                metadata.get(key).and_then(MetadataValue::as_text),
            );
        }
    }

    /// Removes from `candidates` what does not pass `filter`.
    pub(super) fn apply(&self, filter: &Filter, candidates: &mut Bitset) {
        for (column, wanted) in self.0.iter().zip(filter.values()) {
            let Some(wanted) = wanted else { continue };
            match column.numbers.get(wanted) {
                Some(number) => {
                    candidates.retain(|slot| column.slots.get(slot as usize) == Some(number))
                }
                None => candidates.clear(),
            }
        }
    }
}

impl Column {
    fn set(&mut self, slot: usize, value: Option<&str>) {
        let number = value.map_or(ABSENT, |value| self.number(value));
        if self.slots.len() <= slot {
            self.slots.resize(slot + 1, ABSENT);
        }
        self.slots[slot] = number;
    }

    fn number(&mut self, value: &str) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(value.to_owned(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(filter: Filter, expect: &[u32]) {
        let mut columns = Columns::default();
        let mut candidates = Bitset::default();
        let documents = [
            ("Pod", "", 1.0),
            ("Pod", "web", 2.0),
            ("Service", "web", 3.0),
        ];
        for (slot, (kind, namespace, number)) in (0..).zip(documents) {
            let pairs = [
                ("kind", kind.into()),
                ("namespace", namespace.into()),
                ("complexity", number.into()),
            ];
            let pairs = pairs
                .into_iter()
                .map(|(key, value): (&str, MetadataValue)| (key.to_owned(), value));
            columns.set(slot, &pairs.collect());
            candidates.insert(slot);
        }
        columns.apply(&filter, &mut candidates);
        assert_eq!(candidates.iter().collect::<Vec<_>>(), expect, "{filter:?}");
    }

    fn some(value: &str) -> Option<String> {
        Some(value.to_owned())
    }

    #[test]
    fn a_filter_keeps_what_matches_in_every_key() {
        check(Filter::default(), &[0, 1, 2]);
        check(
            Filter {
                kind: some("Pod"),
                ..Filter::default()
            },
            &[0, 1],
        );
        check(
            Filter {
                kind: some("Pod"),
                namespace: some("web"),
                ..Filter::default()
            },
            &[1],
        );
        check(
            Filter {
                namespace: some(""),
                ..Filter::default()
            },
            &[0],
        );
    }

    #[test]
    fn a_filter_by_what_nobody_has_keeps_nothing() {
        check(
            Filter {
                kind: some("pod"),
                ..Filter::default()
            },
            &[],
        );
        check(
            Filter {
                api_group: some("apps"),
                ..Filter::default()
            },
            &[],
        );
        check(
            Filter {
                complexity: some("1"),
                ..Filter::default()
            },
            &[],
        );
    }
}
