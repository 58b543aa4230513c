//! Storing what is there already, and changing several things at once.

use std::sync::atomic::Ordering;

use vectorstore::{Applied, Filter, IndexState, Page, SearchOptions, Stored};

use crate::support::{Bench, CAPABILITIES, document, document_with, ids};

fn embedded(bench: &Bench) -> usize {
    bench.embedder.embedded.swap(0, Ordering::Relaxed)
}

#[tokio::test]
async fn a_text_that_is_there_is_not_embedded_again() {
    let bench = Bench::new().await;
    let pod = |kind| document_with("a", "x", &[("kind", kind)]);
    bench.put(&[pod("Pod"), document("b", "y")]).await;
    assert_eq!(embedded(&bench), 2);
    let bench = bench.reopened();
    let store = async |documents: &[_]| bench.store.store(CAPABILITIES, documents).await.unwrap();
    let expect = |written, unchanged| Stored { written, unchanged };
    assert_eq!(store(&[pod("Pod"), document("b", "y")]).await, expect(0, 2));
    assert_eq!(store(&[pod("Node")]).await, expect(1, 0));
    assert_eq!(embedded(&bench), 0);
    // The metadata is new, the vector is not.
    let hits = bench.search("x", &SearchOptions::default()).await;
    assert_eq!(hits[0].document, pod("Node"));
    assert_eq!(embedded(&bench), 1);
    assert_eq!(
        store(&[document("b", "z"), pod("Node")]).await,
        expect(1, 1)
    );
    assert_eq!(embedded(&bench), 1);
    let bench = bench.reopened();
    let hits = bench.search("xz", &SearchOptions::default()).await;
    let found: Vec<_> = hits.iter().map(|hit| hit.document.clone()).collect();
    assert_eq!(found, [pod("Node"), document("b", "z")]);
}

#[tokio::test]
async fn a_change_deletes_first_and_stores_then() {
    let bench = Bench::new().await;
    bench
        .put(&[document("a", "x"), document("b", "x"), document("c", "x")])
        .await;
    let deletes = ["a", "b", "nobody", "a"].map(str::to_owned);
    let upserts = [document("b", "y"), document("d", "x"), document("d", "z")];
    let applied = bench.store.apply(CAPABILITIES, &deletes, &upserts).await;
    let stored = Stored {
        written: 2,
        unchanged: 0,
    };
    assert_eq!(applied.unwrap(), Applied { deleted: 1, stored });
    for bench in [bench.reopened()] {
        assert_eq!(bench.ids().await, ["b", "c", "d"]);
        let hits = bench.search("y", &SearchOptions::default()).await;
        assert_eq!(hits[0].document.text, "y");
    }
}

#[tokio::test]
async fn a_change_that_fails_changes_nothing() {
    let bench = Bench::new().await;
    bench.put(&[document("a", "x")]).await;
    for upserts in [
        vec![document("b", "y"), document("c", "unspeakable")],
        vec![document("b", "y"), document("", "x")],
    ] {
        let deletes = ["a".to_owned()];
        let failed = bench.store.apply(CAPABILITIES, &deletes, &upserts).await;
        assert!(failed.is_err());
        assert_eq!(bench.ids().await, ["a"]);
    }
    let applied = bench.store.apply(CAPABILITIES, &[], &[]).await.unwrap();
    assert_eq!(applied, Applied::default());
}

#[tokio::test]
async fn documents_are_read_by_id_and_page_by_page() {
    let bench = Bench::new().await;
    let documents: Vec<_> = (0..7)
        .map(|index| document(&format!("d{index}"), "x"))
        .collect();
    bench.put(&documents).await;
    let asked = ["d5", "nobody", "d2"].map(str::to_owned);
    let got = bench.store.get(CAPABILITIES, &asked).await.unwrap();
    assert_eq!(got, [documents[5].clone(), documents[2].clone()]);
    assert_eq!(bench.store.count(CAPABILITIES).await.unwrap(), 7);
    let list = async |offset, limit| {
        let page = Page { offset, limit };
        let filter = Filter::default();
        let found = bench.store.list(CAPABILITIES, &filter, page).await.unwrap();
        (ids(&found.hits), found.total, found.cut)
    };
    let some = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    assert_eq!(list(0, 3).await, (some(&["d0", "d1", "d2"]), 7, true));
    assert_eq!(list(6, 3).await, (some(&["d6"]), 7, false));
    assert_eq!(list(9, 3).await, (some(&[]), 7, false));
    let options = SearchOptions {
        limit: Some(2),
        offset: 5,
        ..SearchOptions::default()
    };
    let found = bench.store.search(CAPABILITIES, "x", &options).await;
    let found = found.unwrap();
    assert_eq!(ids(&found.hits), ["d5", "d6"]);
    assert_eq!((found.total, found.cut), (7, false));
}

#[tokio::test]
async fn a_collection_is_ready_only_after_it_was_filled_and_marked() {
    let bench = Bench::new().await;
    let state = async |bench: &Bench| bench.store.state(CAPABILITIES).await.unwrap();
    assert_eq!(state(&bench).await, IndexState::Empty);
    let mark = async |bench: &Bench, state| bench.store.mark(CAPABILITIES, state).await.unwrap();
    mark(&bench, IndexState::Ready).await;
    assert_eq!(state(&bench).await, IndexState::Empty);
    mark(&bench, IndexState::Filling).await;
    bench.put(&[document("a", "x")]).await;
    assert_eq!(state(&bench).await, IndexState::Filling);
    mark(&bench, IndexState::Ready).await;
    let bench = bench.reopened();
    assert_eq!(state(&bench).await, IndexState::Ready);
    let gone = bench.store.delete(CAPABILITIES, &["a".to_owned()]).await;
    assert_eq!(gone.unwrap(), 1);
    assert_eq!(state(&bench).await, IndexState::Empty);
}
