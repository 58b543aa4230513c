//! What a pipeline had to leave out.

use std::fmt;

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
