//! Discover kinds, infer what they can do, store it.

use cluster::{Cluster, Reading};
use inference::CapabilityInference;
use knowledge::{Capability, Collection, ResourceKind};
use semconv::pipeline;
use vectorstore::VectorStore;

use crate::problem::SyncProblem;
use crate::progress::{Progress, Stage, Step};
use crate::{PipelineError, SyncOptions, storage};

/// What [`sync_capabilities`] did.
#[derive(Debug, Default)]
pub struct CapabilitySync {
    /// Kinds found in the cluster.
    pub discovered: usize,
    /// Kinds that could be judged.
    pub inferred: usize,
    /// Capabilities stored; 0 in a dry run.
    pub stored: usize,
    /// What had to be left out.
    pub problems: Vec<SyncProblem>,
}

/// Discovers the kinds of a cluster, infers what each can do, and stores that in [`Collection::Capabilities`].
///
/// Capabilities of kinds that are gone stay: nobody can tell a kind that was removed from one that was not passed in.
///
/// # Errors
///
/// If nothing of the cluster could be read, or the store does not work. What is stored by then stays stored.
pub async fn sync_capabilities(
    cluster: &dyn Cluster,
    inference: &dyn CapabilityInference,
    store: &VectorStore,
    options: &SyncOptions,
    progress: &dyn Progress,
) -> Result<CapabilitySync, PipelineError> {
    let span = pipeline::SyncCapabilities {
        dry_run: options.dry_run,
    }
    .start();
    span.scope(async {
        let mut problems = Vec::new();
        let kinds = discover(cluster, progress, &mut problems).await?;
        span.set_discovered_count(kinds.len());
        let capabilities = infer(inference, &kinds, progress, &mut problems).await?;
        span.set_inferred_count(capabilities.len());
        let stored = if options.dry_run || capabilities.is_empty() {
            0
        } else {
            store_all(store, &capabilities, progress, &mut problems).await?
        };
        span.set_stored_count(stored);
        Ok(CapabilitySync {
            discovered: kinds.len(),
            inferred: capabilities.len(),
            stored,
            problems,
        })
    })
    .await
}

async fn discover(
    cluster: &dyn Cluster,
    progress: &dyn Progress,
    problems: &mut Vec<SyncProblem>,
) -> Result<Vec<ResourceKind>, PipelineError> {
    progress.step(Step::Started(Stage::Discovery));
    let span = pipeline::Discovery.start();
    let reading = span
        .scope(async {
            let reading = cluster.kinds().await.map_err(PipelineError::Discovery)?;
            span.set_discovered_count(reading.items.len());
            Ok::<_, PipelineError>(reading)
        })
        .await?;
    let Reading {
        items,
        problems: unread,
    } = reading;
    for problem in unread {
        progress.step(Step::Warning(&problem));
        problems.push(SyncProblem::Unread(problem));
    }
    progress.step(Step::Finished {
        stage: Stage::Discovery,
        count: items.len(),
    });
    Ok(items)
}

async fn infer(
    inference: &dyn CapabilityInference,
    kinds: &[ResourceKind],
    progress: &dyn Progress,
    problems: &mut Vec<SyncProblem>,
) -> Result<Vec<Capability>, PipelineError> {
    progress.step(Step::Started(Stage::Inference));
    let span = pipeline::Inference.start();
    let capabilities = span
        .scope(async {
            let mut capabilities = Vec::with_capacity(kinds.len());
            for (index, kind) in kinds.iter().enumerate() {
                progress.step(Step::Item {
                    stage: Stage::Inference,
                    number: index + 1,
                    total: kinds.len(),
                    name: &kind.name,
                });
                match inference.infer(kind).await {
                    Ok(capability) => capabilities.push(capability),
                    Err(error) => {
                        let problem = SyncProblem::NotInferred {
                            name: kind.name.clone(),
                            error,
                        };
                        progress.step(Step::Warning(&problem));
                        problems.push(problem);
                    }
                }
            }
            span.set_inferred_count(capabilities.len());
            Ok::<_, PipelineError>(capabilities)
        })
        .await?;
    progress.step(Step::Finished {
        stage: Stage::Inference,
        count: capabilities.len(),
    });
    Ok(capabilities)
}

async fn store_all(
    store: &VectorStore,
    capabilities: &[Capability],
    progress: &dyn Progress,
    problems: &mut Vec<SyncProblem>,
) -> Result<usize, PipelineError> {
    progress.step(Step::Started(Stage::Storage));
    let documents = storage::acceptable(capabilities.iter().map(Capability::to_document), problems);
    let span = pipeline::Storage.start();
    let stored = span
        .scope(async {
            store
                .initialize(Collection::Capabilities)
                .await
                .map_err(PipelineError::Initialize)?;
            let stored = storage::store(store, Collection::Capabilities, &documents).await?;
            span.set_stored_count(stored);
            Ok(stored)
        })
        .await?;
    progress.step(Step::Finished {
        stage: Stage::Storage,
        count: stored,
    });
    Ok(stored)
}
