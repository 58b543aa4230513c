//! Opening a store that is not as it should be.

use std::error::Error;
use std::fs;

use embedding::LexicalEmbedder;
use semconv::Failure;
use semconv::attributes::ErrorType;
use vectorstore::{StoreError, VectorStore};

use crate::support::{Bench, Letters, document};

/// The only file of a store.
fn file_of(bench: &Bench) -> std::path::PathBuf {
    let entries: Vec<_> = fs::read_dir(bench.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(entries.len(), 1, "{entries:?}");
    entries[0].clone()
}

fn refusal(bench: &Bench, embedder: std::sync::Arc<dyn embedding::Embedder>) -> StoreError {
    VectorStore::open(bench.folder.path(), embedder)
        .err()
        .unwrap()
}

#[tokio::test]
async fn a_missing_folder_is_created() {
    let folder = tempfile::tempdir().unwrap();
    let nested = folder.path().join("not/yet/there");
    let store = VectorStore::open(&nested, Letters::new()).unwrap();
    store.ready().await.unwrap();
    assert!(nested.is_dir());
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = VectorStore::open(&file.join("data"), Letters::new())
        .err()
        .unwrap();
    assert!(
        error.to_string().starts_with("the data folder `"),
        "{error}"
    );
    assert!(error.source().is_some());
    assert_eq!(error.error_type(), ErrorType::Io);
}

#[tokio::test]
async fn a_store_in_use_is_not_opened_twice() {
    let bench = Bench::new().await;
    let error = refusal(&bench, Letters::new());
    assert!(error.to_string().ends_with(
        "is in use by another process: stop that process, or choose another data folder"
    ));
    assert_eq!(error.error_type(), ErrorType::Conflict);
    bench.put(&[document("a", "x")]).await;
}

#[tokio::test]
async fn a_store_of_another_embedder_is_not_opened() {
    let Bench {
        folder,
        embedder,
        store,
    } = Bench::new().await;
    drop(store);
    let check = |embedder, expect: &str| {
        let error = VectorStore::open(folder.path(), embedder).err().unwrap();
        let message = error.to_string();
        assert!(
            message.contains("built with embedder `cluster-whisperer/letters (3 dimensions)`"),
            "{message}"
        );
        assert!(message.contains(expect), "{message}");
        assert_eq!(error.error_type(), ErrorType::Conflict);
    };
    check(
        Letters::named("letters-2"),
        "but `cluster-whisperer/letters-2 (3 dimensions)` is configured",
    );
    check(
        std::sync::Arc::new(LexicalEmbedder::new()),
        "move the store away and run `sync` to build a new one",
    );
    VectorStore::open(folder.path(), embedder).unwrap();
}

#[tokio::test]
async fn a_file_that_is_no_store_is_left_alone() {
    let Bench {
        folder,
        embedder,
        store,
    } = Bench::new().await;
    drop(store);
    let bench = Bench {
        folder,
        embedder: embedder.clone(),
        store: VectorStore::open(tempfile::tempdir().unwrap().path(), embedder.clone()).unwrap(),
    };
    let file = file_of(&bench);
    fs::write(&file, "something else entirely".repeat(500)).unwrap();
    let error = refusal(&bench, embedder);
    assert!(
        error
            .to_string()
            .ends_with("is damaged: move it away and run `sync` to build a new one"),
        "{error}"
    );
    assert_eq!(error.error_type(), ErrorType::Corrupt);
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .starts_with("something else")
    );
}
