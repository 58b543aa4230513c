//! Searching.

use vectorstore::{Filter, SearchOptions};

use crate::support::{Bench, CAPABILITIES, document, document_with, ids};

fn limited(limit: usize) -> SearchOptions {
    SearchOptions {
        limit: Some(limit),
        ..SearchOptions::default()
    }
}

#[tokio::test]
async fn the_closest_documents_come_first() {
    let bench = Bench::new().await;
    bench
        .put(&[
            document("far", "z"),
            document("near", "xxy"),
            document("nearest", "x"),
        ])
        .await;
    let hits = bench.search("xx", &SearchOptions::default()).await;
    assert_eq!(ids(&hits), ["nearest", "near", "far"]);
    let scores: Vec<f32> = hits.iter().filter_map(|hit| hit.score).collect();
    assert!(
        (scores[1] - 2.0 / 5.0_f32.sqrt()).abs() < 1e-6,
        "{scores:?}"
    );
    assert_eq!(scores[2], 0.0);
}

#[tokio::test]
async fn equally_close_documents_come_by_id_whatever_the_order_of_writing() {
    let bench = Bench::new().await;
    for id in ["c", "a", "d", "b"] {
        bench.put(&[document(id, "x")]).await;
    }
    assert_eq!(ids(&bench.search("x", &limited(3)).await), ["a", "b", "c"]);
}

#[tokio::test]
async fn a_search_without_limit_returns_everything_and_with_limit_zero_nothing() {
    let bench = Bench::new().await;
    let documents: Vec<_> = (0..25)
        .map(|index| document(&format!("d{index:02}"), "xy"))
        .collect();
    bench.put(&documents).await;
    let all = SearchOptions {
        limit: None,
        ..SearchOptions::default()
    };
    assert_eq!(bench.search("x", &all).await.len(), 25);
    assert_eq!(bench.search("x", &SearchOptions::default()).await.len(), 10);
    assert!(bench.search("x", &limited(0)).await.is_empty());
    assert_eq!(
        bench
            .store
            .keyword_search(CAPABILITIES, None, &limited(7))
            .await
            .unwrap()
            .hits
            .len(),
        7
    );
}

#[tokio::test]
async fn a_text_without_features_is_found_by_keyword_only() {
    let bench = Bench::new().await;
    bench
        .put(&[document("mute", "..."), document("loud", "x...")])
        .await;
    assert_eq!(
        ids(&bench.search("x", &SearchOptions::default()).await),
        ["loud"]
    );
    assert!(
        bench
            .search("?", &SearchOptions::default())
            .await
            .is_empty()
    );
    let hits = bench
        .store
        .keyword_search(CAPABILITIES, Some("..."), &SearchOptions::default())
        .await;
    assert_eq!(ids(&hits.unwrap().hits), ["loud", "mute"]);
}

#[tokio::test]
async fn a_filter_restricts_every_kind_of_search() {
    let bench = Bench::new().await;
    let pod = |id, namespace| document_with(id, "x", &[("kind", "Pod"), ("namespace", namespace)]);
    bench
        .put(&[
            pod("a", "web"),
            pod("b", "db"),
            document_with("c", "x", &[("kind", "Node"), ("apiGroup", "")]),
        ])
        .await;
    let check = async |filter: Filter, expect: &[&str]| {
        let options = SearchOptions {
            filter,
            ..SearchOptions::default()
        };
        assert_eq!(
            ids(&bench.search("x", &options).await),
            expect,
            "{options:?}"
        );
        let hits = bench
            .store
            .keyword_search(CAPABILITIES, Some("x"), &options)
            .await
            .unwrap()
            .hits;
        assert_eq!(ids(&hits), expect, "{options:?}");
    };
    let some = |value: &str| Some(value.to_owned());
    check(
        Filter {
            kind: some("Pod"),
            ..Filter::default()
        },
        &["a", "b"],
    )
    .await;
    check(
        Filter {
            kind: some("Pod"),
            namespace: some("db"),
            ..Filter::default()
        },
        &["b"],
    )
    .await;
    check(
        Filter {
            kind: some("Node"),
            namespace: some("db"),
            ..Filter::default()
        },
        &[],
    )
    .await;
    check(
        Filter {
            api_group: some(""),
            ..Filter::default()
        },
        &["c"],
    )
    .await;
    check(
        Filter {
            complexity: some("low"),
            ..Filter::default()
        },
        &[],
    )
    .await;
}

#[tokio::test]
async fn a_keyword_must_be_in_the_text_in_the_same_case() {
    let bench = Bench::new().await;
    bench
        .put(&[
            document("a", "xx Team Paper"),
            document("b", "x team paper"),
            document("c", "xy Team"),
        ])
        .await;
    let keyword = |keyword: &str| SearchOptions {
        keyword: Some(keyword.to_owned()),
        ..SearchOptions::default()
    };
    assert_eq!(ids(&bench.search("x", &keyword("Team")).await), ["a", "c"]);
    assert_eq!(ids(&bench.search("x", &keyword("")).await).len(), 3);
    let both = bench
        .store
        .keyword_search(CAPABILITIES, Some("Paper"), &keyword("Team"))
        .await
        .unwrap()
        .hits;
    assert_eq!(ids(&both), ["a"]);
    let any = bench
        .store
        .keyword_search(CAPABILITIES, Some(""), &SearchOptions::default())
        .await
        .unwrap()
        .hits;
    assert_eq!(ids(&any), ["a", "b", "c"]);
    assert!(any.iter().all(|hit| hit.score.is_none()));
}

#[tokio::test]
async fn a_keyword_search_returns_the_first_ids_that_match() {
    let bench = Bench::new().await;
    let text = |index: usize| {
        if index.is_multiple_of(2) {
            "even"
        } else {
            "odd"
        }
    };
    let documents: Vec<_> = (0..20)
        .rev()
        .map(|index| document(&format!("d{index:02}"), text(index)))
        .collect();
    bench.put(&documents).await;
    let hits = bench
        .store
        .keyword_search(CAPABILITIES, Some("even"), &limited(3))
        .await
        .unwrap();
    assert_eq!(ids(&hits.hits), ["d00", "d02", "d04"]);
    assert_eq!((hits.total, hits.cut), (10, true));
}
