//! Statistics of version 2 for people.

use std::cmp::Reverse;

use super::{AttributeStats, CommonStats, StatsV2};
use crate::stats::Counts;
use crate::stats::lines::{Lines, capitalized};

impl StatsV2 {
    /// The statistics as indented lists. Of attribute groups Weaver prints a placeholder only; here
    /// they are counted like the signals.
    pub(in crate::stats) fn to_text(&self) -> String {
        let registry = &self.registry;
        let mut lines = Lines::default();
        lines.add(0, "Resolved Telemetry Schema Stats:");
        lines.add(0, "Registry");
        registry.attributes.write(&mut lines);
        let groups = &registry.attribute_groups.common;
        groups.write("- Attribute Groups", &mut lines);
        let entities = &registry.entities;
        entities.common.write("- Entities", &mut lines);
        lines.add(1, "- entity identity length distribution:");
        for (length, number) in &entities.entity_identity_length_distribution {
            lines.add(3, format!("- {length}: {number}"));
        }
        registry.events.common.write("- Events", &mut lines);
        let metrics = &registry.metrics;
        metrics.common.write("- Metrics", &mut lines);
        add_most_frequent(
            "- instrument breakdown:",
            &metrics.instrument_breakdown,
            &mut lines,
        );
        add_most_frequent("- unit breakdown:", &metrics.unit_breakdown, &mut lines);
        registry.spans.common.write("- Spans", &mut lines);
        let kinds = registry.spans.span_kind_breakdown.iter();
        let kinds = kinds.map(|(kind, number)| (capitalized(kind), *number));
        lines.add_counts(1, "- span kind breakdown:", &kinds.collect());
        lines.into_text()
    }
}

impl AttributeStats {
    fn write(&self, lines: &mut Lines) {
        lines.add(0, "- Attributes");
        lines.add(1, format!("- count: {}", self.attribute_count));
        lines.add(1, format!("- deprecated: {}", self.deprecated_count));
        add_most_frequent("- type breakdown:", &self.attribute_type_breakdown, lines);
        lines.add_counts(1, "- stability breakdown:", &self.stability_breakdown);
    }
}

impl CommonStats {
    fn write(&self, title: &str, lines: &mut Lines) {
        lines.add(0, title);
        lines.add(1, format!("- count: {}", self.count));
        lines.add(1, format!("- deprecated: {}", self.deprecated_count));
        lines.add_counts(1, "- stability breakdown:", &self.stability_breakdown);
        lines.add(1, format!("- total with note: {}", self.total_with_note));
    }
}

fn add_most_frequent(title: &str, counts: &Counts<String>, lines: &mut Lines) {
    lines.add(1, title);
    let mut rows: Vec<_> = counts.iter().collect();
    rows.sort_by_key(|(_, number)| Reverse(**number));
    for (key, number) in rows {
        lines.add(2, format!("- {key}: {number}"));
    }
}
