//! Who turns texts into vectors.

use std::sync::Arc;

use anyhow::bail;
use embedding::{Embedder, LexicalEmbedder};

use crate::config::{Embedding, EmbeddingProvider};

/// The embedder that is configured.
pub(crate) async fn embedder(config: &Embedding) -> anyhow::Result<Arc<dyn Embedder>> {
    match config.provider {
        EmbeddingProvider::BuiltIn => Ok(Arc::new(LexicalEmbedder::new())),
        other => bail!(
            "the embedding provider `{}` is not available yet",
            other.word()
        ),
    }
}
