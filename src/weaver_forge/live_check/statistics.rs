use std::collections::BTreeMap;

use serde::Serialize;

use super::definitions::Definitions;
use super::entity::Entity;
use super::result::LiveCheckResult;

type Counts = BTreeMap<String, usize>;

/// What a live check found, in numbers. An *entity* is anything that gets a result of its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Statistics {
    /// How many entities there were.
    pub(super) total_entities: usize,
    /// How many of each kind.
    pub(super) total_entities_by_type: Counts,
    /// How many findings there were.
    pub(super) total_advisories: usize,
    /// How many of each level.
    pub(super) advice_level_counts: Counts,
    /// How many entities had this as the worst level.
    highest_advice_level_counts: Counts,
    /// How many entities had no finding.
    pub(super) no_advice_count: usize,
    /// How many findings had this id.
    advice_type_counts: Counts,
    /// How many findings had this message.
    advice_message_counts: Counts,
    /// How often each attribute of the registry occurred; those that are deprecated are not counted
    /// as the registry's, here and below.
    seen_registry_attributes: Counts,
    /// How often each other attribute occurred.
    seen_non_registry_attributes: Counts,
    /// How often each metric of the registry occurred.
    seen_registry_metrics: Counts,
    /// How often each other metric occurred.
    seen_non_registry_metrics: Counts,
    /// How often each event of the registry occurred.
    seen_registry_events: Counts,
    /// How often each other event occurred.
    seen_non_registry_events: Counts,
    /// The share of the registry's attributes, metrics and events that occurred, from 0 to 1.
    pub(super) registry_coverage: f64,
}

impl Statistics {
    /// The statistics of a live check in which nothing has occurred yet.
    pub(crate) fn new(definitions: &Definitions) -> Self {
        let unseen = |names: &[String]| names.iter().map(|name| (name.clone(), 0)).collect();
        Self {
            seen_registry_attributes: unseen(&definitions.current.attributes),
            seen_registry_metrics: unseen(&definitions.current.metrics),
            seen_registry_events: unseen(&definitions.current.events),
            ..Self::default()
        }
    }

    /// Counts an entity with what was found about it.
    pub(super) fn count(&mut self, entity: Entity<'_>, result: &LiveCheckResult) {
        self.total_entities += 1;
        increment(&mut self.total_entities_by_type, entity.kind());
        self.total_advisories += result.all_advice.len();
        for finding in &result.all_advice {
            increment(&mut self.advice_level_counts, finding.level.as_str());
            increment(&mut self.advice_type_counts, &finding.id);
            increment(&mut self.advice_message_counts, &finding.message);
        }
        match result.highest_advice_level {
            Some(level) => increment(&mut self.highest_advice_level_counts, level.as_str()),
            None => self.no_advice_count += 1,
        }
    }

    /// Counts an attribute by the name under which the registry has it.
    pub(super) fn attribute(&mut self, name: &str) {
        let seen = &mut self.seen_registry_attributes;
        occurred(seen, &mut self.seen_non_registry_attributes, name);
    }

    /// Counts a metric.
    pub(super) fn metric(&mut self, name: &str) {
        let seen = &mut self.seen_registry_metrics;
        occurred(seen, &mut self.seen_non_registry_metrics, name);
    }

    /// Counts a log record; one without a name is no event.
    pub(super) fn event(&mut self, name: &str) {
        if !name.is_empty() {
            let seen = &mut self.seen_registry_events;
            occurred(seen, &mut self.seen_non_registry_events, name);
        }
    }

    /// Works out what only makes sense at the end.
    pub(crate) fn finish(&mut self) {
        let registry = [
            &self.seen_registry_attributes,
            &self.seen_registry_metrics,
            &self.seen_registry_events,
        ];
        let all: usize = registry.iter().map(|counts| counts.len()).sum();
        let counts = registry.iter().flat_map(|counts| counts.values());
        let seen = counts.filter(|count| **count > 0).count();
        self.registry_coverage = match all {
            0 => 0.0,
            _ => share(seen, all),
        };
    }
}

/// `part` of `all`, rounded to 32 bits and then written as shortly as 32 bits can be, as Weaver's
/// reports have it.
fn share(part: usize, all: usize) -> f64 {
    let rounded = (part as f64 / all as f64) as f32;
    rounded.to_string().parse().unwrap_or_default()
}

fn increment(counts: &mut Counts, key: &str) {
    match counts.get_mut(key) {
        Some(count) => *count += 1,
        None => {
            counts.insert(key.to_owned(), 1);
        }
    }
}

fn occurred(registry: &mut Counts, others: &mut Counts, name: &str) {
    match registry.get_mut(name) {
        Some(count) => *count += 1,
        None => increment(others, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_has_the_digits_of_32_bits() {
        assert_eq!(share(2, 9).to_string(), "0.22222222");
        assert_eq!(share(9, 9).to_string(), "1");
    }

    #[test]
    fn nothing_is_covered_of_nothing() {
        let mut statistics = Statistics::default();
        statistics.attribute("a.b");
        statistics.finish();
        assert_eq!(statistics.registry_coverage, 0.0);
        assert_eq!(statistics.seen_non_registry_attributes["a.b"], 1);
    }
}
