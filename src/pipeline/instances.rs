//! Discover objects, delete what is gone, store the rest.

use cluster::{Cluster, Missed, Reading};
use knowledge::{Collection, Instance};
use semconv::pipeline;
use vectorstore::VectorStore;

use crate::cleanup::{Cleaned, Cleanup, Plan};
use crate::problem::SyncProblem;
use crate::progress::{Progress, Stage, Step};
use crate::{PipelineError, SyncOptions, index, storage};

/// What [`sync_instances`] did.
#[derive(Debug)]
pub struct InstanceSync {
    /// Objects found in the cluster.
    pub discovered: usize,
    /// Objects that are stored now; 0 in a dry run.
    pub stored: usize,
    /// Of those, how many were there just so.
    pub unchanged: usize,
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
        let mut sync = InstanceSync {
            discovered: items.len(),
            stored: 0,
            unchanged: 0,
            deleted: 0,
            cleanup: Cleanup::DryRun,
            problems: Vec::new(),
        };
        let is_partial = unread.iter().any(|it| it.missed != Missed::Nothing);
        if !options.dry_run {
            let plan = Plan::of(&items, &unread).await;
            sync.change(store, plan, &items, is_partial, progress)
                .await?;
        }
        let unread = unread.into_iter().map(SyncProblem::Unread);
        sync.problems.splice(0..0, unread);
        span.set_deleted_count(sync.deleted);
        span.set_stored_count(sync.stored);
        span.set_unchanged_count(sync.unchanged);
        Ok(sync)
    })
    .await
}

impl InstanceSync {
    /// Deletes what is gone, stores what is there, and notes whether that is all of it.
    async fn change(
        &mut self,
        store: &VectorStore,
        plan: Plan,
        items: &[Instance],
        is_partial: bool,
        progress: &dyn Progress,
    ) -> Result<(), PipelineError> {
        let initialized = store.initialize(Collection::Instances).await;
        initialized.map_err(PipelineError::Initialize)?;
        let Cleaned {
            deleted,
            cleanup,
            grows,
        } = plan.carry_out(store, progress).await?;
        (self.deleted, self.cleanup) = (deleted, cleanup);
        if is_partial || grows {
            index::lacks_something(store, Collection::Instances).await?;
        }
        if items.is_empty() {
            return Ok(());
        }
        let (to, nothing) = ((store, Collection::Instances), async { Ok(()) });
        let (to_document, problems) = (Instance::to_document, &mut self.problems);
        let stored =
            storage::store_all(to, items, to_document, nothing, progress, problems).await?;
        self.stored = stored.written + stored.unchanged;
        self.unchanged = stored.unchanged;
        if !is_partial {
            index::is_whole(store, Collection::Instances).await?;
        }
        Ok(())
    }
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
