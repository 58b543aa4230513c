use serde::Serialize;

use super::common::Common;
use crate::model::{Instrument, RequirementLevel, SpanKind};

/// A signal, a refinement of one, or an attribute group; `A` is a use of an attribute, `P` an origin.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Signal<'a, A, P> {
    /// Refinements and attribute groups only: signals are known by name or type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'a str>,
    #[serde(flatten)]
    pub(super) definition: Definition<'a, A>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) entity_associations: Vec<Association<'a, P>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) requirement_level: Option<&'a RequirementLevel>,
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) provenance: Option<P>,
}

/// What sets the types of signals apart.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(super) enum Definition<'a, A> {
    Metric {
        name: &'a str,
        instrument: Instrument,
        unit: &'a str,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        attributes: Vec<A>,
    },
    Span {
        r#type: &'a str,
        kind: SpanKind,
        name: SpanName<'a>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        attributes: Vec<A>,
    },
    Event {
        name: &'a str,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        attributes: Vec<A>,
    },
    Entity {
        r#type: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        identity: Option<Vec<A>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        description: Vec<A>,
    },
    AttributeGroup {
        attributes: Vec<A>,
    },
}

/// How the name of a span is made.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SpanName<'a> {
    pub(super) note: &'a str,
}

/// Which entities a signal is about.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(super) enum Association<'a, P> {
    Entity {
        r#type: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        provenance: Option<P>,
    },
    OneOf {
        one_of: Vec<Association<'a, P>>,
    },
    AllOf {
        all_of: Vec<Association<'a, P>>,
    },
}

impl<'a, A, P> Signal<'a, A, P> {
    /// What tells it from others in its list: the id, else the name or type.
    pub(super) fn key(&self) -> &'a str {
        self.id.unwrap_or(match self.definition {
            Definition::Metric { name, .. } | Definition::Event { name, .. } => name,
            Definition::Span { r#type, .. } | Definition::Entity { r#type, .. } => r#type,
            Definition::AttributeGroup { .. } => "",
        })
    }
}
