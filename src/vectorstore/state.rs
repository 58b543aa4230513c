//! How complete a collection is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Whether a collection can be relied on to hold what is in the cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IndexState {
    /// It holds nothing.
    Empty,
    /// It holds something, but no full sync has come to its end yet.
    Filling,
    /// A full sync came to its end.
    Ready,
}

impl IndexState {
    /// The state of a collection of `documents`, of which a full sync has noted whether it is `complete`. Nothing is never
    /// complete, whatever was noted.
    #[must_use]
    pub fn of(documents: usize, complete: bool) -> Self {
        match (documents, complete) {
            (0, _) => Self::Empty,
            (_, false) => Self::Filling,
            (_, true) => Self::Ready,
        }
    }

    /// The name in answers and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Filling => "filling",
            Self::Ready => "ready",
        }
    }
}

impl fmt::Display for IndexState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
