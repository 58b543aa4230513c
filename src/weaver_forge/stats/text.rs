//! Statistics of version 1 for people.

use super::catalog::CatalogStats;
use super::groups::{CommonStats, GroupStats};
use super::lines::{Lines, capitalized};
use super::{RegistryStats, StatsV1};

impl StatsV1 {
    /// The statistics as indented lists.
    pub(super) fn to_text(&self) -> String {
        let mut lines = Lines::default();
        lines.add(0, "Resolved Telemetry Schema Stats:");
        let mut attribute_total = 0;
        for registry in &self.registry_stats {
            registry.write(&mut lines);
            attribute_total += registry.attribute_total();
        }
        lines.add(0, "Shared Catalog (after resolution and deduplication):");
        self.catalog_stats.write(attribute_total, &mut lines);
        lines.into_text()
    }
}

impl RegistryStats {
    fn write(&self, lines: &mut Lines) {
        lines.add(0, "Registry");
        lines.add(1, format!("- {} groups", self.group_count));
        for (name, group) in self.group_breakdown.values().flatten() {
            lines.add(2, format!("- {} {name}s", group.common_stats.count));
            group.write(lines);
        }
    }

    /// The attributes of all groups, not counting those whose type is unknown.
    fn attribute_total(&self) -> usize {
        self.group_breakdown
            .iter()
            .filter(|(r#type, _)| **r#type != "undefined")
            .flat_map(|(_, groups)| groups.values())
            .map(|group| group.common_stats.total_attribute_count)
            .sum()
    }
}

impl GroupStats {
    fn write(&self, lines: &mut Lines) {
        self.common_stats.write(lines);
        if let Some(metrics) = &self.metrics {
            let names = metrics.metric_names.len();
            lines.add(3, format!("- Distinct number of metric names: {names}"));
            lines.add_counts(3, "- Instrument breakdown:", &metrics.instrument_breakdown);
            lines.add_counts(3, "- Unit breakdown:", &metrics.unit_breakdown);
        }
        if let Some(spans) = &self.spans {
            let kinds = spans.span_kind_breakdown.iter();
            let kinds = kinds.map(|(kind, number)| (capitalized(kind), *number));
            lines.add_counts(3, "- Span kind breakdown:", &kinds.collect());
        }
    }
}

impl CommonStats {
    fn write(&self, lines: &mut Lines) {
        let total = self.total_attribute_count;
        lines.add(3, format!("- Total number of attributes: {total}"));
        let cards: Vec<String> = self
            .attribute_card_breakdown
            .iter()
            .map(|(card, frequency)| format!("{card}: {frequency}"))
            .collect();
        let cards = cards.join(", ");
        lines.add(
            4,
            format!("- [(attributes card: frequency), ...]: [{cards}]"),
        );
        let share = |part| share(part, self.count);
        let prefixes = share(self.total_with_prefix);
        lines.add(3, format!("- Number of group with a prefix: {prefixes}"));
        let notes = share(self.total_with_note);
        lines.add(3, format!("- Number of group with a note: {notes}"));
        if !self.stability_breakdown.is_empty() {
            let known = percent(self.stability_breakdown.values().sum(), self.count);
            let title = format!("- Stability breakdown ({known}%):");
            lines.add_counts(3, title, &self.stability_breakdown);
        }
        if self.deprecated_count > 0 {
            let deprecated = share(self.deprecated_count);
            lines.add(
                3,
                format!("- Total number of deprecated groups: {deprecated}"),
            );
        }
    }
}

impl CatalogStats {
    fn write(&self, attribute_total: usize, lines: &mut Lines) {
        if attribute_total > 0 {
            let distinct = share(self.attribute_count, attribute_total);
            lines.add(
                1,
                format!("- Number of deduplicated attributes: {distinct}"),
            );
        }
        lines.add_counts(
            2,
            "- Attribute types breakdown:",
            &self.attribute_type_breakdown,
        );
        lines.add_counts(
            2,
            "- Requirement levels breakdown:",
            &self.requirement_level_breakdown,
        );
        if !self.stability_breakdown.is_empty() {
            let known = percent(
                self.stability_breakdown.values().sum(),
                self.attribute_count,
            );
            let title = format!("- Stability breakdown ({known}%):");
            lines.add_counts(2, title, &self.stability_breakdown);
        }
        if self.deprecated_count > 0 {
            let deprecated = share(self.deprecated_count, self.attribute_count);
            lines.add(
                2,
                format!("- Total number of deprecated attributes: {deprecated}"),
            );
        }
    }
}

/// `part`, and what part of `whole` it is.
fn share(part: usize, whole: usize) -> String {
    format!("{part} ({}%)", percent(part, whole))
}

/// Rounded down; nothing is all of nothing.
fn percent(part: usize, whole: usize) -> usize {
    (part * 100).checked_div(whole).unwrap_or(100)
}
