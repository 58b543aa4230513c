//! What a pipeline had to leave out.

use std::fmt;

use cluster::Missed;
use inference::InferenceError;

/// Something a pipeline had to leave out.
#[derive(Debug)]
#[non_exhaustive]
pub enum SyncProblem {
    /// A part of the cluster that could not be read.
    Unread(cluster::Problem),
    /// A kind that could not be judged.
    NotInferred {
        /// The fully qualified plural of the kind.
        name: String,
        /// Why.
        error: InferenceError,
    },
    /// A document that is larger than the store accepts.
    TooLarge {
        /// Its id, shortened if that is what is too large.
        id: String,
    },
}

impl SyncProblem {
    /// Whether a kind that is in the cluster may be missing because of it.
    pub(crate) fn may_lack_a_kind(&self) -> bool {
        match self {
            Self::Unread(problem) => problem.missed != Missed::Nothing,
            Self::NotInferred { .. } => true,
            Self::TooLarge { .. } => false,
        }
    }

    /// Whether it may be gone a moment later: a model had no time, or gave no answer.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::NotInferred {
                error: InferenceError::Busy { .. }
                    | InferenceError::Unavailable { .. }
                    | InferenceError::Paused { .. },
                ..
            }
        )
    }

    /// What can be told to anybody: no path, no address, no text of another server.
    #[must_use]
    pub fn public(&self) -> String {
        match self {
            Self::Unread(problem) => match &problem.missed {
                Missed::Objects { kind, .. } => format!("{kind}: not all of it could be read"),
                Missed::Group { api_group } => {
                    format!("kinds of the API group `{api_group}` could not be read")
                }
                // Why may name addresses.
                Missed::Nothing => {
                    format!(
                        "{}: no such kind, or nothing is known about it",
                        problem.file
                    )
                }
                Missed::Anything => "a part of the cluster could not be read".to_owned(),
            },
            Self::NotInferred { name, .. } => {
                format!("{name}: its capability could not be inferred")
            }
            Self::TooLarge { .. } => self.to_string(),
        }
    }
}

impl fmt::Display for SyncProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(problem) => problem.fmt(f),
            Self::NotInferred { name, error } => {
                write!(f, "{name}: its capability could not be inferred: {error}")
            }
            Self::TooLarge { id } => write!(f, "{id}: it is larger than what can be stored"),
        }
    }
}
