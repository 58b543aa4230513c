//! What can happen to the objects in a cluster.

use std::collections::BTreeSet;

use knowledge::Instance;

use crate::Problem;

/// A kind whose objects are watched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WatchedKind {
    /// `apps`; empty for the core group.
    pub api_group: String,
    /// `Deployment`.
    pub kind: String,
}

/// What happened in a cluster.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Change {
    /// An object was found in a list, and is new or different from what was told before.
    Found(Instance),
    /// An object was made or changed.
    Applied(Instance),
    /// An object is gone.
    Deleted {
        /// Its [id](Instance::id).
        id: String,
    },
    /// Every object of a kind has been listed, and those that were not told before have been found: what else is known
    /// of the kind is out of date.
    Listed {
        /// The kind.
        kind: WatchedKind,
        /// The ids of all its objects.
        ids: BTreeSet<String>,
    },
    /// A kind is no longer served; its objects are gone with it.
    Gone {
        /// The kind.
        kind: WatchedKind,
    },
    /// Every kind that was served when the watch began has been listed once, or could not be.
    Settled {
        /// Whether every one could be listed.
        is_whole: bool,
    },
    /// Something could not be read. It is tried again; until then nothing is said of what it holds.
    Problem(Problem),
}
