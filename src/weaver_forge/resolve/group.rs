use serde::Serialize;

use super::attribute::{Attribute, is_excluded};
use super::lineage::Lineage;
use crate::model::{
    Annotations, Body, Deprecated, EntityAssociation, GroupSpec, GroupType, Instrument, SpanKind,
    Stability,
};
use crate::source::FileId;

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
    /// Its place in that file's `groups`.
    #[serde(skip)]
    pub(crate) index: usize,
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
            index: own.index,
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
