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
}

impl Problem for PolicyProblem {
    fn stage(&self) -> Stage {
        Stage::Policies
    }

    fn gravity(&self) -> Gravity {
        Gravity::Error
    }

    fn wrapping(&self) -> Wrapping {
        Wrapping::Bare
    }
}
