//! The seam between text and vectors.

use async_trait::async_trait;
use semconv::attributes::GenAiProviderName;

use crate::error::EmbeddingError;

/// What a text is embedded for; some models treat the two sides of a search differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// The text is stored, to be found.
    Document,
    /// The text is what is searched for.
    Query,
}

/// Turns texts into vectors whose cosine similarity says how close the texts are.
///
/// Implementations contain no telemetry; call them through [`embed`](crate::embed), which adds it and checks the answer.
#[async_trait]
pub trait Embedder: Send + Sync {
    /// Who provides the model.
    fn provider(&self) -> GenAiProviderName;

    /// The model's name. Vectors of different models cannot be compared, so a store keeps the name beside them.
    fn model(&self) -> &str;

    /// The length of every vector.
    fn dimensions(&self) -> usize;

    /// One vector per text, in the order of the texts.
    async fn embed(
        &self,
        texts: &[&str],
        purpose: Purpose,
    ) -> Result<Vec<Vec<f32>>, EmbeddingError>;
}
