use std::fmt;

use serde::Serialize;

use crate::diagnostic::{Gravity, Problem, Stage, Wrapping};

/// What is wrong with a group.
#[derive(Debug, Serialize)]
pub(crate) struct GroupProblem {
    pub(super) path_or_url: String,
    pub(super) group_id: String,
    pub(super) error: String,
}

impl fmt::Display for GroupProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "group `{}`: {}", self.group_id, self.error)
    }
}

/// What is wrong with an attribute.
#[derive(Debug, Serialize)]
pub(crate) struct AttributeProblem {
    pub(super) path_or_url: String,
    pub(super) group_id: String,
    pub(super) attribute_id: String,
    pub(super) error: String,
}

impl fmt::Display for AttributeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "attribute `{}`: {}", self.attribute_id, self.error)
    }
}

/// What is wrong with the body of an event, or a value in it.
#[derive(Debug, Serialize)]
pub(crate) struct BodyProblem {
    pub(super) path_or_url: String,
    pub(super) group_id: String,
    pub(super) value_id: String,
    pub(super) error: String,
}

impl fmt::Display for BodyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "value `{}` in the body of `{}`: {}",
            self.value_id, self.group_id, self.error
        )
    }
}

/// What can be wrong with definitions that can be read. The variants and the texts are Weaver's.
#[derive(Debug, Serialize, thiserror::Error)]
pub(crate) enum CheckProblem {
    #[error("group `{group_id}`: `prefix` is deprecated")]
    InvalidGroupUsesPrefix {
        path_or_url: String,
        group_id: String,
    },
    #[error("{0}")]
    InvalidGroupStability(GroupProblem),
    #[error("group `{group_id}` refers to `{attribute_ref}` twice")]
    InvalidGroupDuplicateAttributeRef {
        path_or_url: String,
        group_id: String,
        attribute_ref: String,
    },
    #[error("{0}")]
    InvalidGroupMissingExtendsOrAttributes(GroupProblem),
    #[error("{0}")]
    InvalidGroup(GroupProblem),
    #[error("{0}")]
    InvalidGroupMissingType(GroupProblem),
    #[error("{0}")]
    InvalidSpanMissingSpanKind(GroupProblem),
    #[error("{0}")]
    InvalidMetric(GroupProblem),
    #[error("{0}")]
    InvalidAnyValue(BodyProblem),
    #[error("{0}")]
    InvalidAnyValueExampleError(BodyProblem),
    #[error("`{id}`: {error}")]
    UnstructuredDeprecatedProperty {
        path_or_url: String,
        id: String,
        error: String,
    },
    #[error("{0}")]
    InvalidAttribute(AttributeProblem),
    #[error("{0}")]
    InvalidAttributeWarning(AttributeProblem),
    #[error("{0}")]
    InvalidExampleError(AttributeProblem),
    #[error("{0}")]
    InvalidExampleWarning(AttributeProblem),

    #[error("`{group_id}` does not say whether it should be emitted")]
    MissingRequirementLevelWarning {
        path_or_url: String,
        group_id: String,
    },
    #[error("nothing tells one `{group_id}` from another: the entity has no `identity`")]
    EntityMissingIdentity {
        path_or_url: String,
        group_id: String,
    },
    #[error("`{attribute_id}` both identifies and describes `{group_id}`")]
    AttributeInIdentityAndDescription {
        path_or_url: String,
        group_id: String,
        attribute_id: String,
    },

    #[error("the group id `{group_id}` is used {} times", provenances.len())]
    DuplicateGroupId {
        group_id: String,
        provenances: Vec<String>,
    },
    #[error("the name `{group_name}` is used by {} groups", provenances.len())]
    DuplicateGroupName {
        group_name: String,
        provenances: Vec<String>,
    },
    #[error("the metric `{metric_name}` is described by {} groups", provenances.len())]
    DuplicateMetricName {
        metric_name: String,
        provenances: Vec<String>,
    },
    #[error("the attribute `{attribute_id}` is defined by several groups: {}", group_ids.join(", "))]
    DuplicateAttributeId {
        group_ids: Vec<String>,
        attribute_id: String,
    },
    #[error("several groups describe the {signal_type} `{signal_id}`: {}", group_ids.join(", "))]
    CollidingV2SignalId {
        signal_type: &'static str,
        signal_id: String,
        group_ids: Vec<String>,
    },
}

impl CheckProblem {
    fn is_duplicate(&self) -> bool {
        matches!(
            self,
            Self::DuplicateGroupId { .. }
                | Self::DuplicateGroupName { .. }
                | Self::DuplicateMetricName { .. }
                | Self::DuplicateAttributeId { .. }
                | Self::CollidingV2SignalId { .. }
        )
    }
}

impl Problem for CheckProblem {
    fn stage(&self) -> Stage {
        if self.is_duplicate() {
            Stage::Duplicates
        } else {
            Stage::Check
        }
    }

    fn gravity(&self) -> Gravity {
        match self {
            Self::EntityMissingIdentity { .. } | Self::AttributeInIdentityAndDescription { .. } => {
                Gravity::Fatal
            }
            Self::InvalidGroup(_)
            | Self::InvalidMetric(_)
            | Self::InvalidAnyValueExampleError(_)
            | Self::InvalidAttribute(_)
            | Self::InvalidExampleError(_)
            | Self::DuplicateAttributeId { .. } => Gravity::Error,
            _ => Gravity::Warning,
        }
    }

    fn wrapping(&self) -> Wrapping {
        if self.is_duplicate() {
            Wrapping::Bare
        } else {
            Wrapping::Definition
        }
    }

    fn suggestion(&self) -> Option<String> {
        let text = match self {
            Self::InvalidGroupUsesPrefix { .. } => {
                "remove it and write the full name in each `id:` of the group"
            }
            Self::InvalidGroupStability(_) => {
                "add `stability:`, e.g. `development` or `stable`; what is on its way out has \
                 `deprecated:`"
            }
            Self::InvalidGroupDuplicateAttributeRef { .. } => "merge the two references into one",
            Self::InvalidGroupMissingType(_) => {
                "add `type:`, e.g. `span`, `metric`, `event`, `entity` or `attribute_group`"
            }
            Self::InvalidSpanMissingSpanKind(_) => {
                "add `span_kind:`: `internal`, `client`, `server`, `producer` or `consumer`"
            }
            Self::InvalidAttribute(_) => "add `brief:`",
            Self::InvalidAttributeWarning(it) if it.error.starts_with("Missing") => {
                "add `stability:`, e.g. `development` or `stable`"
            }
            Self::InvalidAnyValue(_) => "add `stability:`, e.g. `development` or `stable`",
            Self::InvalidMetric(_) => "a metric has `metric_name:`, `instrument:` and `unit:`",
            Self::UnstructuredDeprecatedProperty { .. } => {
                "write `deprecated: {reason: obsoleted, note: …}`, or `{reason: renamed, \
                 renamed_to: …}`"
            }
            Self::MissingRequirementLevelWarning { .. } => {
                "add `requirement_level: recommended` or `requirement_level: opt_in`"
            }
            Self::EntityMissingIdentity { .. } => "list at least one attribute below `identity:`",
            Self::AttributeInIdentityAndDescription { .. } => {
                "remove it from `identity:` or from `description:`"
            }
            Self::DuplicateAttributeId { .. } => "keep one `id:` and make the others `ref:`",
            _ => return None,
        };
        Some(text.to_owned())
    }
}
