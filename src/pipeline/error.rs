//! Why a pipeline stopped.

use cluster::ClusterError;
use semconv::Failure;
use semconv::attributes::ErrorType;
use vectorstore::StoreError;

/// Why a pipeline stopped before its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// Nothing of the cluster could be read.
    #[error("the cluster could not be read")]
    Discovery(#[source] ClusterError),
    /// The collection could not be made ready.
    #[error("the store could not be made ready")]
    Initialize(#[source] StoreError),
    /// How complete the index is could not be looked up or noted.
    #[error("how complete the index is could not be noted")]
    Mark(#[source] StoreError),
    /// What was asked to be deleted could not be.
    #[error("the documents could not be deleted")]
    Deletion(#[source] StoreError),
    /// Stale documents could not be found or deleted.
    #[error("stale documents could not be deleted")]
    StaleCleanup(#[source] StoreError),
    /// The documents could not be stored, or not all of them.
    #[error("the documents could not be stored")]
    Storage(#[source] StoreError),
    /// A watch was stopped, and the store did not take its last changes in time.
    #[error("the last changes could not be stored within {seconds} s; run a sync to catch up")]
    Unfinished {
        /// How long was waited.
        seconds: u64,
    },
}

impl Failure for PipelineError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::Discovery(source) => source.error_type(),
            Self::Initialize(source)
            | Self::Mark(source)
            | Self::Deletion(source)
            | Self::StaleCleanup(source)
            | Self::Storage(source) => source.error_type(),
            Self::Unfinished { .. } => ErrorType::Timeout,
        }
    }
}
