//! What stays: through a restart, another embedder, and in numbers.

use std::sync::Arc;

use vectorstore::{IndexState, SearchOptions, StoreError};

use super::{Bench, INSTANCES, everything};
use crate::support::{Letters, document, document_with, ids};

const MANY: usize = 10_000;

pub(crate) async fn state(bench: Bench<'_>) {
    let state = async || bench.store.state(INSTANCES).await.unwrap();
    assert_eq!(state().await, IndexState::Empty);
    bench.initialize().await;
    let mark = async |state| bench.store.mark(INSTANCES, state).await.unwrap();
    mark(IndexState::Ready).await;
    assert_eq!(state().await, IndexState::Empty);
    mark(IndexState::Filling).await;
    bench.put(&[document("a", "x")]).await;
    assert_eq!(state().await, IndexState::Filling);
    mark(IndexState::Ready).await;
    assert_eq!(state().await, IndexState::Ready);
}

pub(crate) async fn other_embedder(bench: Bench<'_>) {
    bench.initialize().await;
    let documents: Vec<_> = (0..120)
        .map(|index| document_with(&format!("d{index:03}"), "x", &[("kind", "Pod")]))
        .collect();
    bench.put(&documents).await;
    bench
        .store
        .mark(INSTANCES, IndexState::Ready)
        .await
        .unwrap();
    let bench = bench.reopened(Letters::named("letters-2")).await;
    let refused = [
        bench.store.initialize(INSTANCES).await,
        bench
            .store
            .search(INSTANCES, "x", &everything())
            .await
            .map(drop),
        bench
            .store
            .store(INSTANCES, &[document("e", "y")])
            .await
            .map(drop),
    ];
    for refused in refused {
        let mut error = refused.unwrap_err();
        if let StoreError::OneOfSeveral { source, .. } = error {
            error = *source;
        }
        let message = error.to_string();
        assert!(message.contains("/letters (3 dim"), "{message}");
        assert!(message.contains("/letters-2 (3 dim"), "{message}");
        assert!(message.contains("run `reembed`"), "{message}");
    }
    assert_eq!(bench.store.count(INSTANCES).await.unwrap(), 120);
    let gone = bench.store.delete(INSTANCES, &["d000".to_owned()]).await;
    assert_eq!(gone.unwrap(), 1);
    bench.embedded();
    let done = bench.store.reembed(INSTANCES, &|_, _| {}).await.unwrap();
    assert_eq!((done, bench.embedded()), (119, 119));
    bench.initialize().await;
    let found = bench.search("x", &SearchOptions::default()).await;
    assert_eq!((found.hits.len(), found.total), (10, 119));
    let state = bench.store.state(INSTANCES).await.unwrap();
    assert_eq!(state, IndexState::Ready);
    assert_eq!(bench.put(&documents[1..]).await.unchanged, 119);
    let found = bench.matching(None, &everything()).await;
    let got: Vec<_> = found.into_iter().map(|hit| hit.document).collect();
    assert_eq!(got, documents[1..]);
}

pub(crate) async fn restart(bench: Bench<'_>) {
    bench.initialize().await;
    let documents = [
        document_with("a", "x", &[("kind", "Pod")]),
        document("b", "y"),
    ];
    bench.put(&documents).await;
    let embedder = Arc::clone(&bench.embedder);
    bench.world.restart().await;
    assert_eq!(bench.ids().await, ["a", "b"], "the same client goes on");
    let bench = bench.reopened(embedder).await;
    bench.initialize().await;
    assert_eq!(bench.put(&documents).await.unchanged, 2);
    let found = bench.search("x", &SearchOptions::default()).await;
    assert_eq!(found.hits[0].document, documents[0]);
}

pub(crate) async fn ten_thousand(bench: Bench<'_>) {
    bench.initialize().await;
    let documents: Vec<_> = (0..MANY)
        .map(|index| {
            let text = format!("{}{}z", "x".repeat(index % 100), "y".repeat(index / 100));
            let kind = if index % 10 == 0 { "Node" } else { "Pod" };
            document_with(&format!("d{index:05}"), &text, &[("kind", kind)])
        })
        .collect();
    assert_eq!(bench.put(&documents).await.written, MANY);
    assert_eq!(bench.embedded(), MANY);
    assert_eq!(bench.store.count(INSTANCES).await.unwrap(), MANY);
    let found = bench.search("xxxxyyyyyyz", &SearchOptions::default()).await;
    assert_eq!((found.hits.len(), found.total, found.cut), (10, MANY, true));
    let best = found.hits[0].score.unwrap();
    assert!(best > 0.9999, "{best}");
    let nodes = super::filtered(vectorstore::Condition::equal("kind", "Node"));
    let found = bench.search("xxxxyyyyyyz", &nodes).await;
    assert_eq!((found.hits.len(), found.total), (10, MANY / 10));
    let last = SearchOptions {
        offset: MANY - 3,
        ..SearchOptions::default()
    };
    let found = bench.matching(None, &last).await;
    assert_eq!(ids(&found.hits), ["d09997", "d09998", "d09999"]);
    assert_eq!((found.total, found.cut), (MANY, false));
    assert_eq!(bench.put(&documents[..500]).await.unchanged, 500);
    let gone: Vec<_> = documents
        .iter()
        .take(9_990)
        .map(|each| each.id.clone())
        .collect();
    assert_eq!(bench.store.delete(INSTANCES, &gone).await.unwrap(), 9_990);
    assert_eq!(bench.ids().await.len(), 10);
}
