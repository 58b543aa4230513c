//! Lists: page after page, whatever happens on the way.

use std::time::{Duration, Instant};

use cluster::{Cluster, KubernetesConfig, Missed, Reading};
use knowledge::Instance;
use serde_json::json;

use super::server::{Answer, Asked, Scripted, core, page};

const PODS: &str = "/api/v1/pods";

fn names(range: std::ops::Range<usize>) -> impl Iterator<Item = String> {
    range.map(|number| format!("pod-{number:05}"))
}

fn pods(asked: &Asked) -> Option<Answer> {
    core(asked, &[("pods", "Pod")])
}

async fn instances(server: &Scripted) -> Reading<Instance> {
    server.connect().await.instances().await.unwrap()
}

fn pods_missed() -> Missed {
    Missed::Objects {
        kind: "Pod".into(),
        namespace: None,
    }
}

fn expired(resume: &str) -> Answer {
    let status = json!({"kind": "Status", "code": 410, "reason": "Expired", "message": "the continue token is too old",
        "metadata": {"continue": resume}});
    Answer::Refusal(410, &[], status.to_string())
}

#[tokio::test]
async fn only_metadata_is_asked_for() {
    let server = Scripted::start(|asked| match asked.path.as_str() {
        PODS => Some(page(names(0..1), "")),
        _ => pods(asked),
    })
    .await;
    assert_eq!(instances(&server).await.items.len(), 1);
    let asked = server.asked_for(PODS).remove(0);
    assert_eq!(
        asked.accepts(),
        "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
    );
    assert_eq!(asked.parameter("limit"), Some("500"));
    assert_eq!(asked.headers["authorization"], "Bearer hunter2");
}

#[tokio::test]
async fn a_server_that_knows_whole_objects_only_is_asked_for_them_but_not_for_secrets() {
    let server = Scripted::start(|asked| match asked.path.as_str() {
        PODS | "/api/v1/secrets" if asked.accepts() == "application/json" => {
            Some(page(names(0..1), ""))
        }
        PODS | "/api/v1/secrets" => Some(Answer::status(406, "only application/json")),
        _ => core(asked, &[("pods", "Pod"), ("secrets", "Secret")]),
    })
    .await;
    let reading = instances(&server).await;
    assert_eq!(reading.items.len(), 1);
    assert_eq!(reading.problems[0].file, "secrets");
    assert_eq!(server.asked_for("/api/v1/secrets").len(), 1);
}

#[tokio::test]
async fn a_snapshot_that_expires_is_gone_on_from_where_the_server_says() {
    let server =
        Scripted::start(
            |asked| match (asked.path.as_str(), asked.parameter("continue")) {
                (PODS, None) => Some(page(names(0..2), "two")),
                (PODS, Some("two")) => Some(expired("later")),
                (PODS, Some("later")) => Some(page(names(2..4), "")),
                _ => pods(asked),
            },
        )
        .await;
    let reading = instances(&server).await;
    assert_eq!((reading.items.len(), reading.problems.len()), (4, 0));
}

#[tokio::test]
async fn a_snapshot_that_expires_without_a_way_on_is_read_again_from_the_beginning() {
    let server =
        Scripted::start(
            |asked| match (asked.path.as_str(), asked.parameter("continue")) {
                (PODS, None) if asked.time == 1 => Some(page(names(0..2), "two")),
                (PODS, Some("two")) => Some(expired("")),
                (PODS, None) => Some(page(names(1..5), "")),
                _ => pods(asked),
            },
        )
        .await;
    let reading = instances(&server).await;
    assert_eq!(reading.problems, []);
    let found: Vec<&str> = reading.items.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(found, ["pod-00001", "pod-00002", "pod-00003", "pod-00004"]);
}

#[tokio::test]
async fn a_list_that_expires_again_and_again_is_a_problem_and_keeps_what_it_had() {
    let server =
        Scripted::start(
            |asked| match (asked.path.as_str(), asked.parameter("continue")) {
                (PODS, None) => Some(page(names(0..2), "two")),
                (PODS, Some(_)) => Some(expired("")),
                _ => pods(asked),
            },
        )
        .await;
    let reading = instances(&server).await;
    assert_eq!(reading.items.len(), 2);
    assert_eq!(reading.problems[0].missed, pods_missed());
    assert!(server.asked_for(PODS).len() < 10);
}

#[tokio::test]
async fn a_page_that_is_too_large_is_asked_for_in_smaller_ones() {
    let server = Scripted::start(|asked| match (asked.path.as_str(), asked.parameter("limit")) {
        (PODS, Some("500")) => {
            let label = "x".repeat(65 * 1024 * 1024);
            Some(Answer::Json(json!({"metadata": {}, "items": [{"metadata": {"name": "a", "labels": {"l": label}}}]})))
        }
        (PODS, Some("62")) => Some(page(names(0..1), "")),
        _ => pods(asked),
    })
    .await;
    let reading = instances(&server).await;
    assert_eq!((reading.items.len(), reading.problems.len()), (1, 0));
}

#[tokio::test]
async fn fifty_thousand_objects_are_read_while_other_work_goes_on() {
    let server = Scripted::start(|asked| match asked.path.as_str() {
        PODS => {
            let at: usize = asked
                .parameter("continue")
                .map_or(0, |it| it.parse().unwrap());
            let next = (at + 500 < 50_000).then(|| (at + 500).to_string());
            Some(page(names(at..at + 500), &next.unwrap_or_default()))
        }
        _ => pods(asked),
    })
    .await;
    let cluster = server.connect().await;
    let reading = tokio::spawn(async move { cluster.instances().await });
    let mut longest = Duration::ZERO;
    while !reading.is_finished() {
        let began = Instant::now();
        tokio::time::sleep(Duration::from_millis(1)).await;
        longest = longest.max(began.elapsed());
    }
    let reading = reading.await.unwrap().unwrap();
    assert_eq!((reading.items.len(), reading.problems.len()), (50_000, 0));
    assert_eq!(server.asked_for(PODS).len(), 100);
    // One thread serves and reads: putting everything in order at once would show. Other programs may slow this one.
    assert!(longest < Duration::from_secs(2), "{longest:?}");
}

#[tokio::test]
async fn pages_are_as_large_as_configured() {
    let server = Scripted::start(|asked| match asked.path.as_str() {
        PODS => Some(page(names(0..1), "")),
        _ => pods(asked),
    })
    .await;
    let config = KubernetesConfig {
        page_objects: 3,
        ..KubernetesConfig::default()
    };
    server.connect_with(config).await.instances().await.unwrap();
    assert_eq!(server.asked_for(PODS)[0].parameter("limit"), Some("3"));
}
