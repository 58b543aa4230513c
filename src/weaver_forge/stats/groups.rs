//! Statistics of groups.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Counts, count, word};
use crate::model::{GroupType, Instrument, SpanKind, Stability};
use crate::resolve::Group;

/// The statistics of all groups of one type.
#[derive(Debug, Default, Serialize)]
pub(super) struct GroupStats {
    pub(super) common_stats: CommonStats,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(super) metrics: Option<MetricStats>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(super) spans: Option<SpanStats>,
}

/// What is counted in groups of every type.
#[derive(Debug, Default, Serialize)]
pub(super) struct CommonStats {
    /// How many groups have so many attributes.
    pub(super) attribute_card_breakdown: Counts<usize>,
    pub(super) count: usize,
    pub(super) deprecated_count: usize,
    pub(super) stability_breakdown: Counts,
    pub(super) total_attribute_count: usize,
    pub(super) total_with_note: usize,
    pub(super) total_with_prefix: usize,
}

/// What is counted in metrics only.
#[derive(Debug, Default, Serialize)]
pub(super) struct MetricStats {
    pub(super) instrument_breakdown: Counts,
    pub(super) metric_names: BTreeSet<String>,
    pub(super) unit_breakdown: Counts<String>,
}

/// What is counted in spans only.
#[derive(Debug, Default, Serialize)]
pub(super) struct SpanStats {
    pub(super) span_kind_breakdown: Counts,
}

/// The statistics of `groups` by type, as files spell it and, below that, as Weaver's code does.
pub(super) fn breakdown(
    groups: &[&Group],
) -> BTreeMap<&'static str, BTreeMap<&'static str, GroupStats>> {
    let mut breakdown: BTreeMap<_, BTreeMap<_, GroupStats>> = BTreeMap::new();
    for group in groups {
        breakdown
            .entry(word(GroupType::WORDS, &group.r#type))
            .or_default()
            .entry(group.r#type.weaver_name())
            .or_default()
            .add(group);
    }
    breakdown
}

impl GroupStats {
    fn add(&mut self, group: &Group) {
        self.common_stats.add(group);
        match group.r#type {
            GroupType::Metric => self.metrics.get_or_insert_default().add(group),
            GroupType::Span => self.spans.get_or_insert_default().add(group),
            _ => {}
        }
    }
}

impl CommonStats {
    fn add(&mut self, group: &Group) {
        count(&mut self.attribute_card_breakdown, group.attributes.len());
        self.count += 1;
        self.deprecated_count += usize::from(group.deprecated.is_some());
        if let Some(stability) = &group.stability {
            count(
                &mut self.stability_breakdown,
                word(Stability::WORDS, stability),
            );
        }
        self.total_attribute_count += group.attributes.len();
        self.total_with_note += usize::from(!group.note.is_empty());
        self.total_with_prefix += usize::from(!group.prefix.is_empty());
    }
}

impl MetricStats {
    fn add(&mut self, group: &Group) {
        self.metric_names.extend(group.metric_name.clone());
        if let Some(instrument) = &group.instrument {
            count(
                &mut self.instrument_breakdown,
                word(Instrument::WORDS, instrument),
            );
        }
        if let Some(unit) = &group.unit {
            count(&mut self.unit_breakdown, unit.clone());
        }
    }
}

impl SpanStats {
    fn add(&mut self, group: &Group) {
        if let Some(kind) = &group.span_kind {
            count(&mut self.span_kind_breakdown, word(SpanKind::WORDS, kind));
        }
    }
}
