//! Watches: what is told of, and what happens when they end, expire or break.

use std::time::Duration;

use cluster::{Change, Watch};
use serde_json::{Value, json};
use tokio::time::timeout;

use super::server::{Answer, Asked, Scripted, core, page};

const PODS: &str = "/api/v1/pods";

fn event(kind: &str, name: &str, version: &str, label: &str) -> Value {
    let metadata = json!({"name": name, "namespace": "default", "resourceVersion": version, "labels": {"l": label}});
    json!({"type": kind, "object": {"kind": "PartialObjectMetadata", "metadata": metadata}})
}

fn expired() -> Value {
    json!({"type": "ERROR", "object": {"kind": "Status", "code": 410, "reason": "Expired", "message": "too old resource version"}})
}

fn stays(events: Vec<Value>) -> Option<Answer> {
    Some(Answer::Events {
        events,
        stays: true,
    })
}

fn ends(events: Vec<Value>) -> Option<Answer> {
    Some(Answer::Events {
        events,
        stays: false,
    })
}

/// The lists and watches of a path, each with what it answers; definitions are never told of.
fn script(
    asked: &Asked,
    list: impl Fn(&Asked) -> Option<Answer>,
    watch: impl Fn(&Asked) -> Option<Answer>,
) -> Option<Answer> {
    match (asked.path.as_str(), asked.parameter("watch")) {
        (PODS, None) => list(asked),
        (PODS, Some(_)) => watch(asked),
        ("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", _) => {
            Some(Answer::status(403, "definitions are forbidden"))
        }
        _ => core(asked, &[("pods", "Pod")]),
    }
}

/// What is told, in short, until there have been so many changes.
async fn told(watch: &mut Watch, changes: usize) -> Vec<String> {
    let mut told = Vec::new();
    while told.len() < changes {
        let next = timeout(Duration::from_secs(60), watch.next()).await;
        let batch = next.unwrap_or_else(|_| panic!("waited for more than {told:?}"));
        told.extend(batch.unwrap().iter().map(shown));
    }
    told
}

