//! A collection that is too large to be exact in memory, and one that is full.

use std::path::Path;

use embedding::{Embedded, EmbeddingError, Purpose};
use knowledge::{Document, Metadata};
use semconv::attributes::GenAiProviderName;

use super::*;
use crate::backend::Entry;
use crate::filter::Filter;
use crate::search::SearchHit;

const DIMENSIONS: usize = 24;
const INSTANCES: Collection = Collection::Instances;

/// Never asked: these tests bring their own vectors.
struct Nobody;

#[async_trait]
impl Embedder for Nobody {
    fn provider(&self) -> GenAiProviderName {
        GenAiProviderName::ClusterWhisperer
    }

    fn model(&self) -> &str {
        "nobody"
    }

    fn dimensions(&self) -> usize {
        DIMENSIONS
    }

    async fn embed(&self, _: &[&str], _: Purpose) -> Result<Embedded, EmbeddingError> {
        Ok(Embedded::default())
    }
}

/// Vectors without any pattern, the same in every run.
fn vector(seed: usize) -> Vec<f32> {
    let component = |index: usize| {
        let bits = (seed * 31 + index + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((bits >> 40) as f32 / (1 << 23) as f32) - 1.0
    };
    (0..DIMENSIONS).map(component).collect()
}

fn entry(index: usize) -> Entry {
    let kind = ["Pod", "Node", "Service"][index % 3];
    let metadata = Metadata::from([("kind".to_owned(), kind.into())]);
    let document = Document {
        id: format!("d{index:03}"),
        text: format!("{kind} {index}"),
        metadata,
    };
    Entry {
        document,
        vector: vector(index),
    }
}

fn upserts(entries: impl IntoIterator<Item = Entry>) -> Change {
    Change {
        upserts: entries.into_iter().collect(),
        ..Change::default()
    }
}

/// A store of 300 documents, of which some were deleted and some replaced.
async fn backend(folder: &Path, exact_documents_max: usize) -> EmbeddedBackend {
    let backend = EmbeddedBackend::open_with(folder, &Nobody, exact_documents_max).unwrap();
    backend.initialize(INSTANCES).await.unwrap();
    for first in [0, 100, 200] {
        backend
            .change(INSTANCES, upserts((first..first + 100).map(entry)))
            .await
            .unwrap();
    }
    let gone: Vec<String> = (0..300)
        .step_by(7)
        .map(|index| entry(index).document.id)
        .collect();
    let count = gone.len();
    let change = Change {
        deletes: gone,
        ..Change::default()
    };
    assert_eq!(backend.change(INSTANCES, change).await.unwrap(), count);
    let moved = |index| Entry {
        vector: vector(index + 1000),
        ..entry(index)
    };
    backend
        .change(INSTANCES, upserts((0..300).step_by(11).map(moved)))
        .await
        .unwrap();
    backend
}

async fn answers(backend: &EmbeddedBackend) -> Vec<Vec<SearchHit>> {
    let mut answers = Vec::new();
    for (seed, kind, limit) in [
        (5, None, Some(10)),
        (6, Some("Node"), Some(3)),
        (7, None, None),
    ] {
        let filter = Filter {
            kind: kind.map(str::to_owned),
            ..Filter::default()
        };
        let options = SearchOptions {
            limit,
            filter,
            ..SearchOptions::default()
        };
        answers.push(
            backend
                .nearest(INSTANCES, vector(seed + 5000), &options)
                .await
                .unwrap()
                .hits,
        );
    }
    answers
}

#[tokio::test]
async fn a_collection_too_large_to_be_exact_in_memory_answers_exactly_all_the_same() {
    let (small, large) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let expect = answers(&backend(small.path(), usize::MAX).await).await;
    assert_eq!(
        expect.iter().map(Vec::len).collect::<Vec<_>>(),
        [10, 3, 261]
    );
    let backend = backend(large.path(), 120).await;
    assert_eq!(answers(&backend).await, expect);
    drop(backend);
    let reopened = EmbeddedBackend::open_with(large.path(), &Nobody, 120).unwrap();
    assert_eq!(answers(&reopened).await, expect);
}

#[tokio::test]
async fn a_full_collection_takes_replacements_and_nothing_new() {
    let folder = tempfile::tempdir().unwrap();
    let backend = backend(folder.path(), 10).await;
    let shelf = Shelf::load(
        &backend.inner.file,
        INSTANCES,
        &EmbedderRecord::of(&Nobody),
        10,
    )
    .unwrap();
    let replaced = shelf.change_below(&backend.inner.file, upserts([entry(1)]), 261);
    assert!(replaced.is_ok());
    let new = shelf.change_below(&backend.inner.file, upserts([entry(1), entry(999)]), 261);
    assert!(matches!(new, Err(StoreError::Full { .. })));
}
