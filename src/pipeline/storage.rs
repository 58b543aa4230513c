//! The stage that stores documents.

use knowledge::{Collection, Document};
use semconv::pipeline;
use vectorstore::{ID_BYTES_MAX, Stored, TEXT_BYTES_MAX, VectorStore};

use crate::PipelineError;
use crate::limits::DOCUMENTS_AT_ONCE;
use crate::problem::SyncProblem;
use crate::progress::{Progress, Stage, Step};

/// Most characters of an id that a problem shows.
const SHOWN_CHARS_MAX: usize = 120;

/// Stores the document of each item. One that is larger than the store accepts is left out, and must not keep the others
/// out. `prepare` is done first, below the span of the stage.
pub(crate) async fn store_all<T>(
    (store, collection): (&VectorStore, Collection),
    items: &[T],
    to_document: impl Fn(&T) -> Document,
    prepare: impl Future<Output = Result<(), PipelineError>>,
    progress: &dyn Progress,
    problems: &mut Vec<SyncProblem>,
) -> Result<Stored, PipelineError> {
    progress.step(Step::Started(Stage::Storage));
    let span = pipeline::Storage.start();
    let stored = span
        .scope(async {
            prepare.await?;
            let mut all = Stored::default();
            for some in items.chunks(DOCUMENTS_AT_ONCE) {
                let documents = acceptable(some.iter().map(&to_document), problems);
                let stored = store_some(store, collection, &documents).await?;
                all.written += stored.written;
                all.unchanged += stored.unchanged;
                tokio::task::yield_now().await;
            }
            span.set_stored_count(all.written + all.unchanged);
            span.set_unchanged_count(all.unchanged);
            Ok::<_, PipelineError>(all)
        })
        .await?;
    progress.step(Step::Finished {
        stage: Stage::Storage,
        count: stored.written + stored.unchanged,
    });
    Ok(stored)
}

/// Stores documents that the store accepts.
pub(crate) async fn store_some(
    store: &VectorStore,
    collection: Collection,
    documents: &[Document],
) -> Result<Stored, PipelineError> {
    let stored = store.store(collection, documents).await;
    stored.map_err(PipelineError::Storage)
}

/// The documents that the store accepts.
pub(crate) fn acceptable(
    documents: impl Iterator<Item = Document>,
    problems: &mut Vec<SyncProblem>,
) -> Vec<Document> {
    documents
        .filter(|document| {
            let fits = document.id.len() <= ID_BYTES_MAX && document.text.len() <= TEXT_BYTES_MAX;
            if !fits {
                problems.push(SyncProblem::TooLarge {
                    id: document.id.chars().take(SHOWN_CHARS_MAX).collect(),
                });
            }
            fits
        })
        .collect()
}
