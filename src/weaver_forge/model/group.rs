use serde::Serialize;

use super::{Annotations, AttributeSpec, Body, Deprecated, EntityAssociation, Stability};
use crate::source::FileId;

/// What a group describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupType {
    /// Attributes only.
    AttributeGroup,
    /// A span.
    Span,
    /// An event.
    Event,
    /// A metric.
    Metric,
    /// Attributes that several metrics share.
    MetricGroup,
    /// An entity; formerly spelt `resource`.
    Entity,
    /// An instrumentation scope.
    Scope,
    /// The file does not say.
    Undefined,
}

impl GroupType {
    /// Every spelling a file may use.
    pub(crate) const WORDS: &[(&str, GroupType)] = &[
        ("attribute_group", GroupType::AttributeGroup),
        ("span", GroupType::Span),
        ("event", GroupType::Event),
        ("metric", GroupType::Metric),
        ("metric_group", GroupType::MetricGroup),
        ("entity", GroupType::Entity),
        ("resource", GroupType::Entity),
        ("scope", GroupType::Scope),
        ("undefined", GroupType::Undefined),
    ];

    /// The name Weaver's messages use.
    pub(crate) fn weaver_name(self) -> &'static str {
        match self {
            GroupType::AttributeGroup => "AttributeGroup",
            GroupType::Span => "Span",
            GroupType::Event => "Event",
            GroupType::Metric => "Metric",
            GroupType::MetricGroup => "MetricGroup",
            GroupType::Entity => "Entity",
            GroupType::Scope => "Scope",
            GroupType::Undefined => "Undefined",
        }
    }

    /// Whether telemetry of this type is emitted: spans, events, metrics and entities are.
    pub fn is_signal(self) -> bool {
        matches!(self, Self::Span | Self::Event | Self::Metric | Self::Entity)
    }
}

/// The kind of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the specification's own words")]
pub enum SpanKind {
    Internal,
    Client,
    Server,
    Producer,
    Consumer,
}

impl SpanKind {
    pub(crate) const WORDS: &[(&str, SpanKind)] = &[
        ("internal", SpanKind::Internal),
        ("client", SpanKind::Client),
        ("server", SpanKind::Server),
        ("producer", SpanKind::Producer),
        ("consumer", SpanKind::Consumer),
    ];
}

/// The instrument of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the specification's own words")]
pub enum Instrument {
    UpDownCounter,
    Counter,
    Gauge,
    Histogram,
}

impl Instrument {
    pub(crate) const WORDS: &[(&str, Instrument)] = &[
        ("updowncounter", Instrument::UpDownCounter),
        ("counter", Instrument::Counter),
        ("gauge", Instrument::Gauge),
        ("histogram", Instrument::Histogram),
    ];
}

/// An entry of a file's `groups`.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupSpec {
    /// The name of the group.
    pub id: String,
    /// What it describes.
    pub r#type: GroupType,
    /// One sentence.
    pub brief: String,
    /// Anything longer.
    pub note: String,
    /// Put before the names of the attributes defined here. Deprecated.
    pub prefix: String,
    /// The group whose attributes this one inherits.
    pub extends: Option<String>,
    /// How settled it is.
    pub stability: Option<Stability>,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// Definitions and references.
    pub attributes: Vec<AttributeSpec>,
    /// Spans: the kind.
    pub span_kind: Option<SpanKind>,
    /// Spans: names of events that happen during them.
    pub events: Vec<String>,
    /// Metrics: the name.
    pub metric_name: Option<String>,
    /// Metrics: the instrument.
    pub instrument: Option<Instrument>,
    /// Metrics: the unit, in UCUM.
    pub unit: Option<String>,
    /// The name of an event or the type of an entity.
    pub name: Option<String>,
    /// Attribute groups: the title in documents.
    pub display_name: Option<String>,
    /// Events: the body.
    pub body: Option<Body>,
    /// Which entities the signal is about.
    pub entity_associations: Vec<EntityAssociation>,
    /// Data for templates and tools.
    pub annotations: Option<Annotations>,
    /// The file that wrote it.
    pub file: FileId,
    /// Its place in that file's `groups`.
    pub index: usize,
}

impl GroupSpec {
    /// The type of the entity this group describes, as associations spell it.
    pub(crate) fn entity_type(&self) -> Option<&str> {
        let of_id = || self.id.strip_prefix("entity.").unwrap_or(&self.id);
        (self.r#type == GroupType::Entity).then(|| self.name.as_deref().unwrap_or_else(of_id))
    }
}
