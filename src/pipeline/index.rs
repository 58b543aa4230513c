//! How complete a collection is, noted so that an index that lacks something is never taken for a whole one.

use knowledge::Collection;
use vectorstore::{IndexState, VectorStore};

use crate::PipelineError;

/// Notes that a collection lacks something from now on: documents are about to be added, or could not be read. Writes
/// nothing if that is known.
pub(crate) async fn lacks_something(
    store: &VectorStore,
    collection: Collection,
) -> Result<(), PipelineError> {
    note(store, collection, IndexState::Filling).await
}

/// Notes that a collection holds all that is in the cluster. Writes nothing if that is known.
pub(crate) async fn is_whole(
    store: &VectorStore,
    collection: Collection,
) -> Result<(), PipelineError> {
    note(store, collection, IndexState::Ready).await
}

async fn note(
    store: &VectorStore,
    collection: Collection,
    noted: IndexState,
) -> Result<(), PipelineError> {
    let state = store.state(collection).await;
    let is_ready = state.map_err(PipelineError::Mark)? == IndexState::Ready;
    if is_ready == (noted == IndexState::Ready) {
        return Ok(());
    }
    let marked = store.mark(collection, noted).await;
    marked.map_err(PipelineError::Mark)
}
