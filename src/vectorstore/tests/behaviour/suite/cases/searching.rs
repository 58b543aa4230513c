//! Searching.

use knowledge::MetadataValue;
use vectorstore::{Comparison, Condition, Filter, Page, SearchOptions};

use super::{Bench, INSTANCES, everything, filtered};
use crate::support::{document, document_with, ids};

pub(crate) async fn closest_first(bench: Bench<'_>) {
    bench.initialize().await;
    bench
        .put(&[
            document("far", "z"),
            document("near", "xxy"),
            document("nearest-b", "x"),
            document("nearest-a", "xxx"),
        ])
        .await;
    let found = bench.search("xx", &SearchOptions::default()).await;
    assert_eq!(ids(&found.hits), ["nearest-a", "nearest-b", "near", "far"]);
    let scores: Vec<f32> = found.hits.iter().filter_map(|hit| hit.score).collect();
    let expect = [1.0, 1.0, 2.0 / 5.0_f32.sqrt(), 0.0];
    assert!(
        scores
            .iter()
            .zip(expect)
            .all(|(is, wanted)| (is - wanted).abs() < 1e-5),
        "{scores:?}"
    );
    assert_eq!((found.total, found.cut), (4, false));
}

pub(crate) async fn filters(bench: Bench<'_>) {
    bench.initialize().await;
    let pod = |id: &str, namespace: &str, confidence: f64, ready: bool| {
        let mut document = document_with(id, "x", &[("kind", "Pod"), ("namespace", namespace)]);
        let confidence = MetadataValue::from(confidence);
        document
            .metadata
            .insert("confidence".to_owned(), confidence);
        document.metadata.insert("ready".to_owned(), ready.into());
        document
    };
    bench
        .put(&[
            pod("a", "web", 0.5, true),
            pod("b", "db", 1.0, false),
            document_with("c", "x", &[("kind", "Node"), ("apiGroup", "")]),
        ])
        .await;
    let check = async |condition: Condition, expect: &[&str]| {
        let options = filtered(condition);
        let found = bench.matching(None, &options).await;
        assert_eq!(ids(&found.hits), expect, "{options:?}");
        assert_eq!(found.total, expect.len());
        let found = bench.search("x", &options).await;
        assert_eq!(ids(&found.hits), expect, "{options:?}");
        assert_eq!(found.total, expect.len());
    };
    let is = |key: &str, value: &str| Condition::equal(key, value);
    let number = |comparison, value: f64| Condition::compare("confidence", comparison, value);
    let within = |key: &str, values: &[MetadataValue]| Condition::In {
        key: key.to_owned(),
        values: values.to_vec(),
    };
    check(is("kind", "Pod"), &["a", "b"]).await;
    check(is("kind", "pod"), &[]).await;
    check(is("apiGroup", ""), &["c"]).await;
    let both = vec![is("kind", "Pod"), is("namespace", "db")];
    check(Condition::All(both), &["b"]).await;
    let either = vec![is("kind", "Node"), is("namespace", "db")];
    check(Condition::Any(either.clone()), &["b", "c"]).await;
    check(
        Condition::All(vec![Condition::Any(either), is("kind", "Pod")]),
        &["b"],
    )
    .await;
    check(Condition::All(Vec::new()), &["a", "b", "c"]).await;
    check(Condition::Any(Vec::new()), &[]).await;
    check(number(Comparison::Equal, 1.0), &["b"]).await;
    check(number(Comparison::NotEqual, 1.0), &["a", "c"]).await;
    check(number(Comparison::Less, 1.0), &["a"]).await;
    check(number(Comparison::LessOrEqual, 1.0), &["a", "b"]).await;
    check(number(Comparison::Greater, 0.5), &["b"]).await;
    check(number(Comparison::GreaterOrEqual, 0.5), &["a", "b"]).await;
    check(
        Condition::compare("kind", Comparison::NotEqual, "Pod"),
        &["c"],
    )
    .await;
    check(Condition::equal("ready", true), &["a"]).await;
    check(
        within("namespace", &["db".into(), "web".into()]),
        &["a", "b"],
    )
    .await;
    check(within("confidence", &[0.5.into(), "web".into()]), &["a"]).await;
    check(within("ready", &[false.into()]), &["b"]).await;
    check(within("namespace", &[]), &[]).await;
    let not_in = |values: &[MetadataValue]| Condition::NotIn {
        key: "namespace".to_owned(),
        values: values.to_vec(),
    };
    check(not_in(&["web".into(), 1.0.into()]), &["b", "c"]).await;
    check(not_in(&[]), &["a", "b", "c"]).await;
}

