//! The metadata that filters look at, column by column.

use std::collections::BTreeMap;

use knowledge::{Metadata, MetadataValue};

use super::bitset::Bitset;
use crate::filter::{Comparison, Condition, Filter};

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

    /// Those of `candidates` that meet `condition`. What no column knows is looked up in the metadata itself.
    pub(super) fn select<'m>(
        &self,
        condition: &Condition,
        mut candidates: Bitset,
        metadata: impl Fn(u32) -> Option<&'m Metadata> + Copy,
    ) -> Bitset {
        match condition {
            Condition::All(conditions) => conditions
                .iter()
                .fold(candidates, |left, each| self.select(each, left, metadata)),
            Condition::Any(conditions) => {
                let mut any = Bitset::default();
                for each in conditions {
                    any.extend(&self.select(each, candidates.clone(), metadata));
                }
                any
            }
            Condition::Compare {
                key,
                comparison: Comparison::Equal,
                value: MetadataValue::Text(wanted),
            } if self.column(key).is_some() => {
                self.keep(key, &mut candidates, &[wanted.as_str()]);
                candidates
            }
            Condition::In { key, values } if self.column(key).is_some() => {
                // A column has nothing but texts, but the metadata under its key may be anything.
                match values.iter().map(MetadataValue::as_text).collect() {
                    Some(texts) => {
                        let texts: Vec<&str> = texts;
                        self.keep(key, &mut candidates, &texts);
                    }
                    None => candidates.retain(|slot| met(condition, metadata(slot))),
                }
                candidates
            }
            Condition::Compare { .. } | Condition::In { .. } | Condition::NotIn { .. } => {
                candidates.retain(|slot| met(condition, metadata(slot)));
                candidates
            }
        }
    }

    fn column(&self, key: &str) -> Option<&Column> {
        let position = Filter::KEYS.iter().position(|each| *each == key)?;
        self.0.get(position)
    }

    /// Keeps the candidates whose text under `key` is one of `wanted`.
    fn keep(&self, key: &str, candidates: &mut Bitset, wanted: &[&str]) {
        let Some(column) = self.column(key) else {
            return;
        };
        let numbers: Vec<u32> = wanted
            .iter()
            .filter_map(|text| column.numbers.get(*text).copied())
            .collect();
        if numbers.is_empty() {
            return candidates.clear();
        }
        candidates.retain(|slot| {
            let number = column.slots.get(slot as usize);
            number.is_some_and(|number| numbers.contains(number))
        });
    }
}

fn met(condition: &Condition, metadata: Option<&Metadata>) -> bool {
    metadata.is_some_and(|metadata| condition.is_met_by(metadata))
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

    fn documents() -> Vec<Metadata> {
        let document = |kind: &str, namespace: &str, complexity: f64| {
            Metadata::from([
                ("kind".to_owned(), kind.into()),
                ("namespace".to_owned(), namespace.into()),
                ("complexity".to_owned(), complexity.into()),
            ])
        };
        vec![
            document("Pod", "", 1.0),
            document("Pod", "web", 2.0),
            document("Service", "web", 3.0),
        ]
    }

    fn check(filter: Filter, expect: &[u32]) {
        let documents = documents();
        let mut columns = Columns::default();
        let mut candidates = Bitset::default();
        for (slot, metadata) in (0..).zip(&documents) {
            columns.set(slot, metadata);
            candidates.insert(slot);
        }
        if let Some(condition) = filter.to_condition() {
            candidates =
                columns.select(&condition, candidates, |slot| documents.get(slot as usize));
        }
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

    #[test]
    fn a_condition_is_met_the_same_with_a_column_and_without() {
        let kind = |value: &str| Condition::equal("kind", value);
        let greater = Condition::compare("complexity", Comparison::Greater, 1.0);
        let any = Condition::Any(vec![kind("Service"), Condition::equal("namespace", "")]);
        check(any.clone().into(), &[0, 2]);
        check(greater.clone().into(), &[1, 2]);
        check(Condition::All(vec![any, greater]).into(), &[2]);
        let within = |values: Vec<MetadataValue>| Condition::In {
            key: "kind".to_owned(),
            values,
        };
        check(within(vec!["Pod".into(), "Node".into()]).into(), &[0, 1]);
        check(within(vec!["Service".into(), 1.0.into()]).into(), &[2]);
        check(within(Vec::new()).into(), &[]);
        let not = Condition::compare("kind", Comparison::NotEqual, "Pod");
        check(not.into(), &[2]);
    }
}
