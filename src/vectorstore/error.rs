//! What can go wrong in a vector store.

use embedding::EmbeddingError;

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The texts could not be turned into vectors.
    #[error("texts could not be embedded")]
    Embedding(#[from] EmbeddingError),
}
