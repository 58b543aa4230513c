//! Delete some capabilities, and infer and store those of named kinds again.

use cluster::Cluster;
use inference::CapabilityInference;
use knowledge::Collection;
use semconv::pipeline::ScanCapabilitiesSpan;
use vectorstore::VectorStore;

use crate::PipelineError;
use crate::capabilities::{Kinds, discover, infer, initialize, store_some};
use crate::problem::SyncProblem;
use crate::progress::Progress;

/// What to scan. Names are fully qualified plurals, `certificates.cert-manager.io`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScanRequest {
    /// The kinds whose capabilities are to be inferred and stored.
    pub upserts: Vec<String>,
    /// The kinds whose capabilities are to be deleted, before anything is stored.
    pub deletes: Vec<String>,
}

/// What [`scan_capabilities`] did, as far as it came.
#[derive(Debug, Default)]
pub struct CapabilityScan {
    /// Kinds found in the cluster, of those asked for.
    pub discovered: usize,
    /// Kinds that could be judged.
    pub inferred: usize,
    /// Capabilities that are stored now.
    pub stored: usize,
    /// Capabilities that were there and are deleted now.
    pub deleted: usize,
    /// What had to be left out.
    pub problems: Vec<SyncProblem>,
}

/// Deletes and stores what `request` asks for, below `span`: whoever starts that knows what the scan is caused by. An id
/// that is both deleted and stored ends up stored; the same scan can be run again safely.
///
/// Says what was done even if not all of it could be: what cannot be deleted keeps nothing from being stored.
///
/// # Errors
///
/// If nothing of the cluster could be read, or the store does not work.
pub async fn scan_capabilities(
    span: ScanCapabilitiesSpan,
    cluster: &dyn Cluster,
    inference: &dyn CapabilityInference,
    store: &VectorStore,
    request: &ScanRequest,
    progress: &dyn Progress,
) -> (CapabilityScan, Result<(), PipelineError>) {
    let mut done = CapabilityScan::default();
    let outcome = span
        .scope(async {
            initialize(store).await?;
            let deleted = store
                .delete(Collection::Capabilities, &request.deletes)
                .await
                .map_err(PipelineError::Deletion);
            if let Ok(deleted) = deleted {
                done.deleted = deleted;
                span.set_deleted_count(deleted);
            }
            if !request.upserts.is_empty() {
                let named = Kinds::Named(&request.upserts);
                let kinds = discover(cluster, named, progress, &mut done.problems).await?;
                done.discovered = kinds.len();
                span.set_discovered_count(kinds.len());
                let capabilities = infer(inference, &kinds, progress, &mut done.problems).await?;
                done.inferred = capabilities.len();
                span.set_inferred_count(capabilities.len());
                let problems = &mut done.problems;
                let stored =
                    store_some(store, &capabilities, async { Ok(()) }, progress, problems).await?;
                done.stored = stored.written + stored.unchanged;
                span.set_stored_count(done.stored);
                span.set_unchanged_count(stored.unchanged);
            }
            deleted.map(|_| ())
        })
        .await;
    (done, outcome)
}
