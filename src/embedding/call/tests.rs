//! What the one way to call an embedder does for every embedder.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use semconv::attributes::GenAiProviderName;

use super::*;
use crate::embedder::BatchLimits;

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

    async fn embed(&self, _: &[&str], _: Purpose) -> Result<Embedded, EmbeddingError> {
        Ok(self.0.clone().into())
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

/// Takes three texts a call and two calls at once; a text is embedded as its number.
#[derive(Default)]
struct Small {
    calls: Mutex<Vec<usize>>,
    under_way: AtomicUsize,
    under_way_most: AtomicUsize,
}

#[async_trait]
impl Embedder for Small {
    fn provider(&self) -> GenAiProviderName {
        GenAiProviderName::VoyageAi
    }

    fn model(&self) -> &str {
        "small"
    }

    fn dimensions(&self) -> usize {
        1
    }

    fn limits(&self) -> BatchLimits {
        BatchLimits {
            texts_max: 3,
            bytes_max: 1000,
            calls_max: 2,
        }
    }

    async fn embed(&self, texts: &[&str], _: Purpose) -> Result<Embedded, EmbeddingError> {
        let under_way = self.under_way.fetch_add(1, Ordering::Relaxed) + 1;
        self.under_way_most.fetch_max(under_way, Ordering::Relaxed);
        self.calls.lock().unwrap().push(texts.len());
        tokio::task::yield_now().await;
        self.under_way.fetch_sub(1, Ordering::Relaxed);
        Ok(Embedded {
            vectors: texts
                .iter()
                .map(|text| vec![text.parse().unwrap()])
                .collect(),
            input_tokens: Some(10),
        })
    }
}

#[tokio::test]
async fn many_texts_are_cut_into_calls_and_keep_their_order() {
    let embedder = Small::default();
    let texts: Vec<String> = (0..14).map(|number| number.to_string()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let answer = in_batches(&embedder, &texts, Purpose::Document)
        .await
        .unwrap();
    let expect: Vec<Vec<f32>> = (0_u8..14).map(|number| vec![f32::from(number)]).collect();
    assert_eq!(answer.vectors, expect);
    assert_eq!(answer.input_tokens, Some(50));
    assert_eq!(*embedder.calls.lock().unwrap(), [3, 3, 3, 3, 2]);
    assert_eq!(embedder.under_way_most.into_inner(), 2);
}

#[tokio::test]
async fn no_text_is_no_call() {
    let embedder = Small::default();
    assert!(
        embed(&embedder, &[], Purpose::Query)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(embedder.calls.lock().unwrap().is_empty());
}

#[test]
fn the_identity_names_provider_model_and_dimensions() {
    assert_eq!(Small::default().id(), "voyage_ai/small (1 dimensions)");
    assert_eq!(
        crate::LexicalEmbedder::new().id(),
        "cluster-whisperer/lexical-1 (1024 dimensions)"
    );
}
