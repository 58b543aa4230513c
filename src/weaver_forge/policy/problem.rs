use serde::Serialize;

use super::finding::PolicyFinding;
use crate::diagnostic::{Gravity, Problem, Stage, Wrapping};

/// What policies find in a registry, in Weaver's form.
#[derive(Debug, Serialize, thiserror::Error)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum PolicyProblem {
    #[error("{} ({}): {}", violation.id, violation.level.as_str(), violation.message)]
    PolicyViolation {
        /// The file or the registry that was asked about.
        provenance: String,
        violation: PolicyFinding,
    },
    #[error(
        "policies of the package `before_resolution` are not asked about version 2 of the schema"
    )]
    BeforeResolutionUnsupported,
}

impl Problem for PolicyProblem {
    fn stage(&self) -> Stage {
        Stage::Policies
    }

    fn gravity(&self) -> Gravity {
        match self {
            Self::PolicyViolation { .. } => Gravity::Error,
            Self::BeforeResolutionUnsupported => Gravity::Warning,
        }
    }

    fn wrapping(&self) -> Wrapping {
        Wrapping::Bare
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::PolicyViolation { .. } => None,
            Self::BeforeResolutionUnsupported => {
                Some("ask about the resolved registry: `package after_resolution`".to_owned())
            }
        }
    }
}
