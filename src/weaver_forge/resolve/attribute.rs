use std::cmp::Ordering;

use serde::Serialize;

use crate::model::{
    Annotations, AttributeRole, AttributeSpec, AttributeType, Deprecated, Examples,
    RequirementLevel, Stability, Value,
};
use crate::source::ListEntry;

/// An attribute of a group, with everything that references leave to the definition filled in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attribute {
    /// The key that is sent.
    pub name: String,
    /// The type of the value.
    pub r#type: AttributeType,
    /// One sentence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub brief: String,
    /// Examples of values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub examples: Option<Examples>,
    /// A free label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Whether it has to be set.
    pub requirement_level: RequirementLevel,
    /// Whether samplers may look at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampling_relevant: Option<bool>,
    /// Anything longer than the brief.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How settled it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability: Option<Stability>,
    /// Whether it should no longer be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecated>,
    /// Whether a reference asked for the prefix of its group.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub prefix: bool,
    /// Data for templates and tools.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotations: Option<Annotations>,
    /// What it is to an entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<AttributeRole>,
    /// If the group defines it: where it stands there.
    #[serde(skip)]
    pub(crate) entry: ListEntry,
}

impl Attribute {
    /// The attribute that `spec` defines, or refers to with everything filled in; `None` if its type
    /// is not known.
    pub(super) fn from_spec(spec: AttributeSpec) -> Option<Self> {
        Some(Self {
            name: spec.name,
            r#type: spec.r#type?,
            brief: spec.brief.unwrap_or_default(),
            examples: spec.examples,
            tag: spec.tag,
            requirement_level: spec.requirement_level.unwrap_or_default(),
            sampling_relevant: spec.sampling_relevant,
            note: spec.note.unwrap_or_default(),
            stability: spec.stability,
            deprecated: spec.deprecated,
            prefix: spec.prefix,
            annotations: spec.annotations,
            role: spec.role,
            entry: spec.entry,
        })
    }

    /// This attribute as if a file defined it like this.
    pub(super) fn to_spec(&self) -> AttributeSpec {
        let own = self.clone();
        AttributeSpec {
            name: own.name,
            r#type: Some(own.r#type),
            brief: Some(own.brief),
            examples: own.examples,
            tag: own.tag,
            requirement_level: Some(own.requirement_level),
            sampling_relevant: own.sampling_relevant,
            note: Some(own.note),
            stability: own.stability,
            deprecated: own.deprecated,
            prefix: false,
            annotations: own.annotations,
            role: own.role,
            entry: self.entry,
        }
    }

    /// Whether the registry keeps it from those who depend on it.
    pub(super) fn is_excluded(&self) -> bool {
        is_excluded(self.annotations.as_ref())
    }

    /// The order of attributes in a group: by name. The rest only decides between two references to
    /// one attribute.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let rest = |attribute: &Self| (attribute.brief.clone(), attribute.note.clone());
        self.name
            .cmp(&other.name)
            .then_with(|| rest(self).cmp(&rest(other)))
    }
}

/// Whether annotations say `dependency_resolution: {exclude: true}`.
pub(super) fn is_excluded(annotations: Option<&Annotations>) -> bool {
    annotations
        .and_then(|annotations| annotations.get("dependency_resolution"))
        .and_then(|settings| settings.get("exclude"))
        .and_then(Value::as_bool)
        .unwrap_or_default()
}