pub(crate) async fn keywords(bench: Bench<'_>) {
    bench.initialize().await;
    bench
        .put(&[
            document_with("a", "xx Team Paper 50% [a]", &[("kind", "Pod")]),
            document_with("b", "x team paper", &[("kind", "Pod")]),
            document_with("c", "xy Team_1", &[("kind", "Node")]),
            document(
                "d",
                r"my_app a%z \d+ (?i)^[^a-z]{2}|.*$ 'q' #~&
n",
            ),
            document("e", "my-app abcz 1 MY_APP"),
        ])
        .await;
    let with = |keyword: &str| SearchOptions {
        keyword: Some(keyword.to_owned()),
        ..SearchOptions::default()
    };
    let check = async |keyword: Option<&str>, options: SearchOptions, expect: &[&str]| {
        let found = bench.matching(keyword, &options).await;
        assert_eq!(ids(&found.hits), expect, "{keyword:?} {options:?}");
        assert!(found.hits.iter().all(|hit| hit.score.is_none()));
        assert_eq!(found.total, expect.len());
    };
    let none = SearchOptions::default;
    check(Some("Team"), none(), &["a", "c"]).await;
    check(Some("eam"), none(), &["a", "b", "c"]).await;
    check(Some("50% ["), none(), &["a"]).await;
    check(Some("m_1"), none(), &["c"]).await;
    check(Some("my_app"), none(), &["d"]).await;
    check(Some("a%z"), none(), &["d"]).await;
    check(Some(r"\d+"), none(), &["d"]).await;
    check(Some("TEAM"), none(), &[]).await;
    check(Some(""), none(), &["a", "b", "c", "d", "e"]).await;
    check(None, with("team"), &["b"]).await;
    check(Some("Paper"), with("Team"), &["a"]).await;
    let pods = Filter {
        kind: Some("Pod".to_owned()),
        ..Filter::default()
    };
    let options = SearchOptions {
        filter: pods,
        ..with("Team")
    };
    check(None, options.clone(), &["a"]).await;
    assert_eq!(ids(&bench.search("x", &options).await.hits), ["a"]);
    assert_eq!(
        ids(&bench.search("x", &with("Team")).await.hits),
        ["a", "c"]
    );
}

pub(crate) async fn pages(bench: Bench<'_>) {
    bench.initialize().await;
    let documents: Vec<_> = (0..25)
        .rev()
        .map(|index| document(&format!("d{index:02}"), &format!("xy{}", "z".repeat(index))))
        .collect();
    bench.put(&documents).await;
    let page = async |offset, limit| {
        let options = SearchOptions {
            offset,
            limit,
            ..SearchOptions::default()
        };
        let found = bench.search("xy", &options).await;
        (ids(&found.hits), found.total, found.cut)
    };
    let some = |range: std::ops::Range<usize>| -> Vec<String> {
        range.map(|index| format!("d{index:02}")).collect()
    };
    assert_eq!(page(0, Some(10)).await, (some(0..10), 25, true));
    assert_eq!(page(20, Some(10)).await, (some(20..25), 25, false));
    assert_eq!(page(0, Some(0)).await, (some(0..0), 25, true));
    assert_eq!(page(30, Some(10)).await, (some(0..0), 25, false));
    assert_eq!(page(0, None).await, (some(0..25), 25, false));
    let list = async |offset, limit| {
        let page = Page { offset, limit };
        let filter = Filter::default();
        let found = bench.store.list(INSTANCES, &filter, page).await.unwrap();
        (ids(&found.hits), found.total, found.cut)
    };
    assert_eq!(list(0, 10).await, (some(0..10), 25, true));
    assert_eq!(list(20, 10).await, (some(20..25), 25, false));
    assert_eq!(bench.store.count(INSTANCES).await.unwrap(), 25);
    let asked = ["d07", "nobody", "d03"].map(str::to_owned);
    let got = bench.store.get(INSTANCES, &asked).await.unwrap();
    let got: Vec<_> = got.into_iter().map(|document| document.id).collect();
    assert_eq!(got, ["d07", "d03"]);
}

pub(crate) async fn mute_texts(bench: Bench<'_>) {
    bench.initialize().await;
    bench
        .put(&[document("mute", "..."), document("loud", "x...")])
        .await;
    let found = bench.search("x", &everything()).await;
    assert_eq!(
        (ids(&found.hits), found.total),
        (vec!["loud".to_owned()], 1)
    );
    assert!(bench.search("?", &everything()).await.hits.is_empty());
    assert_eq!(bench.ids().await, ["loud", "mute"]);
    // What can be heard again is found again.
    bench.put(&[document("mute", "x")]).await;
    let found = bench.search("x", &everything()).await;
    assert_eq!(ids(&found.hits), ["loud", "mute"]);
    assert!(
        found
            .hits
            .iter()
            .all(|hit| hit.document.metadata.is_empty())
    );
}
