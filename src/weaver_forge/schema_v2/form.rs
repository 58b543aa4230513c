use serde::Serialize;

use super::attribute::Attribute;
use super::common::Origin;
use crate::model::RequirementLevel;

/// How attributes and origins are written: in place, or by reference.
pub(super) trait Form<'a> {
    /// A use of an attribute.
    type Use: Serialize;
    /// Where something was defined.
    type Provenance: Serialize;

    /// A use of `attribute` with what the signal says about it.
    fn attribute(&self, attribute: Attribute<'a>, usage: Usage<'a>) -> Self::Use;

    /// `origin`, unless there is nothing to say.
    fn provenance(&self, origin: Origin<'a>) -> Option<Self::Provenance>;
}

/// What a signal says about an attribute.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Usage<'a> {
    pub(super) requirement_level: &'a RequirementLevel,
    /// On spans only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sampling_relevant: Option<bool>,
}
