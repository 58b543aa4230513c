//! The rules themselves.

mod data;
mod delivery;
mod network;
mod observability;
mod platform;
mod security;
mod workloads;

use std::sync::LazyLock;

use crate::words::Words;

/// One capability and the terms that speak for it.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The capability in lower case.
    pub(crate) capability: &'static str,
    /// Words and rows of words, any of which speaks for it.
    terms: &'static [&'static str],
    /// What someone would use it for: begins with a verb, ends without a full stop.
    pub(crate) use_case: &'static str,
}

const fn rule(
    capability: &'static str,
    use_case: &'static str,
    terms: &'static [&'static str],
) -> Rule {
    Rule {
        capability,
        terms,
        use_case,
    }
}

const TABLES: [&[Rule]; 7] = [
    security::RULES,
    data::RULES,
    observability::RULES,
    network::RULES,
    workloads::RULES,
    delivery::RULES,
    platform::RULES,
];

static READY: LazyLock<Vec<(&'static Rule, Vec<Words>)>> = LazyLock::new(|| {
    TABLES
        .into_iter()
        .flatten()
        .map(|rule| {
            (
                rule,
                rule.terms.iter().map(|term| Words::of(term)).collect(),
            )
        })
        .collect()
});

/// Every rule with its terms.
pub(super) fn rules() -> impl Iterator<Item = (&'static Rule, &'static [Words])> {
    READY.iter().map(|(rule, terms)| (*rule, terms.as_slice()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_rule_is_well_formed_and_there_only_once() {
        let mut seen = BTreeSet::new();
        for (rule, terms) in rules() {
            assert!(
                seen.insert(rule.capability),
                "{} is there twice",
                rule.capability
            );
            assert_eq!(rule.capability, rule.capability.to_lowercase());
            assert!(!terms.is_empty(), "{}", rule.capability);
            assert!(
                rule.use_case.starts_with(|c: char| c.is_ascii_uppercase()),
                "{}",
                rule.use_case
            );
            assert!(!rule.use_case.ends_with('.'), "{}", rule.use_case);
        }
    }

    #[test]
    fn no_term_of_a_rule_is_contained_in_another_of_the_same_rule() {
        for (rule, terms) in rules() {
            for (index, term) in terms.iter().enumerate() {
                let shorter = terms
                    .iter()
                    .enumerate()
                    .find(|(other, it)| *other != index && term.contain(it));
                assert!(
                    shorter.is_none(),
                    "{}: {term:?} is never needed",
                    rule.capability
                );
            }
        }
    }
}
