//! How a pipeline runs.

/// How a pipeline runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SyncOptions {
    /// Whether to leave the store alone: nothing is read from it, deleted or stored.
    pub dry_run: bool,
}
