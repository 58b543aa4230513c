//! Servers that ask to wait, hang, or answer with something else.

use std::time::{Duration, Instant};

use cluster::{Cluster, ClusterError, KubernetesConfig, Missed};

use super::server::{Answer, Asked, Scripted, core, page};

const PODS: &str = "/api/v1/pods";

fn pods(asked: &Asked) -> Option<Answer> {
    core(asked, &[("pods", "Pod")])
}

fn pods_missed() -> Missed {
    Missed::Objects {
        kind: "Pod".into(),
        namespace: None,
    }
}

#[tokio::test]
async fn a_server_that_asks_to_wait_is_waited_for() {
    let server = Scripted::start(|asked| match asked.path.as_str() {
        PODS if asked.time == 1 => Some(Answer::Refusal(
            429,
            &[("retry-after", "1")],
            "too many".to_owned(),
        )),
        PODS => Some(page(["a".to_owned()], "")),
        _ => pods(asked),
    })
    .await;
    let began = Instant::now();
    let reading = server.connect().await.instances().await.unwrap();
    assert_eq!((reading.items.len(), reading.problems.len()), (1, 0));
    assert!(began.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.asked_for(PODS).len(), 2);
}

#[tokio::test]
async fn a_server_that_is_busy_for_long_is_not_waited_for() {
    let server = Scripted::start(|asked| match asked.path.as_str() {
        PODS => Some(Answer::Refusal(
            429,
            &[("retry-after", "3600")],
            String::new(),
        )),
        _ => pods(asked),
    })
    .await;
    let reading = server.connect().await.instances().await.unwrap();
    let problem = &reading.problems[0];
    assert_eq!(problem.missed, pods_missed());
    assert_eq!(
        problem.reason,
        "its objects could not be listed: the server answered 429 Too Many Requests"
    );
}

#[tokio::test]
async fn a_list_that_hangs_is_a_problem_and_holds_up_no_other() {
    let server = Scripted::start(|asked| match asked.path.as_str() {
        PODS => Some(Answer::Never),
        "/api/v1/services" => Some(page(["a".to_owned()], "")),
        _ => core(asked, &[("pods", "Pod"), ("services", "Service")]),
    })
    .await;
    let config = KubernetesConfig {
        request_timeout: Duration::from_millis(500),
        ..KubernetesConfig::default()
    };
    let reading = server.connect_with(config).await.instances().await.unwrap();
    assert_eq!(reading.items.len(), 1);
    assert_eq!(
        reading.problems[0].to_string(),
        "pods: its objects could not be listed: no complete answer within 0.5 s"
    );
    assert_eq!(reading.problems[0].missed, pods_missed());
}

#[tokio::test]
async fn what_is_no_list_is_not_taken_for_an_empty_one() {
    for text in ["<html>Please log in", "{}", "{\"metadata\": {}}", "[]", ""] {
        let server = Scripted::start(move |asked| match asked.path.as_str() {
            PODS => Some(Answer::Text(text)),
            _ => pods(asked),
        })
        .await;
        let reading = server.connect().await.instances().await.unwrap();
        assert_eq!(reading.problems[0].missed, pods_missed(), "{text}");
        let reason = &reading.problems[0].reason;
        assert!(reason.contains("expected a list of objects"), "{reason}");
    }
}

#[tokio::test]
async fn a_server_that_is_no_kubernetes_is_an_error() {
    let server = Scripted::start(|_| Some(Answer::Text("<html>"))).await;
    let error = server.connect().await.kinds().await.unwrap_err();
    assert!(
        matches!(error, ClusterError::Undiscovered { .. }),
        "{error}"
    );
    assert!(
        error.to_string().ends_with("does not say what it serves"),
        "{error}"
    );
}

#[tokio::test]
async fn credentials_that_are_not_accepted_are_an_error_that_says_so() {
    let server = Scripted::start(|_| Some(Answer::status(401, "Unauthorized"))).await;
    let error = server.connect().await.instances().await.unwrap_err();
    assert!(
        matches!(error, ClusterError::Unauthorized { .. }),
        "{error}"
    );
    let shown = format!("{error:?} {error}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[tokio::test]
async fn a_server_that_is_away_for_a_moment_is_asked_again() {
    let server = Scripted::start(|asked| match asked.path.as_str() {
        PODS if asked.time == 1 => Some(Answer::Refusal(
            503,
            &[],
            "upstream connect error".to_owned(),
        )),
        PODS => Some(page(["a".to_owned()], "")),
        _ => pods(asked),
    })
    .await;
    let reading = server.connect().await.instances().await.unwrap();
    assert_eq!((reading.items.len(), reading.problems.len()), (1, 0));
}
