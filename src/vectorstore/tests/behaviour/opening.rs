//! Opening a store that is not as it should be.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use semconv::Failure;
use semconv::attributes::ErrorType;
use vectorstore::{StoreError, VectorStore};

use crate::support::{Bench, Letters, document};

/// The only file of a store.
fn file_in(folder: &Path) -> PathBuf {
    let entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(entries.len(), 1, "{entries:?}");
    entries[0].clone()
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
    let error = VectorStore::open(bench.folder.path(), Letters::new())
        .err()
        .unwrap();
    assert!(error.to_string().ends_with(
        "is in use by another process: stop that process, or choose another data folder"
    ));
    assert_eq!(error.error_type(), ErrorType::Conflict);
    bench.put(&[document("a", "x")]).await;
}

/// Changes the file of a closed store, and opens it.
async fn refusal_after(change: impl FnOnce(&mut Vec<u8>)) -> (StoreError, Vec<u8>) {
    let bench = Bench::new().await;
    bench
        .put(&[document("a", &"recognisable ".repeat(100))])
        .await;
    let Bench {
        folder,
        embedder,
        store,
    } = bench;
    drop(store);
    let file = file_in(folder.path());
    let mut bytes = fs::read(&file).unwrap();
    change(&mut bytes);
    fs::write(&file, &bytes).unwrap();
    let error = VectorStore::open(folder.path(), embedder).err().unwrap();
    (error, fs::read(&file).unwrap())
}

#[tokio::test]
async fn a_file_that_is_no_store_is_left_alone() {
    let (error, bytes) =
        refusal_after(|bytes| *bytes = "something else entirely".repeat(500).into()).await;
    assert!(
        error
            .to_string()
            .ends_with("is damaged: move it away and run `sync` to build a new one"),
        "{error}"
    );
    assert!(error.source().is_some());
    assert_eq!(error.error_type(), ErrorType::Corrupt);
    assert!(bytes.starts_with(b"something else entirely"));
}

#[tokio::test]
async fn a_store_that_was_cut_short_is_not_opened() {
    let (error, _) = refusal_after(|bytes| bytes.truncate(bytes.len() / 2)).await;
    assert_eq!(error.error_type(), ErrorType::Corrupt);
}

#[tokio::test]
async fn a_single_wrong_bit_in_a_text_is_noticed() {
    let flip = |bytes: &mut Vec<u8>| {
        let position = bytes
            .windows(12)
            .position(|window| window == b"recognisable")
            .unwrap();
        bytes[position] ^= 1;
    };
    let (error, _) = refusal_after(flip).await;
    assert_eq!(error.error_type(), ErrorType::Corrupt);
}
