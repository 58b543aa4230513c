use serde::Serialize;

use super::{Annotations, AttributeType, Deprecated, Examples, RequirementLevel, Stability};
use crate::source::ListEntry;

/// What an attribute is to the entity it describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeRole {
    /// Tells one entity from another.
    Identifying,
    /// Says more about it.
    Descriptive,
}

impl AttributeRole {
    pub(crate) const WORDS: &[(&str, AttributeRole)] = &[
        ("identifying", AttributeRole::Identifying),
        ("descriptive", AttributeRole::Descriptive),
    ];
}

/// An entry of a group's `attributes`: a definition (`id:`) or a reference (`ref:`).
///
/// Both have the same fields, except that a definition has a type, and all of them are optional
/// in a reference: what it leaves out comes from the definition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AttributeSpec {
    /// The attribute's name: the text after `id:` or `ref:`.
    pub(crate) name: String,
    /// The type. It is what makes this entry a definition.
    pub(crate) r#type: Option<AttributeType>,
    /// One sentence.
    pub(crate) brief: Option<String>,
    /// Examples of values.
    pub(crate) examples: Option<Examples>,
    /// A free label.
    pub(crate) tag: Option<String>,
    /// Whether it has to be set.
    pub(crate) requirement_level: Option<RequirementLevel>,
    /// Whether samplers may look at it.
    pub(crate) sampling_relevant: Option<bool>,
    /// Anything longer than the brief.
    pub(crate) note: Option<String>,
    /// How settled it is.
    pub(crate) stability: Option<Stability>,
    /// Whether it should no longer be used.
    pub(crate) deprecated: Option<Deprecated>,
    /// On a reference: name the attribute `<prefix of the group>.<ref>`.
    pub(crate) prefix: bool,
    /// Data for templates and tools.
    pub(crate) annotations: Option<Annotations>,
    /// What it is to an entity.
    pub(crate) role: Option<AttributeRole>,
    /// Where it stands in the group that wrote it.
    pub(crate) entry: ListEntry,
}

impl AttributeSpec {
    /// Whether this entry defines the attribute, instead of referring to it.
    pub(crate) fn is_definition(&self) -> bool {
        self.r#type.is_some()
    }

    /// This entry with what it leaves out taken from `inherited`.
    pub(crate) fn over(&self, inherited: &AttributeSpec) -> AttributeSpec {
        let own = self.clone();
        let base = inherited.clone();
        AttributeSpec {
            name: own.name,
            r#type: own.r#type.or(base.r#type),
            brief: own.brief.or(base.brief),
            examples: own.examples.or(base.examples),
            tag: own.tag.or(base.tag),
            requirement_level: own.requirement_level.or(base.requirement_level),
            sampling_relevant: own.sampling_relevant.or(base.sampling_relevant),
            note: own.note.or(base.note),
            stability: own.stability.or(base.stability),
            deprecated: own.deprecated.or(base.deprecated),
            prefix: own.prefix || base.prefix,
            annotations: own.annotations.or(base.annotations),
            role: own.role.or(base.role),
            entry: own.entry,
        }
    }
}
