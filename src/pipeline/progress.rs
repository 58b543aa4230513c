//! What a pipeline tells while it runs.

use std::fmt;

/// Someone who follows a pipeline.
pub trait Progress: Send + Sync {
    /// Is told each step as it happens.
    fn step(&self, step: Step<'_>);
}

/// A step of a pipeline.
#[derive(Clone, Copy)]
pub enum Step<'a> {
    /// A stage begins.
    Started(Stage),
    /// Work on one item of a stage begins.
    Item {
        /// The stage.
        stage: Stage,
        /// Which item, counted from 1.
        number: usize,
        /// How many items there are.
        total: usize,
        /// The item.
        name: &'a str,
    },
    /// A stage has ended well.
    Finished {
        /// The stage.
        stage: Stage,
        /// How many items came out of it.
        count: usize,
    },
    /// Something is left out, or not done; the pipeline goes on.
    Warning(&'a dyn fmt::Display),
}

/// A stage of a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Reading the cluster.
    Discovery,
    /// Finding out what kinds can do.
    Inference,
    /// Deleting documents of objects that are gone.
    StaleCleanup,
    /// Storing documents.
    Storage,
}

impl Stage {
    /// Its name in the telemetry.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Discovery => "discovery",
            Self::Inference => "inference",
            Self::StaleCleanup => "stale-cleanup",
            Self::Storage => "storage",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Progress for Quiet {
    fn step(&self, _: Step<'_>) {}
}
