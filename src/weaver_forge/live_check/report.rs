//! Results for people.

use serde::Serialize;
use serde_json::Value as Json;

use super::sample::Sample;
use super::statistics::Statistics;

/// Everything a live check found.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// The samples, with what was found about them.
    pub(crate) samples: Vec<Sample>,
    /// The same in numbers.
    pub(crate) statistics: Option<Statistics>,
}

/// What a sample has inside: the field, and what each item of it is.
const INSIDE: [(&str, &str); 6] = [
    ("attributes", "attribute"),
    ("filtered_attributes", "attribute"),
    ("span_events", "span event"),
    ("span_links", "span link"),
    ("data_points", "data point"),
    ("exemplars", "exemplar"),
];

/// The share of which hundred parts are shown.
const PERCENT: f64 = 100.0;

impl Report {
    /// The samples with findings, and then the numbers.
    pub(crate) fn to_text(&self) -> String {
        let samples: String = self.samples.iter().map(sample_text).collect();
        match &self.statistics {
            Some(statistics) => samples + &statistics.to_text(),
            None => samples,
        }
    }
}

/// The findings about a sample, each below what it is about; nothing if there are none.
pub(crate) fn sample_text(sample: &Sample) -> String {
    // Samples were read from JSON or could have been.
    let sample = serde_json::to_value(sample).unwrap_or_default();
    let mut lines = Vec::new();
    for (kind, body) in sample.as_object().into_iter().flatten() {
        entity(kind, body, 0, &mut lines);
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn entity(kind: &str, body: &Json, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    let text = |value: &Json, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let findings = list(&body["live_check_result"], "all_advice").map(|finding| {
        let (level, id) = (text(finding, "level"), text(finding, "id"));
        format!("{indent}  {level}: {} [{id}]", text(finding, "message"))
    });
    let mut below: Vec<String> = findings.collect();
    for (field, kind) in INSIDE {
        for body in list(body, field) {
            entity(kind, body, depth + 1, &mut below);
        }
    }
    if !below.is_empty() {
        let name = [text(body, "name"), text(body, "event_name")].concat();
        lines.push(format!("{indent}{kind} {name}").trim_end().to_owned());
        lines.append(&mut below);
    }
}

fn list<'a>(value: &'a Json, key: &str) -> impl Iterator<Item = &'a Json> {
    value
        .get(key)
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
}

impl Statistics {
    /// How much was found, and how much of the registry was seen.
    pub(crate) fn to_text(&self) -> String {
        let levels = ["violation", "improvement", "information"].map(|level| {
            let count = self.advice_level_counts.get(level).unwrap_or(&0);
            format!("{level} {count}")
        });
        let entities = self.total_entities_by_type.iter();
        let entities: Vec<_> = entities
            .map(|(kind, count)| format!("{kind} {count}"))
            .collect();
        format!(
            "\nfindings: {} ({})\nchecked: {} ({}), {} without findings\nseen of the registry: {:.1} %\n",
            self.total_advisories,
            levels.join(", "),
            self.total_entities,
            entities.join(", "),
            self.no_advice_count,
            self.registry_coverage * PERCENT,
        )
    }
}
