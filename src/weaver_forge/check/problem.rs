use serde::Serialize;

use crate::diagnostic::{Gravity, Problem, Stage, Wrapping};

/// What can be wrong with definitions that can be read. The variants and the texts are Weaver's.
#[derive(Debug, Serialize, thiserror::Error)]
pub(crate) enum CheckProblem {
    #[error("group `{group_id}`: `prefix` is deprecated")]
    InvalidGroupUsesPrefix {
        path_or_url: String,
        group_id: String,
    },
    #[error("group `{group_id}`: {error}")]
    InvalidGroupStability {
        path_or_url: String,
        group_id: String,
        error: &'static str,
    },
    #[error("group `{group_id}` refers to `{attribute_ref}` twice")]
    InvalidGroupDuplicateAttributeRef {
        path_or_url: String,
        group_id: String,
        attribute_ref: String,
    },
    #[error("group `{group_id}`: {error}")]
    InvalidGroupMissingExtendsOrAttributes {
        path_or_url: String,
        group_id: String,
        error: &'static str,
    },
    #[error("group `{group_id}`: {error}")]
    InvalidGroup {
        path_or_url: String,
        group_id: String,
        error: String,
    },
    #[error("group `{group_id}`: {error}")]
    InvalidGroupMissingType {
        path_or_url: String,
        group_id: String,
        error: &'static str,
    },
    #[error("group `{group_id}`: {error}")]
    InvalidSpanMissingSpanKind {
        path_or_url: String,
        group_id: String,
        error: &'static str,
    },
    #[error("metric `{group_id}`: {error}")]
    InvalidMetric {
        path_or_url: String,
        group_id: String,
        error: &'static str,
    },
    #[error("value `{value_id}` in the body of `{group_id}`: {error}")]
    InvalidAnyValue {
        path_or_url: String,
        group_id: String,
        value_id: String,
        error: String,
    },
    #[error("value `{value_id}` in the body of `{group_id}`: {error}")]
    InvalidAnyValueExampleError {
        path_or_url: String,
        group_id: String,
        value_id: String,
        error: String,
    },
    #[error("`{id}`: {error}")]
    UnstructuredDeprecatedProperty {
        path_or_url: String,
        id: String,
        error: String,
    },
    #[error("attribute `{attribute_id}`: {error}")]
    InvalidAttribute {
        path_or_url: String,
        group_id: String,
        attribute_id: String,
        error: String,
    },
    #[error("attribute `{attribute_id}`: {error}")]
    InvalidAttributeWarning {
        path_or_url: String,
        group_id: String,
        attribute_id: String,
        error: String,
    },
    #[error("attribute `{attribute_id}`: {error}")]
    InvalidExampleError {
        path_or_url: String,
        group_id: String,
        attribute_id: String,
        error: String,
    },
    #[error("attribute `{attribute_id}`: {error}")]
    InvalidExampleWarning {
        path_or_url: String,
        group_id: String,
        attribute_id: String,
        error: String,
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
            Self::InvalidGroup { .. }
            | Self::InvalidMetric { .. }
            | Self::InvalidAnyValueExampleError { .. }
            | Self::InvalidAttribute { .. }
            | Self::InvalidExampleError { .. }
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
            Self::InvalidGroupStability { .. } => {
                "add `stability:`, e.g. `development` or `stable`; what is on its way out has \
                 `deprecated:`"
            }
            Self::InvalidGroupDuplicateAttributeRef { .. } => "merge the two references into one",
            Self::InvalidGroupMissingType { .. } => {
                "add `type:`, e.g. `span`, `metric`, `event`, `entity` or `attribute_group`"
            }
            Self::InvalidSpanMissingSpanKind { .. } => {
                "add `span_kind:`: `internal`, `client`, `server`, `producer` or `consumer`"
            }
            Self::InvalidAttribute { .. } => "add `brief:`",
            Self::InvalidAttributeWarning { error, .. } if error.starts_with("Missing") => {
                "add `stability:`, e.g. `development` or `stable`"
            }
            Self::InvalidAnyValue { .. } => "add `stability:`, e.g. `development` or `stable`",
            Self::InvalidMetric { .. } => "a metric has `metric_name:`, `instrument:` and `unit:`",
            Self::UnstructuredDeprecatedProperty { .. } => {
                "write `deprecated: {reason: obsoleted, note: …}`, or `{reason: renamed, \
                 renamed_to: …}`"
            }
            Self::DuplicateAttributeId { .. } => "keep one `id:` and make the others `ref:`",
            _ => return None,
        };
        Some(text.to_owned())
    }
}