fn shown(change: &Change) -> String {
    match change {
        Change::Found(instance) => format!("found {}", instance.name),
        Change::Applied(instance) => {
            let label = instance.labels.get("l").unwrap_or_default();
            format!("applied {} {label}", instance.name)
        }
        Change::Deleted { id } => format!("deleted {id}"),
        Change::Listed { kind, ids } => format!("listed {} {}", kind.kind, ids.len()),
        Change::Gone { kind } => format!("gone {}", kind.kind),
        Change::Settled { is_whole } => format!("settled {is_whole}"),
        Change::Problem(problem) => format!("problem {problem}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn only_what_shows_in_the_store_is_told_of() {
    let server = Scripted::start(|asked| {
        let events = vec![
            event("ADDED", "b", "2", "1"),
            event("MODIFIED", "b", "3", "1"),
            json!({"type": "BOOKMARK", "object": {"metadata": {"resourceVersion": "4"}}}),
            event("MODIFIED", "b", "5", "2"),
            event("DELETED", "a", "6", ""),
        ];
        let list = |_: &Asked| Some(page(["a".to_owned()], ""));
        script(asked, list, |_| stays(events.clone()))
    })
    .await;
    let mut watch = server.connect().await.watch().await.unwrap();
    assert_eq!(
        told(&mut watch, 6).await,
        [
            "found a",
            "listed Pod 1",
            "settled true",
            "applied b 1",
            "applied b 2",
            "deleted default/v1/Pod/a"
        ]
    );
    let asked = server.asked_for(PODS).remove(1);
    assert_eq!(
        asked.accepts(),
        "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
    );
    assert_eq!(asked.parameter("resourceVersion"), Some("1"));
    assert_eq!(asked.parameter("allowWatchBookmarks"), Some("true"));
    assert_eq!(asked.headers["accept-encoding"], "identity");
}

#[tokio::test]
async fn a_watch_that_ends_goes_on_where_it_was() {
    let server = Scripted::start(|asked| {
        let watch = |asked: &Asked| match asked.parameter("resourceVersion") {
            Some("1") => ends(vec![
                event("ADDED", "b", "2", "1"),
                json!({"type": "BOOKMARK", "object": {"metadata": {"resourceVersion": "9"}}}),
            ]),
            Some("9") => stays(vec![event("ADDED", "c", "10", "1")]),
            _ => None,
        };
        script(asked, |_| Some(page([], "")), watch)
    })
    .await;
    let mut watch = server.connect().await.watch().await.unwrap();
    assert_eq!(
        told(&mut watch, 4).await,
        ["listed Pod 0", "settled true", "applied b 1", "applied c 1"]
    );
}

#[tokio::test]
async fn a_state_that_expires_is_listed_again_and_only_the_difference_told() {
    let server = Scripted::start(|asked| {
        let list = |asked: &Asked| {
            let names: &[&str] = if asked.time == 1 {
                &["a", "b"]
            } else {
                &["b", "c"]
            };
            Some(page(names.iter().map(|name| (*name).to_owned()), ""))
        };
        // Once in the midst of the answer, once instead of it.
        let watch = |asked: &Asked| match asked.time {
            2 => stays(vec![expired()]),
            4 => Some(Answer::status(410, "too old resource version")),
            _ => stays(vec![]),
        };
        script(asked, list, watch)
    })
    .await;
    let mut watch = server.connect().await.watch().await.unwrap();
    assert_eq!(
        told(&mut watch, 7).await,
        [
            "found a",
            "found b",
            "listed Pod 2",
            "settled true",
            "found c",
            "listed Pod 2",
            "listed Pod 2"
        ]
    );
}

#[tokio::test]
async fn what_is_denied_is_said_once_and_nothing_of_it_is_listed() {
    let server = Scripted::start(|asked| {
        script(
            asked,
            |_| Some(Answer::status(403, "pods is forbidden")),
            |_| None,
        )
    })
    .await;
    let mut watch = server.connect().await.watch().await.unwrap();
    assert_eq!(
        told(&mut watch, 2).await,
        [
            "settled false",
            "problem pods: its objects could not be listed: the server answered 403 Forbidden: pods is forbidden"
        ]
    );
}

#[tokio::test]
async fn a_list_that_fails_is_read_again() {
    let server = Scripted::start(|asked| {
        let list = |asked: &Asked| match asked.time {
            1 => Some(Answer::Text("<html>")),
            2 => Some(Answer::status(500, "etcd is away")),
            _ => Some(page(["a".to_owned()], "")),
        };
        script(asked, list, |_| stays(vec![]))
    })
    .await;
    let mut watch = server.connect().await.watch().await.unwrap();
    let told = told(&mut watch, 5).await;
    assert_eq!(told[0], "settled false");
    assert!(
        told[1].starts_with("problem pods") && told[2].contains("500"),
        "{told:?}"
    );
    assert_eq!(told[3..], ["found a", "listed Pod 1"]);
}

#[tokio::test]
async fn a_server_that_hangs_up_at_once_is_not_asked_without_a_pause() {
    let server =
        Scripted::start(|asked| script(asked, |_| Some(page([], "")), |_| ends(vec![]))).await;
    let mut watch = server.connect().await.watch().await.unwrap();
    assert_eq!(told(&mut watch, 1).await, ["listed Pod 0"]);
    tokio::time::sleep(Duration::from_secs(2)).await;
    let asked = server.asked_for(PODS).len();
    assert!((2..8).contains(&asked), "{asked}");
}

#[tokio::test]
async fn a_watch_that_is_dropped_asks_for_nothing_more() {
    let server =
        Scripted::start(|asked| script(asked, |_| Some(page([], "")), |_| ends(vec![]))).await;
    let mut watch = server.connect().await.watch().await.unwrap();
    told(&mut watch, 1).await;
    drop(watch);
    tokio::time::sleep(Duration::from_millis(100)).await;
    let before = server.asked().len();
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(server.asked().len(), before);
}

#[tokio::test]
async fn a_cluster_that_cannot_be_reached_cannot_be_watched() {
    let server = Scripted::start(|_| Some(Answer::status(401, "Unauthorized"))).await;
    assert!(server.connect().await.watch().await.is_err());
}
