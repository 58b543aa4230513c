//! The stage that stores documents.

use knowledge::{Collection, Document};
use vectorstore::{ID_BYTES_MAX, TEXT_BYTES_MAX, VectorStore};

use crate::PipelineError;
use crate::problem::SyncProblem;

/// Most characters of an id that a problem shows.
const SHOWN_CHARS_MAX: usize = 120;

/// The documents that the store accepts. One that is too large must not keep the others out.
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

pub(crate) async fn store(
    store: &VectorStore,
    collection: Collection,
    documents: &[Document],
) -> Result<usize, PipelineError> {
    let stored = store
        .store(collection, documents)
        .await
        .map_err(PipelineError::Storage)?;
    Ok(stored.written + stored.unchanged)
}
