//! The built-in embedder.

mod concepts;
mod features;
mod hash;
mod stem;
mod vocabulary;
mod words;

use async_trait::async_trait;
use semconv::attributes::GenAiProviderName;

use crate::embedder::{Embedded, Embedder, Purpose};
use crate::error::EmbeddingError;

/// The model's name; it changes whenever the same text would give another vector.
const MODEL: &str = "lexical-1";

/// How many components a vector has.
const DIMENSIONS: usize = 1024;

/// A lexical embedder: two texts are close when they share words, parts of words, or words for the same thing.
///
/// It is honest about what it is: it knows spelling, English endings and a short table of words that belong together in a
/// cluster (`postgres` and `database`, `tls` and `certificate`). It does not know what a sentence means: a paraphrase
/// that shares no word with a text does not find it. In return it needs nothing but this crate, and gives the same vector
/// for the same text on every machine, for ever.
///
/// A text without any word gives the zero vector, which is close to nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct LexicalEmbedder {}

impl LexicalEmbedder {
    /// The embedder; it has nothing to configure.
    #[must_use]
    pub fn new() -> Self {
        Self {}
    }
}

#[async_trait]
impl Embedder for LexicalEmbedder {
    fn provider(&self) -> GenAiProviderName {
        GenAiProviderName::ClusterWhisperer
    }

    fn model(&self) -> &str {
        MODEL
    }

    fn dimensions(&self) -> usize {
        DIMENSIONS
    }

    async fn embed(&self, texts: &[&str], purpose: Purpose) -> Result<Embedded, EmbeddingError> {
        let mut vectors = Vec::with_capacity(texts.len());
        for text in texts {
            vectors.push(features::vector(text, purpose));
            // Embedding is all computation: let other tasks of this thread run between two texts.
            tokio::task::yield_now().await;
        }
        Ok(vectors.into())
    }
}
