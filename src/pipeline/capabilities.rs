//! Discover kinds, infer what they can do, store it.

use cluster::{Cluster, Reading};
use futures_util::stream::{self, StreamExt};
use inference::CapabilityInference;
use knowledge::{Capability, Collection, ResourceKind};
use semconv::pipeline;
use vectorstore::{IndexState, Stored, VectorStore};

use crate::limits::{DOCUMENTS_AT_ONCE, INFERENCES_MAX};
use crate::problem::SyncProblem;
use crate::progress::{Progress, Stage, Step};
use crate::{PipelineError, SyncOptions, index, storage};

/// What [`sync_capabilities`] did.
#[derive(Debug, Default)]
pub struct CapabilitySync {
    /// Kinds found in the cluster.
    pub discovered: usize,
    /// Kinds that could be judged.
    pub inferred: usize,
    /// Capabilities that are stored now; 0 in a dry run.
    pub stored: usize,
    /// Of those, how many were there just so.
    pub unchanged: usize,
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
        let kinds = discover(cluster, Kinds::All, progress, &mut problems).await?;
        span.set_discovered_count(kinds.len());
        let capabilities = infer(inference, &kinds, progress, &mut problems).await?;
        span.set_inferred_count(capabilities.len());
        let stored = if options.dry_run || capabilities.is_empty() {
            Stored::default()
        } else {
            let is_partial = problems.iter().any(SyncProblem::may_lack_a_kind);
            store_all(store, &capabilities, is_partial, progress, &mut problems).await?
        };
        span.set_stored_count(stored.written + stored.unchanged);
        span.set_unchanged_count(stored.unchanged);
        Ok(CapabilitySync {
            discovered: kinds.len(),
            inferred: capabilities.len(),
            stored: stored.written + stored.unchanged,
            unchanged: stored.unchanged,
            problems,
        })
    })
    .await
}

/// Which kinds to discover.
#[derive(Clone, Copy)]
pub(crate) enum Kinds<'a> {
    All,
    /// Those with these fully qualified plurals.
    Named(&'a [String]),
}

pub(crate) async fn discover(
    cluster: &dyn Cluster,
    kinds: Kinds<'_>,
    progress: &dyn Progress,
    problems: &mut Vec<SyncProblem>,
) -> Result<Vec<ResourceKind>, PipelineError> {
    progress.step(Step::Started(Stage::Discovery));
    let span = pipeline::Discovery.start();
    let Reading {
        items,
        problems: unread,
    } = span
        .scope(async {
            let reading = match kinds {
                Kinds::All => cluster.kinds().await,
                Kinds::Named(names) => cluster.kinds_named(names).await,
            };
            let reading = reading.map_err(PipelineError::Discovery)?;
            span.set_discovered_count(reading.items.len());
            Ok::<_, PipelineError>(reading)
        })
        .await?;
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

/// The capabilities of `kinds`, in their order, as many at once as the inference wants.
pub(crate) async fn infer(
    inference: &dyn CapabilityInference,
    kinds: &[ResourceKind],
    progress: &dyn Progress,
    problems: &mut Vec<SyncProblem>,
) -> Result<Vec<Capability>, PipelineError> {
    progress.step(Step::Started(Stage::Inference));
    let span = pipeline::Inference.start();
    let capabilities = span
        .scope(async {
            let each = kinds.iter().enumerate();
            let total = kinds.len();
            let judgements: Vec<_> = each
                .map(|(index, kind)| judge(inference, kind, (index + 1, total), progress))
                .collect();
            let at_once = inference.concurrency().clamp(1, INFERENCES_MAX);
            let mut judged = stream::iter(judgements).buffered(at_once);
            let mut capabilities = Vec::with_capacity(total);
            while let Some(judgement) = judged.next().await {
                match judgement {
                    Ok(capability) => capabilities.push(capability),
                    Err(problem) => {
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

async fn judge(
    inference: &dyn CapabilityInference,
    kind: &ResourceKind,
    (number, total): (usize, usize),
    progress: &dyn Progress,
) -> Result<Capability, SyncProblem> {
    progress.step(Step::Item {
        stage: Stage::Inference,
        number,
        total,
        name: &kind.name,
    });
    let judgement = inference.infer(kind).await;
    // Rules never wait for anything: without this, other work of the process would wait for all of them.
    tokio::task::yield_now().await;
    judgement.map_err(|error| SyncProblem::NotInferred {
        name: kind.name.clone(),
        error,
    })
}

/// Stores what the whole cluster can do, as far as it is known, and notes whether that is all of it.
async fn store_all(
    store: &VectorStore,
    capabilities: &[Capability],
    is_partial: bool,
    progress: &dyn Progress,
    problems: &mut Vec<SyncProblem>,
) -> Result<Stored, PipelineError> {
    let prepare = async {
        initialize(store).await?;
        if is_partial || lacks_any(store, capabilities).await? {
            index::lacks_something(store, Collection::Capabilities).await?;
        }
        Ok(())
    };
    let stored = store_some(store, capabilities, prepare, progress, problems).await?;
    if !is_partial {
        index::is_whole(store, Collection::Capabilities).await?;
    }
    Ok(stored)
}

/// Stores capabilities, after `prepare`.
pub(crate) async fn store_some(
    store: &VectorStore,
    capabilities: &[Capability],
    prepare: impl Future<Output = Result<(), PipelineError>>,
    progress: &dyn Progress,
    problems: &mut Vec<SyncProblem>,
) -> Result<Stored, PipelineError> {
    let to = (store, Collection::Capabilities);
    let to_document = Capability::to_document;
    storage::store_all(to, capabilities, to_document, prepare, progress, problems).await
}

pub(crate) async fn initialize(store: &VectorStore) -> Result<(), PipelineError> {
    let initialized = store.initialize(Collection::Capabilities).await;
    initialized.map_err(PipelineError::Initialize)
}

/// Whether any of the capabilities is not in the store yet.
async fn lacks_any(
    store: &VectorStore,
    capabilities: &[Capability],
) -> Result<bool, PipelineError> {
    let state = store.state(Collection::Capabilities).await;
    if state.map_err(PipelineError::Mark)? != IndexState::Ready {
        return Ok(true);
    }
    for some in capabilities.chunks(DOCUMENTS_AT_ONCE) {
        let ids: Vec<String> = some.iter().map(|it| it.to_document().id).collect();
        let there = store.get(Collection::Capabilities, &ids).await;
        if there.map_err(PipelineError::Storage)?.len() < ids.len() {
            return Ok(true);
        }
    }
    Ok(false)
}
