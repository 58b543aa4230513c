//! `GET /openapi.json` and `GET /docs`.

use serde_json::{Value, json};

use crate::scans::{Kinds, SCAN, scanning};
use crate::schema::Description;
use crate::support::{SEARCH, SYNC, Server};

#[tokio::test]
async fn every_operation_is_there_and_every_other_method_is_not() {
    let server = scanning(tempfile::tempdir().unwrap(), Kinds::default()).await;
    let operations = Description::read().operations();
    for (_, path) in &operations {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let is_described = operations.contains(&(method.to_owned(), path.clone()));
            let answer = server.request(method, &path.replace("{id}", "x")).await;
            assert_eq!(
                answer.header("allow").is_none(),
                is_described,
                "{method} {path}: {answer:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_description_is_served_as_it_is_checked_in() {
    let server = scanning(tempfile::tempdir().unwrap(), Kinds::default()).await;
    let served = server.request("GET", "/openapi.json").await.json();
    let checked_in: Value =
        serde_json::from_str(include_str!("../../openapi/openapi.json")).unwrap();
    assert_eq!(served, checked_in);
    let without_scans = Server::start().await;
    let served = without_scans.request("GET", "/openapi.json").await.json();
    assert_eq!(served["paths"].get(SCAN), None);
    assert_eq!(without_scans.post(SCAN, "{}").await.status, 404);
}

#[tokio::test]
async fn the_page_for_people_lets_nothing_in_from_elsewhere() {
    let server = Server::start().await;
    let answer = server.request("GET", "/docs").await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let policy = answer.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none'; connect-src 'self'; "),
        "{policy}"
    );
    assert!(answer.body.starts_with(b"<!doctype html>"));
}

#[tokio::test]
async fn what_is_found_is_as_it_is_described() {
    let server = scanning(tempfile::tempdir().unwrap(), Kinds::default()).await;
    let description = Description::read();
    let instance = json!({
        "id": "a/b", "namespace": "n", "name": "x", "kind": "Pod", "apiVersion": "v1", "apiGroup": "",
        "labels": null, "createdAt": "2026-02-20T10:00Z",
    });
    let body = json!({ "upserts": [instance] }).to_string();
    assert_eq!(server.post(SYNC, body).await.status, 200);
    let job = server.post(SCAN, r#"{"upserts":["nobody"]}"#).await.json()["job"].clone();
    let job = format!("/api/v1/jobs/{}", job.as_str().unwrap());
    let check = |request: (&str, &str), answer: crate::support::Answer| {
        assert_eq!(answer.status, 200, "{request:?}");
        let faults = description.faults(request, 200, &answer.json()).unwrap();
        assert_eq!(faults, Vec::<String>::new(), "{request:?}");
    };
    for body in [
        r#"{"query":"a pod","collection":"instances"}"#,
        r#"{"keyword":"Pod","collection":"instances"}"#,
    ] {
        check(("POST", SEARCH), server.post(SEARCH, body).await);
    }
    let paths = [
        "/health",
        "/healthz?verbose",
        "/readyz?verbose",
        "/api/v1/documents/a/b",
        "/api/v1/jobs",
        &job,
    ];
    for path in paths {
        check(("GET", path), server.request("GET", path).await);
    }
}
