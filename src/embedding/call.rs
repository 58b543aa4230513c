//! The one way to call an embedder.

use semconv::embedding::Embed;

use crate::embedder::{Embedder, Purpose};
use crate::error::EmbeddingError;

/// Embeds `texts` with `embedder` below a span of its own, and checks that the answer has one finite vector of the promised length per text.
///
/// # Errors
///
/// Whatever the embedder fails with, or an answer that does not fit the texts.
pub async fn embed(
    embedder: &dyn Embedder,
    texts: &[&str],
    purpose: Purpose,
) -> Result<Vec<Vec<f32>>, EmbeddingError> {
    let span = Embed {
        gen_ai_provider_name: embedder.provider(),
        gen_ai_request_model: embedder.model(),
    }
    .start();
    span.set_input_count(texts.len());
    span.scope(async {
        let vectors = embedder.embed(texts, purpose).await?;
        check(embedder, texts.len(), &vectors)?;
        span.set_dimensions(embedder.dimensions());
        Ok(vectors)
    })
    .await
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

#[cfg(test)]
mod tests {
    use async_trait::async_trait;
    use semconv::attributes::GenAiProviderName;

    use super::*;

    /// Answers whatever it was made with.
    struct Fixed(Vec<Vec<f32>>);

    #[async_trait]
    impl Embedder for Fixed {
        fn provider(&self) -> GenAiProviderName {
            GenAiProviderName::ClusterWhisperer
        }

        fn model(&self) -> &str {
            "fixed"
        }

        fn dimensions(&self) -> usize {
            2
        }

        async fn embed(&self, _: &[&str], _: Purpose) -> Result<Vec<Vec<f32>>, EmbeddingError> {
            Ok(self.0.clone())
        }
    }

    #[tokio::test]
    async fn an_answer_that_does_not_fit_the_texts_is_refused() {
        let check = async |answer: Vec<Vec<f32>>, expect: &str| {
            let error = embed(&Fixed(answer), &["a", "b"], Purpose::Query)
                .await
                .unwrap_err();
            assert_eq!(error.to_string(), expect);
        };
        check(
            vec![vec![1.0, 0.0]],
            "embedding model `fixed` answered 1 vectors to 2 texts",
        )
        .await;
        check(
            vec![vec![1.0, 0.0], vec![1.0]],
            "embedding model `fixed` answered a vector of 1 dimensions to text 1, expected 2",
        )
        .await;
        check(
            vec![vec![f32::NAN, 0.0], vec![1.0, 0.0]],
            "embedding model `fixed` answered a vector with an infinite or undefined component to text 0",
        )
        .await;
    }

    #[tokio::test]
    async fn an_answer_that_fits_is_passed_on_unchanged() {
        let vectors = vec![vec![1.0, 0.0], vec![0.0, 0.0]];
        let answer = embed(&Fixed(vectors.clone()), &["a", ""], Purpose::Document)
            .await
            .unwrap();
        assert_eq!(answer, vectors);
    }
}
