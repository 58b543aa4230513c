use serde::Serialize;

use super::attribute::{Attribute, is_excluded};
use super::lineage::Lineage;
use crate::model::{
    Annotations, Body, Deprecated, EntityAssociation, GroupSpec, GroupType, Instrument,
    RequirementLevel, SpanKind, Stability, Visibility,
};
use crate::source::{FileId, ListEntry, YamlPath};

/// A group with all its attributes, in the order in which Weaver prints its fields.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The name of the group.
    pub id: String,
    /// What it describes.
    pub r#type: GroupType,
    /// One sentence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub brief: String,
    /// Anything longer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What the names of the attributes defined here begin with.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// How settled it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability: Option<Stability>,
    /// Whether it should no longer be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecated>,
    /// The attributes, in the order of their names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Attribute>,
    /// Spans: the kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span_kind: Option<SpanKind>,
    /// Spans: names of events that happen during them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// Metrics: the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric_name: Option<String>,
    /// Metrics: the instrument.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instrument: Option<Instrument>,
    /// Metrics: the unit, in UCUM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The name of an event or the type of an entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where the group and its attributes come from.
    pub lineage: Lineage,
    /// Attribute groups: the title in documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Events: the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// Which entities the signal is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entity_associations: Vec<EntityAssociation>,
    /// Data for templates and tools.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotations: Option<Annotations>,
    /// The file that wrote it.
    #[serde(skip)]
    pub(crate) file: FileId,
    /// Where it stands in that file; `None` for the attributes at the root of a file of format 2.
    #[serde(skip)]
    pub(crate) entry: Option<ListEntry>,
    /// Attribute groups of format 2: who may use it.
    #[serde(skip)]
    pub(crate) visibility: Option<Visibility>,
    /// Spans of format 2: how their name is made.
    #[serde(skip)]
    pub(crate) span_name: Option<String>,
    /// Signals of format 2: whether they should be emitted.
    #[serde(skip)]
    pub(crate) requirement_level: Option<RequirementLevel>,
    /// Whether the file has format 2.
    #[serde(skip)]
    pub(crate) is_v2: bool,
}

impl Group {
    pub(super) fn new(spec: &GroupSpec, mut attributes: Vec<Attribute>, lineage: Lineage) -> Self {
        attributes.sort_by(Attribute::order);
        let own = spec.clone();
        Self {
            id: own.id,
            r#type: own.r#type,
            brief: own.brief,
            note: own.note,
            prefix: own.prefix,
            stability: own.stability,
            deprecated: own.deprecated,
            attributes,
            span_kind: own.span_kind,
            events: own.events,
            metric_name: own.metric_name,
            instrument: own.instrument,
            unit: own.unit,
            name: own.name,
            lineage,
            display_name: own.display_name,
            body: own.body,
            entity_associations: own.entity_associations,
            annotations: own.annotations,
            file: own.file,
            entry: own.entry,
            visibility: own.visibility,
            span_name: own.span_name,
            requirement_level: own.requirement_level,
            is_v2: own.is_v2,
        }
    }

    /// Whether `attribute`, one of this group, is defined here.
    pub fn defines(&self, attribute: &Attribute) -> bool {
        !self.lineage.attributes.contains_key(&attribute.name)
    }

    /// The type of the entity this group describes, as associations spell it.
    pub fn entity_type(&self) -> Option<&str> {
        let of_id = || self.id.strip_prefix("entity.").unwrap_or(&self.id);
        (self.r#type == GroupType::Entity).then(|| self.name.as_deref().unwrap_or_else(of_id))
    }

    /// This group as if a file wrote it like this, without its attributes.
    pub(super) fn to_spec(&self) -> GroupSpec {
        let own = self.clone();
        GroupSpec {
            id: own.id,
            r#type: own.r#type,
            brief: own.brief,
            note: own.note,
            prefix: own.prefix,
            stability: own.stability,
            deprecated: own.deprecated,
            span_kind: own.span_kind,
            events: own.events,
            metric_name: own.metric_name,
            instrument: own.instrument,
            unit: own.unit,
            name: own.name,
            display_name: own.display_name,
            body: own.body,
            entity_associations: own.entity_associations,
            annotations: own.annotations,
            visibility: own.visibility,
            span_name: own.span_name,
            requirement_level: own.requirement_level,
            is_v2: own.is_v2,
            ..GroupSpec::new(own.file, own.entry)
        }
    }

    /// What the id of such a signal begins with when it comes from a file of format 2.
    pub(super) fn signal_prefix(&self) -> Option<&'static str> {
        match self.r#type {
            GroupType::Span => Some("span"),
            GroupType::Event => Some("event"),
            GroupType::Metric => Some("metric"),
            GroupType::Entity => Some("entity"),
            _ => None,
        }
    }

    /// Where it stands in its file.
    pub(crate) fn path(&self) -> YamlPath {
        self.entry.map(ListEntry::path).unwrap_or_default()
    }

    /// Whether it is a variant of another signal of its type.
    pub(crate) fn is_refinement(&self) -> bool {
        self.lineage.extends_type == Some(self.r#type)
    }

    /// Each attribute, with the group beside it.
    pub(crate) fn with_attributes(&self) -> impl Iterator<Item = (&Group, &Attribute)> {
        self.attributes
            .iter()
            .map(move |attribute| (self, attribute))
    }

    /// Whether the registry keeps it from those who depend on it.
    pub(super) fn is_excluded(&self) -> bool {
        is_excluded(self.annotations.as_ref())
    }
}
