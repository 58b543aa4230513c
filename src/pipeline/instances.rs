//! Discover objects, delete what is gone, store the rest.

use cluster::{Cluster, Reading};
use knowledge::{Collection, Document, Instance};
use semconv::pipeline;
use vectorstore::VectorStore;

use crate::cleanup::{Cleanup, Plan};
use crate::problem::SyncProblem;
use crate::progress::{Progress, Stage, Step};
use crate::{PipelineError, SyncOptions, storage};

/// What [`sync_instances`] did.
#[derive(Debug)]
pub struct InstanceSync {
    /// Objects found in the cluster.
    pub discovered: usize,
    /// Objects stored; 0 in a dry run.
    pub stored: usize,
    /// Documents of objects that are gone, deleted; 0 in a dry run.
    pub deleted: usize,
    /// How far stale documents were looked for.
    pub cleanup: Cleanup,
    /// What had to be left out.
    pub problems: Vec<SyncProblem>,
}

/// Discovers the objects of a cluster, deletes the documents of those that are gone from [`Collection::Instances`], and
/// stores all that are there.
///
/// A document is deleted only if its object could have been read: when a part of the cluster is unreadable, the documents
/// that could belong to it are spared; when nobody can tell which those are, or nothing was found, none is deleted.
///
/// # Errors
///
/// If nothing of the cluster could be read, or the store does not work. What is stored or deleted by then stays so.
pub async fn sync_instances(
    cluster: &dyn Cluster,
    store: &VectorStore,
    options: &SyncOptions,
    progress: &dyn Progress,
) -> Result<InstanceSync, PipelineError> {
    let span = pipeline::SyncInstances {
        dry_run: options.dry_run,
    }
    .start();
    span.scope(async {
        let Reading {
            items,
            problems: unread,
        } = discover(cluster, progress).await?;
        span.set_discovered_count(items.len());
        let plan = if options.dry_run {
            Plan::dry_run()
        } else {
            Plan::of(&items, &unread)
        };
        let mut sync = InstanceSync {
            discovered: items.len(),
            stored: 0,
            deleted: 0,
            cleanup: Cleanup::DryRun,
            problems: unread.into_iter().map(SyncProblem::Unread).collect(),
        };
        if !options.dry_run {
            store
                .initialize(Collection::Instances)
                .await
                .map_err(PipelineError::Initialize)?;
            (sync.deleted, sync.cleanup) = plan.carry_out(store, progress).await?;
            let documents =
                storage::acceptable(items.iter().map(Instance::to_document), &mut sync.problems);
            sync.stored = store_all(store, &documents, progress).await?;
        }
        span.set_deleted_count(sync.deleted);
        span.set_stored_count(sync.stored);
        Ok(sync)
    })
    .await
}

async fn discover(
    cluster: &dyn Cluster,
    progress: &dyn Progress,
) -> Result<Reading<Instance>, PipelineError> {
    progress.step(Step::Started(Stage::Discovery));
    let span = pipeline::Discovery.start();
    let reading = span
        .scope(async {
            let reading = cluster
                .instances()
                .await
                .map_err(PipelineError::Discovery)?;
            span.set_discovered_count(reading.items.len());
            Ok::<_, PipelineError>(reading)
        })
        .await?;
    for problem in &reading.problems {
        progress.step(Step::Warning(problem));
    }
    progress.step(Step::Finished {
        stage: Stage::Discovery,
        count: reading.items.len(),
    });
    Ok(reading)
}

async fn store_all(
    store: &VectorStore,
    documents: &[Document],
    progress: &dyn Progress,
) -> Result<usize, PipelineError> {
    if documents.is_empty() {
        return Ok(0);
    }
    progress.step(Step::Started(Stage::Storage));
    let span = pipeline::Storage.start();
    let stored = span
        .scope(async {
            let stored = storage::store(store, Collection::Instances, documents).await?;
            span.set_stored_count(stored);
            Ok::<_, PipelineError>(stored)
        })
        .await?;
    progress.step(Step::Finished {
        stage: Stage::Storage,
        count: stored,
    });
    Ok(stored)
}
