//! The one way to call an embedder.

use crate::embedder::{Embedder, Purpose};
use crate::error::EmbeddingError;

/// Embeds `texts` with `embedder` and checks that the answer has one finite vector of the promised length per text.
///
/// # Errors
///
/// Whatever the embedder fails with, or an answer that does not fit the texts.
pub async fn embed(
    embedder: &dyn Embedder,
    texts: &[&str],
    purpose: Purpose,
) -> Result<Vec<Vec<f32>>, EmbeddingError> {
    let vectors = embedder.embed(texts, purpose).await?;
    check(embedder, texts.len(), &vectors)?;
    Ok(vectors)
}

fn check(
    embedder: &dyn Embedder,
    expected: usize,
    vectors: &[Vec<f32>],
) -> Result<(), EmbeddingError> {
    let model = || embedder.model().to_owned();
    if vectors.len() != expected {
        return Err(EmbeddingError::VectorCount {
            model: model(),
            expected,
            found: vectors.len(),
        });
    }
    for (index, vector) in vectors.iter().enumerate() {
        if vector.len() != embedder.dimensions() {
            let (expected, found) = (embedder.dimensions(), vector.len());
            return Err(EmbeddingError::VectorLength {
                model: model(),
                index,
                expected,
                found,
            });
        }
        if !vector.iter().all(|component| component.is_finite()) {
            return Err(EmbeddingError::VectorNotFinite {
                model: model(),
                index,
            });
        }
    }
    Ok(())
}
