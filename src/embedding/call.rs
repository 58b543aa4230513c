//! The one way to call an embedder.

mod batches;
#[cfg(test)]
mod tests;

use futures_util::{StreamExt, TryStreamExt, stream};
use semconv::embedding::Embed;

use crate::embedder::{Embedded, Embedder, Purpose};
use crate::error::EmbeddingError;

/// Embeds `texts` with `embedder` below a span of its own, in as many calls as its limits ask for, and checks that the
/// answer has one finite vector of the promised length per text. No text, no call.
///
/// # Errors
///
/// Whatever the embedder fails with first, or an answer that does not fit the texts.
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
    if let Some(server) = embedder.server() {
        span.set_server_address(server.address);
        span.set_server_port(server.port);
    }
    span.scope(async {
        let embedded = in_batches(embedder, texts, purpose).await?;
        span.set_gen_ai_embeddings_dimension_count(embedder.dimensions());
        if let Some(tokens) = embedded.input_tokens {
            span.set_gen_ai_usage_input_tokens(tokens);
        }
        Ok(embedded.vectors)
    })
    .await
}

/// One call after the other, or several at once if the embedder allows it. The first failure ends all.
async fn in_batches(
    embedder: &dyn Embedder,
    texts: &[&str],
    purpose: Purpose,
) -> Result<Embedded, EmbeddingError> {
    let limits = embedder.limits();
    let calls = batches::batches(texts, limits)
        .into_iter()
        .map(async |batch| {
            let embedded = embedder.embed(&texts[batch.clone()], purpose).await?;
            check(embedder, batch.start, batch.len(), &embedded.vectors)?;
            Ok::<_, EmbeddingError>(embedded)
        });
    let mut answers = stream::iter(calls).buffered(limits.calls_max.max(1));
    let mut all = Embedded::default();
    while let Some(answer) = answers.try_next().await? {
        all.vectors.extend(answer.vectors);
        if let Some(tokens) = answer.input_tokens {
            all.input_tokens = Some(all.input_tokens.unwrap_or(0).saturating_add(tokens));
        }
    }
    Ok(all)
}

/// Checks the vectors of `expected` texts, the first of which is text `first` of all.
fn check(
    embedder: &dyn Embedder,
    first: usize,
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
    for (index, vector) in (first..).zip(vectors) {
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
