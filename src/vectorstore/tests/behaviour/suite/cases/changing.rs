//! Storing and deleting.

use knowledge::MetadataValue;
use vectorstore::{Applied, SearchOptions, Stored};

use super::{Bench, INSTANCES};
use crate::support::{document, document_with, ids};

pub(crate) async fn last_of_one_id(bench: Bench<'_>) {
    bench.initialize().await;
    let documents = [document("a", "x"), document("b", "y"), document("a", "z")];
    let stored = bench.put(&documents).await;
    assert_eq!((stored.written, bench.embedded()), (2, 2));
    let found = bench.search("z", &SearchOptions::default()).await;
    assert_eq!(found.hits[0].document, documents[2]);
    let mut replaced = document_with("a", "y", &[("kind", "Pod")]);
    replaced
        .metadata
        .insert("confidence".to_owned(), MetadataValue::Number(0.1 + 0.2));
    bench.put(std::slice::from_ref(&replaced)).await;
    let got = bench.store.get(INSTANCES, &["a".to_owned()]).await.unwrap();
    assert_eq!(got, [replaced]);
}

pub(crate) async fn deleting(bench: Bench<'_>) {
    bench.initialize().await;
    bench
        .put(&[document("a", "x"), document("b", "x"), document("c", "x")])
        .await;
    let gone = ["a", "nobody", "c", "a"].map(str::to_owned);
    assert_eq!(bench.store.delete(INSTANCES, &gone).await.unwrap(), 2);
    assert_eq!(bench.store.delete(INSTANCES, &gone).await.unwrap(), 0);
    let found = bench.search("x", &SearchOptions::default()).await;
    assert_eq!((ids(&found.hits), found.total), (vec!["b".to_owned()], 1));
    assert_eq!(bench.ids().await, ["b"]);
}

pub(crate) async fn nothing(bench: Bench<'_>) {
    let refused = bench.store.count(INSTANCES).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "collection `instances` does not exist yet: run `sync-instances` first"
    );
    bench.initialize().await;
    bench.initialize().await;
    bench.store.ready().await.unwrap();
    assert_eq!(bench.put(&[]).await, Stored::default());
    assert_eq!(bench.store.delete(INSTANCES, &[]).await.unwrap(), 0);
    let applied = bench.store.apply(INSTANCES, &[], &[]).await.unwrap();
    assert_eq!(applied, Applied::default());
    assert!(bench.store.get(INSTANCES, &[]).await.unwrap().is_empty());
    assert_eq!(bench.store.count(INSTANCES).await.unwrap(), 0);
    let found = bench.search("x", &SearchOptions::default()).await;
    assert_eq!((found.hits.len(), found.total), (0, 0));
    assert!(bench.ids().await.is_empty());
}

pub(crate) async fn unchanged(bench: Bench<'_>) {
    bench.initialize().await;
    let pod = |kind: &str| document_with("a", "x", &[("kind", kind), ("namespace", "web")]);
    bench.put(&[pod("Pod"), document("b", "y")]).await;
    assert_eq!(bench.embedded(), 2);
    let expect = |written, unchanged| Stored { written, unchanged };
    let both = [pod("Pod"), document("b", "y")];
    assert_eq!(bench.put(&both).await, expect(0, 2));
    // Another value, and a key that is gone.
    let node = document_with("a", "x", &[("kind", "Node")]);
    let documents = [node.clone(), document("b", "y")];
    assert_eq!(bench.put(&documents).await, expect(1, 1));
    assert_eq!(bench.embedded(), 0);
    let found = bench.search("x", &SearchOptions::default()).await;
    assert_eq!(found.hits[0].document, node);
    bench.embedded();
    let z = document("a", "z");
    assert_eq!(bench.put(std::slice::from_ref(&z)).await, expect(1, 0));
    assert_eq!(bench.embedded(), 1);
    let found = bench.search("z", &SearchOptions::default()).await;
    assert_eq!(found.hits[0].document, z);
}

pub(crate) async fn applying(bench: Bench<'_>) {
    bench.initialize().await;
    bench
        .put(&[document("a", "x"), document("b", "x"), document("c", "x")])
        .await;
    let deletes = ["a", "b", "nobody", "a"].map(str::to_owned);
    let upserts = [document("b", "y"), document("d", "x"), document("d", "z")];
    let stored = Stored {
        written: 2,
        unchanged: 0,
    };
    let applied = bench.store.apply(INSTANCES, &deletes, &upserts).await;
    assert_eq!(applied.unwrap(), Applied { deleted: 1, stored });
    assert_eq!(bench.ids().await, ["b", "c", "d"]);
    // The same once more does no harm.
    let again = bench.store.apply(INSTANCES, &deletes, &upserts).await;
    let stored = Stored {
        written: 0,
        unchanged: 2,
    };
    assert_eq!(again.unwrap(), Applied { deleted: 0, stored });
    assert_eq!(bench.ids().await, ["b", "c", "d"]);
}
