//! Storing and deleting.

use std::sync::atomic::Ordering;

use knowledge::{Collection, MetadataValue};
use semconv::Failure;
use semconv::attributes::ErrorType;
use vectorstore::{
    BATCH_DOCUMENTS_MAX, ID_BYTES_MAX, SearchOptions, StoreError, TEXT_BYTES_MAX, VectorStore,
};

use crate::support::{Bench, CAPABILITIES, Letters, document, document_with};

#[tokio::test]
async fn a_stored_document_is_found_as_it_was_stored() {
    let bench = Bench::new().await;
    let mut stored = document_with("a", "x", &[("kind", "Pod")]);
    stored
        .metadata
        .insert("confidence".to_owned(), MetadataValue::Number(0.1 + 0.2));
    stored
        .metadata
        .insert("ready".to_owned(), MetadataValue::Flag(true));
    assert_eq!(bench.put(std::slice::from_ref(&stored)).await, 1);
    let bench = bench.reopened();
    let hits = bench.search("x", &SearchOptions::default()).await;
    assert_eq!(hits[0].document, stored);
    assert!((hits[0].score.unwrap() - 1.0).abs() < 1e-6);
}

#[tokio::test]
async fn storing_an_id_again_replaces_the_document() {
    let bench = Bench::new().await;
    bench.put(&[document("a", "x"), document("b", "y")]).await;
    bench.put(&[document("a", "z")]).await;
    for bench in [bench.reopened()] {
        assert_eq!(bench.ids().await, ["a", "b"]);
        let hits = bench.search("z", &SearchOptions::default()).await;
        assert_eq!(
            (hits[0].document.id.as_str(), hits[0].document.text.as_str()),
            ("a", "z")
        );
    }
}

#[tokio::test]
async fn of_documents_with_one_id_the_last_counts_and_only_it_is_embedded() {
    let bench = Bench::new().await;
    let documents = [document("a", "x"), document("b", "y"), document("a", "z")];
    assert_eq!(bench.put(&documents).await, 2);
    assert_eq!(bench.embedder.embedded.load(Ordering::Relaxed), 2);
    assert_eq!(
        bench.search("z", &SearchOptions::default()).await[0]
            .document
            .id,
        "a"
    );
}

#[tokio::test]
async fn a_deleted_document_is_not_found_again() {
    let bench = Bench::new().await;
    bench
        .put(&[document("a", "x"), document("b", "x"), document("c", "x")])
        .await;
    let gone = [
        "a".to_owned(),
        "nobody".to_owned(),
        "c".to_owned(),
        "a".to_owned(),
    ];
    assert_eq!(bench.store.delete(CAPABILITIES, &gone).await.unwrap(), 2);
    assert_eq!(bench.search("x", &SearchOptions::default()).await.len(), 1);
    // The place of a deleted document is used again, and must not bring anything of it back.
    bench.put(&[document("d", "y")]).await;
    assert_eq!(
        bench.search("y", &SearchOptions::default()).await[0]
            .document
            .id,
        "d"
    );
    assert_eq!(bench.ids().await, ["b", "d"]);
    assert_eq!(bench.reopened().ids().await, ["b", "d"]);
}

#[tokio::test]
async fn many_documents_are_stored_batch_by_batch() {
    let bench = Bench::new().await;
    let count = BATCH_DOCUMENTS_MAX * 2 + 1;
    let documents: Vec<_> = (0..count)
        .map(|index| document(&format!("d{index:04}"), "x"))
        .collect();
    assert_eq!(bench.put(&documents).await, count);
    assert_eq!(bench.reopened().ids().await.len(), count);
}

