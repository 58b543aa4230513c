//! Statistics of a registry that is shown as attributes and signals.

mod text;

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value as Json;

use super::{Counts, count};

/// The statistics of version 2.
#[derive(Debug, Serialize)]
pub(crate) struct StatsV2 {
    /// Nothing: Weaver does not count refinements.
    refinements: Counts,
    registry: RegistryStats,
    /// Which of Weaver's two shapes this is.
    version: &'static str,
}

#[derive(Debug, Serialize)]
struct RegistryStats {
    attribute_groups: AttributeGroupStats,
    attributes: AttributeStats,
    entities: EntityStats,
    events: EventStats,
    metrics: MetricStats,
    spans: SpanStats,
}

/// What is counted of everything but attributes.
#[derive(Debug, Serialize)]
struct CommonStats {
    count: usize,
    deprecated_count: usize,
    stability_breakdown: Counts<String>,
    total_with_note: usize,
}

#[derive(Debug, Serialize)]
struct AttributeGroupStats {
    common: CommonStats,
}

#[derive(Debug, Serialize)]
struct AttributeStats {
    attribute_count: usize,
    attribute_type_breakdown: Counts<String>,
    deprecated_count: usize,
    stability_breakdown: Counts<String>,
}

#[derive(Debug, Serialize)]
struct EntityStats {
    common: CommonStats,
    /// How many entities are identified by so many attributes.
    entity_identity_length_distribution: Counts<usize>,
    entity_types: BTreeSet<String>,
}

#[derive(Debug, Serialize)]
struct EventStats {
    common: CommonStats,
    event_names: BTreeSet<String>,
}

#[derive(Debug, Serialize)]
struct MetricStats {
    common: CommonStats,
    instrument_breakdown: Counts<String>,
    metric_names: BTreeSet<String>,
    unit_breakdown: Counts<String>,
}

#[derive(Debug, Serialize)]
struct SpanStats {
    common: CommonStats,
    span_kind_breakdown: Counts<String>,
}

impl StatsV2 {
    /// Counts what a registry has; `context` is what templates see of it.
    pub(super) fn of(context: &Json) -> Self {
        let list = |name: &str| {
            List(
                context["registry"][name]
                    .as_array()
                    .map_or(&[], Vec::as_slice),
            )
        };
        let (entities, events) = (list("entities"), list("events"));
        let (metrics, spans) = (list("metrics"), list("spans"));
        let registry = RegistryStats {
            attribute_groups: AttributeGroupStats {
                common: list("attribute_groups").common(),
            },
            attributes: AttributeStats::of(&list("attributes")),
            entities: EntityStats {
                common: entities.common(),
                entity_identity_length_distribution: entities.identity_lengths(),
                entity_types: entities.texts("type").collect(),
            },
            events: EventStats {
                common: events.common(),
                event_names: events.texts("name").collect(),
            },
            metrics: MetricStats {
                common: metrics.common(),
                instrument_breakdown: metrics.breakdown("instrument"),
                metric_names: metrics.texts("name").collect(),
                unit_breakdown: metrics.breakdown("unit"),
            },
            spans: SpanStats {
                common: spans.common(),
                span_kind_breakdown: spans.breakdown("kind"),
            },
        };
        Self {
            refinements: Counts::new(),
            registry,
            version: "v2",
        }
    }
}

impl AttributeStats {
    fn of(attributes: &List<'_>) -> Self {
        let mut types = Counts::new();
        for attribute in attributes.0 {
            count(&mut types, type_name(&attribute["type"]));
        }
        Self {
            attribute_count: attributes.0.len(),
            attribute_type_breakdown: types,
            deprecated_count: attributes.with("deprecated"),
            stability_breakdown: attributes.breakdown("stability"),
        }
    }
}

/// The name of a type; that of an enum says how many members it has.
fn type_name(r#type: &Json) -> String {
    match (r#type.as_str(), r#type["members"].as_array()) {
        (None, Some(members)) => format!("enum(card:{:03})", members.len()),
        (name, _) => name.unwrap_or_default().to_owned(),
    }
}

/// Attributes, groups or signals.
struct List<'a>(&'a [Json]);

impl List<'_> {
    fn common(&self) -> CommonStats {
        CommonStats {
            count: self.0.len(),
            deprecated_count: self.with("deprecated"),
            stability_breakdown: self.breakdown("stability"),
            total_with_note: self.texts("note").filter(|note| !note.is_empty()).count(),
        }
    }

    /// How many have the field `name`.
    fn with(&self, name: &str) -> usize {
        self.0.iter().filter(|item| !item[name].is_null()).count()
    }

    /// The texts in the field `name`.
    fn texts(&self, name: &str) -> impl Iterator<Item = String> {
        self.0
            .iter()
            .filter_map(move |item| item[name].as_str().map(str::to_owned))
    }

    /// How often each text occurs in the field `name`.
    fn breakdown(&self, name: &str) -> Counts<String> {
        let mut counts = Counts::new();
        for text in self.texts(name) {
            count(&mut counts, text);
        }
        counts
    }

    fn identity_lengths(&self) -> Counts<usize> {
        let mut counts = Counts::new();
        for entity in self.0 {
            count(
                &mut counts,
                entity["identity"].as_array().map_or(0, Vec::len),
            );
        }
        counts
    }
}
