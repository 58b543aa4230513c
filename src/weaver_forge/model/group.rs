use serde::Serialize;

use super::{
    Annotations, AttributeSpec, Body, Deprecated, EntityAssociation, RequirementLevel, Stability,
};
use crate::source::{FileId, ListEntry, YamlPath};

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

/// Who may use an attribute group of format 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visibility {
    /// Also registries that depend on this one.
    Public,
    /// The signals of this registry only.
    Internal,
}

impl Visibility {
    pub(crate) const WORDS: &[(&str, Visibility)] = &[
        ("public", Visibility::Public),
        ("internal", Visibility::Internal),
    ];
}

/// A `ref_group` of format 2: the attributes of another group belong to this one too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inclusion {
    /// The id of the other group.
    pub(crate) group: String,
    /// Where it stands in the group that wrote it.
    pub(crate) entry: ListEntry,
}

/// An entry of a file's `groups`, or what a definition of format 2 amounts to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GroupSpec {
    /// The name of the group.
    pub(crate) id: String,
    /// What it describes.
    pub(crate) r#type: GroupType,
    /// One sentence.
    pub(crate) brief: String,
    /// Anything longer.
    pub(crate) note: String,
    /// Put before the names of the attributes defined here. Deprecated.
    pub(crate) prefix: String,
    /// The group whose attributes this one inherits.
    pub(crate) extends: Option<String>,
    /// How settled it is.
    pub(crate) stability: Option<Stability>,
    /// Whether it should no longer be used.
    pub(crate) deprecated: Option<Deprecated>,
    /// Definitions and references.
    pub(crate) attributes: Vec<AttributeSpec>,
    /// Spans: the kind.
    pub(crate) span_kind: Option<SpanKind>,
    /// Spans: names of events that happen during them.
    pub(crate) events: Vec<String>,
    /// Metrics: the name.
    pub(crate) metric_name: Option<String>,
    /// Metrics: the instrument.
    pub(crate) instrument: Option<Instrument>,
    /// Metrics: the unit, in UCUM.
    pub(crate) unit: Option<String>,
    /// The name of an event or the type of an entity.
    pub(crate) name: Option<String>,
    /// Attribute groups: the title in documents.
    pub(crate) display_name: Option<String>,
    /// Events: the body.
    pub(crate) body: Option<Body>,
    /// Which entities the signal is about.
    pub(crate) entity_associations: Vec<EntityAssociation>,
    /// Data for templates and tools.
    pub(crate) annotations: Option<Annotations>,
    /// Format 2: the groups whose attributes belong to this one too, in the order of the file.
    pub(crate) includes: Vec<Inclusion>,
    /// Attribute groups of format 2: who may use it.
    pub(crate) visibility: Option<Visibility>,
    /// Spans of format 2: how their name is made.
    pub(crate) span_name: Option<String>,
    /// Signals of format 2: whether they should be emitted.
    pub(crate) requirement_level: Option<RequirementLevel>,
    /// Whether the file has format 2.
    pub(crate) is_v2: bool,
    /// The file that wrote it.
    pub(crate) file: FileId,
    /// Where it stands in that file; `None` for the attributes at the root of a file of format 2.
    pub(crate) entry: Option<ListEntry>,
}

impl GroupSpec {
    /// A group that says nothing yet.
    pub(crate) fn new(file: FileId, entry: Option<ListEntry>) -> Self {
        Self {
            id: String::new(),
            r#type: GroupType::Undefined,
            brief: String::new(),
            note: String::new(),
            prefix: String::new(),
            extends: None,
            stability: None,
            deprecated: None,
            attributes: Vec::new(),
            span_kind: None,
            events: Vec::new(),
            metric_name: None,
            instrument: None,
            unit: None,
            name: None,
            display_name: None,
            body: None,
            entity_associations: Vec::new(),
            annotations: None,
            includes: Vec::new(),
            visibility: None,
            span_name: None,
            requirement_level: None,
            is_v2: false,
            file,
            entry,
        }
    }

    /// Where it stands in its file.
    pub(crate) fn path(&self) -> YamlPath {
        self.entry.map(ListEntry::path).unwrap_or_default()
    }

    /// Where an attribute of this group stands in the file.
    pub(crate) fn attribute_path(&self, attribute: &AttributeSpec) -> YamlPath {
        attribute.entry.path_in(self.path())
    }

    /// The type of the entity this group describes, as associations spell it.
    pub(crate) fn entity_type(&self) -> Option<&str> {
        let of_id = || self.id.strip_prefix("entity.").unwrap_or(&self.id);
        (self.r#type == GroupType::Entity).then(|| self.name.as_deref().unwrap_or_else(of_id))
    }
}