#[tokio::test]
async fn a_batch_that_cannot_be_embedded_leaves_the_batches_before_it() {
    let bench = Bench::new().await;
    let mut documents: Vec<_> = (0..BATCH_DOCUMENTS_MAX)
        .map(|index| document(&format!("d{index:04}"), "x"))
        .collect();
    documents.push(document("e", "unspeakable"));
    documents.push(document("f", "x"));
    let error = bench
        .store
        .store(CAPABILITIES, &documents)
        .await
        .unwrap_err();
    assert_eq!(error.error_type(), ErrorType::Unavailable);
    assert_eq!(bench.ids().await.len(), BATCH_DOCUMENTS_MAX);
}

#[tokio::test]
async fn storing_or_deleting_nothing_does_nothing() {
    let bench = Bench::new().await;
    assert_eq!(bench.put(&[]).await, 0);
    assert_eq!(
        bench
            .store
            .delete(Collection::Instances, &[])
            .await
            .unwrap(),
        0
    );
}

#[tokio::test]
async fn a_document_that_breaks_a_limit_is_refused_before_anything_is_stored() {
    let bench = Bench::new().await;
    let check = async |broken, expect: &str| {
        let error = bench
            .store
            .store(CAPABILITIES, &[document("a", "x"), broken])
            .await
            .unwrap_err();
        assert_eq!(error.to_string(), expect);
        assert_eq!(error.error_type(), ErrorType::InvalidInput);
    };
    check(document("", "x"), "document 1 has an empty id").await;
    check(
        document(&"i".repeat(ID_BYTES_MAX + 1), "x"),
        "document 1 has an id of 1025 bytes, at most 1024 are allowed",
    )
    .await;
    check(
        document("b", &"t".repeat(TEXT_BYTES_MAX + 1)),
        "document 1 has a text of 8388609 bytes, at most 8388608 are allowed",
    )
    .await;
    let mut undefined = document("b", "x");
    undefined
        .metadata
        .insert("confidence".to_owned(), f64::NAN.into());
    check(
        undefined,
        "document 1 has a number in its metadata that is infinite or undefined",
    )
    .await;
    assert!(bench.ids().await.is_empty());
    bench.put(&[document(&"i".repeat(ID_BYTES_MAX), "x")]).await;
}

#[tokio::test]
async fn collections_do_not_see_each_other() {
    let bench = Bench::new().await;
    bench.put(&[document("a", "x")]).await;
    let none = bench
        .store
        .search(Collection::Instances, "x", &SearchOptions::default())
        .await;
    assert!(matches!(none, Err(StoreError::NotInitialized { .. })));
    bench.store.initialize(Collection::Instances).await.unwrap();
    let none = bench
        .store
        .search(Collection::Instances, "x", &SearchOptions::default())
        .await;
    assert!(none.unwrap().hits.is_empty());
}

#[tokio::test]
async fn a_collection_that_was_never_initialized_says_what_to_do() {
    let check = |error: StoreError, expect: &str| assert_eq!(error.to_string(), expect);
    let folder = tempfile::tempdir().unwrap();
    let empty = VectorStore::open(folder.path(), Letters::new()).unwrap();
    let options = SearchOptions::default();
    check(
        empty.search(CAPABILITIES, "x", &options).await.unwrap_err(),
        "collection `capabilities` does not exist yet: run `sync` first",
    );
    let bench = Bench::new().await;
    let documents = [document("a", "x")];
    let stored = bench.store.store(Collection::Instances, &documents).await;
    check(
        stored.unwrap_err(),
        "collection `instances` does not exist yet: run `sync-instances` first",
    );
    let error = bench
        .store
        .delete(Collection::Instances, &["a".to_owned()])
        .await
        .unwrap_err();
    assert_eq!(error.error_type(), ErrorType::NotFound);
}

#[tokio::test]
async fn initializing_again_keeps_what_is_stored() {
    let bench = Bench::new().await;
    bench.put(&[document("a", "x")]).await;
    bench.store.initialize(CAPABILITIES).await.unwrap();
    let bench = bench.reopened();
    bench.store.initialize(CAPABILITIES).await.unwrap();
    assert_eq!(bench.ids().await, ["a"]);
}
