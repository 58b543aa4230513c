//! A collection whose vectors come from another embedder than the one that is configured.

use std::sync::Mutex;
use std::sync::atomic::Ordering;

use semconv::Failure;
use semconv::attributes::ErrorType;
use vectorstore::{BATCH_DOCUMENTS_MAX, IndexState, SearchOptions, StoreError, VectorStore};

use crate::support::{Bench, CAPABILITIES, Letters, document, ids};

/// The same folder, opened with another embedder.
fn with_other_embedder(bench: Bench) -> Bench {
    let Bench { folder, store, .. } = bench;
    drop(store);
    let embedder = Letters::named("letters-2");
    let store = VectorStore::open(folder.path(), embedder.clone()).unwrap();
    Bench {
        folder,
        embedder,
        store,
    }
}

#[tokio::test]
async fn what_needs_vectors_is_refused_with_both_names_and_the_way_out() {
    let bench = Bench::new().await;
    bench.put(&[document("a", "x"), document("b", "y")]).await;
    let bench = with_other_embedder(bench);
    let check = |error: StoreError| {
        assert_eq!(
            error.to_string(),
            "collection `capabilities` was built with embedder `cluster-whisperer/letters (3 dimensions)`, \
             but `cluster-whisperer/letters-2 (3 dimensions)` is configured: \
             configure `cluster-whisperer/letters (3 dimensions)`, or run `reembed` to embed the collection again"
        );
        assert_eq!(error.error_type(), ErrorType::Conflict);
    };
    let options = SearchOptions::default();
    let store = &bench.store;
    check(store.initialize(CAPABILITIES).await.unwrap_err());
    check(store.search(CAPABILITIES, "x", &options).await.unwrap_err());
    let stored = store.store(CAPABILITIES, &[document("c", "z")]).await;
    check(stored.unwrap_err());
    // What needs none works.
    assert_eq!(bench.ids().await, ["a", "b"]);
    let gone = store.delete(CAPABILITIES, &["b".to_owned()]).await;
    assert_eq!(gone.unwrap(), 1);
    assert_eq!(store.count(CAPABILITIES).await.unwrap(), 1);
}

#[tokio::test]
async fn a_collection_with_nothing_in_it_takes_any_embedder() {
    let bench = with_other_embedder(Bench::new().await);
    bench.store.initialize(CAPABILITIES).await.unwrap();
    assert_eq!(bench.put(&[document("a", "x")]).await, 1);
}

#[tokio::test]
async fn embedding_again_makes_the_collection_one_of_the_new_embedder() {
    let bench = Bench::new().await;
    let count = BATCH_DOCUMENTS_MAX * 2 + 7;
    let documents: Vec<_> = (0..count)
        .map(|index| document(&format!("d{index:04}"), "x"))
        .collect();
    bench.put(&documents).await;
    bench
        .store
        .mark(CAPABILITIES, IndexState::Ready)
        .await
        .unwrap();
    let bench = with_other_embedder(bench);
    let steps = Mutex::new(Vec::new());
    let progress = |done, total| steps.lock().unwrap().push((done, total));
    let done = bench.store.reembed(CAPABILITIES, &progress).await.unwrap();
    assert_eq!(done, count);
    assert_eq!(*steps.lock().unwrap(), [(100, 207), (200, 207), (207, 207)]);
    for bench in [bench.reopened()] {
        bench.store.initialize(CAPABILITIES).await.unwrap();
        let found = bench.search("x", &SearchOptions::default()).await;
        assert_eq!(found.len(), 10);
        let state = bench.store.state(CAPABILITIES).await.unwrap();
        assert_eq!(state, IndexState::Ready);
        assert_eq!(bench.put(&documents).await, 0);
    }
}

#[tokio::test]
async fn an_interrupted_embedding_changes_nothing_and_is_continued() {
    let bench = Bench::new().await;
    let mut documents: Vec<_> = (0..BATCH_DOCUMENTS_MAX + 10)
        .map(|index| document(&format!("d{index:04}"), "x"))
        .collect();
    documents[105] = document("d0105", "x unspeakable");
    // The first embedder can say it.
    bench.embedder.speaks.store(true, Ordering::Relaxed);
    bench.put(&documents).await;
    let bench = with_other_embedder(bench);
    let failed = bench.store.reembed(CAPABILITIES, &|_, _| {}).await;
    assert_eq!(failed.unwrap_err().error_type(), ErrorType::Unavailable);
    let refused = bench.store.initialize(CAPABILITIES).await;
    assert!(matches!(refused, Err(StoreError::Embedder { .. })));

    let bench = bench.reopened();
    bench.embedder.speaks.store(true, Ordering::Relaxed);
    bench.embedder.embedded.store(0, Ordering::Relaxed);
    let done = bench.store.reembed(CAPABILITIES, &|_, _| {}).await.unwrap();
    assert_eq!(done, 10, "the first batch was paid for already");
    assert_eq!(bench.embedder.embedded.load(Ordering::Relaxed), 10);
    bench.store.initialize(CAPABILITIES).await.unwrap();
    let all = SearchOptions {
        limit: None,
        ..SearchOptions::default()
    };
    let found = bench.search("x", &all).await;
    assert_eq!(ids(&found).len(), documents.len());
}
