//! Changes that are stored together.

use std::collections::BTreeSet;

use cluster::WatchedKind;
use knowledge::{Collection, Instance};
use semconv::pipeline;
use vectorstore::{Filter, Page, StoreError, VectorStore};

use crate::limits::KNOWN_AT_ONCE;
use crate::progress::{Progress, Stage, Step};
use crate::{PipelineError, storage};

/// Changes that are stored together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Kinds with all ids that they have.
    pub(super) listed: Vec<(WatchedKind, BTreeSet<String>)>,
    /// Ids of objects that are gone.
    pub(super) deleted: Vec<String>,
    /// Objects that are new or different.
    pub(super) applied: Vec<Instance>,
}

impl Batch {
    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty() && self.deleted.is_empty() && self.applied.is_empty()
    }

    /// Deletes first, then stores. Returns how many documents were deleted and how many stored.
    pub(super) async fn store(
        &self,
        store: &VectorStore,
        progress: &dyn Progress,
    ) -> Result<(usize, usize), PipelineError> {
        let span = pipeline::WatchBatch.start();
        span.set_discovered_count(self.listed.len() + self.deleted.len() + self.applied.len());
        span.scope(async {
            let mut changed = self.change(store, progress).await;
            if let Err(
                PipelineError::StaleCleanup(StoreError::NotInitialized { collection })
                | PipelineError::Storage(StoreError::NotInitialized { collection }),
            ) = changed
            {
                // Somebody deleted it on the server of the store: the watch would fail for ever.
                let initialized = store.initialize(collection).await;
                initialized.map_err(PipelineError::Initialize)?;
                changed = self.change(store, progress).await;
            }
            let (deleted, stored) = changed?;
            span.set_deleted_count(deleted);
            span.set_stored_count(stored);
            Ok((deleted, stored))
        })
        .await
    }

    async fn change(
        &self,
        store: &VectorStore,
        progress: &dyn Progress,
    ) -> Result<(usize, usize), PipelineError> {
        let deleted = self.delete_stale(store, progress).await?;
        let stored = self.store_applied(store, progress).await?;
        Ok((deleted, stored))
    }

    async fn delete_stale(
        &self,
        store: &VectorStore,
        progress: &dyn Progress,
    ) -> Result<usize, PipelineError> {
        if self.listed.is_empty() && self.deleted.is_empty() {
            return Ok(0);
        }
        let span = pipeline::StaleCleanup.start();
        let deleted = span
            .scope(async {
                let mut stale = self.deleted.clone();
                for (kind, ids) in &self.listed {
                    stale.extend(unlisted(store, kind, ids).await?);
                }
                let deleted = store
                    .delete(Collection::Instances, &stale)
                    .await
                    .map_err(PipelineError::StaleCleanup)?;
                span.set_deleted_count(deleted);
                Ok(deleted)
            })
            .await?;
        if deleted > 0 {
            progress.step(Step::Finished {
                stage: Stage::StaleCleanup,
                count: deleted,
            });
        }
        Ok(deleted)
    }

    async fn store_applied(
        &self,
        store: &VectorStore,
        progress: &dyn Progress,
    ) -> Result<usize, PipelineError> {
        if self.applied.is_empty() {
            return Ok(0);
        }
        let mut problems = Vec::new();
        let documents = self.applied.iter().map(Instance::to_document);
        let documents = storage::acceptable(documents, &mut problems);
        for problem in &problems {
            progress.step(Step::Warning(problem));
        }
        let span = pipeline::Storage.start();
        let stored = span
            .scope(async {
                let stored = storage::store_some(store, Collection::Instances, &documents).await?;
                span.set_unchanged_count(stored.unchanged);
                let stored = stored.written + stored.unchanged;
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
}

/// The documents of a kind whose objects are not among its ids.
async fn unlisted(
    store: &VectorStore,
    kind: &WatchedKind,
    ids: &BTreeSet<String>,
) -> Result<Vec<String>, PipelineError> {
    let of_kind = Filter {
        kind: Some(kind.kind.clone()),
        api_group: Some(kind.api_group.clone()),
        ..Filter::default()
    };
    let mut page = Page {
        offset: 0,
        limit: KNOWN_AT_ONCE,
    };
    let mut unlisted = Vec::new();
    loop {
        let known = store
            .list(Collection::Instances, &of_kind, page)
            .await
            .map_err(PipelineError::StaleCleanup)?;
        page.offset += known.hits.len();
        let is_last = !known.cut || known.hits.is_empty();
        let known = known.into_iter().map(|hit| hit.document.id);
        unlisted.extend(known.filter(|id| !ids.contains(id)));
        if is_last {
            return Ok(unlisted);
        }
    }
}
