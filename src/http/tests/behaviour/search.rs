//! `POST /api/v1/search`.

use std::sync::atomic::Ordering;

use knowledge::{Collection, Document};
use serde_json::{Value, json};

use crate::support::{Answer, SEARCH, Server};

async fn filled() -> Server {
    let server = Server::start().await;
    let document = |id: &str, text: &str, metadata: &[(&str, &str)]| Document {
        id: id.to_owned(),
        text: text.to_owned(),
        metadata: metadata
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).into()))
            .collect(),
    };
    let capabilities = [
        document(
            "certificates.example.org",
            "Certificate (example.org)\nIssues TLS certificates.",
            &[("kind", "Certificate"), ("complexity", "low")],
        ),
        document(
            "issuers.example.org",
            "Issuer (example.org)\nSigns certificates.",
            &[("kind", "Issuer"), ("complexity", "high")],
        ),
        document(
            "databases.example.org",
            "Database (example.org)\nRuns PostgreSQL.",
            &[("kind", "Database"), ("complexity", "high")],
        ),
    ];
    server
        .store
        .store(Collection::Capabilities, &capabilities)
        .await
        .unwrap();
    let instances = [
        document(
            "web/shop",
            "Deployment shop | namespace: web",
            &[
                ("kind", "Deployment"),
                ("namespace", "web"),
                ("apiGroup", "apps"),
            ],
        ),
        document(
            "web/pod",
            "Pod shop-1 | namespace: web",
            &[("kind", "Pod"), ("namespace", "web"), ("apiGroup", "")],
        ),
        document(
            "db/pod",
            "Pod postgres-1 | namespace: db",
            &[("kind", "Pod"), ("namespace", "db"), ("apiGroup", "")],
        ),
    ];
    server
        .store
        .store(Collection::Instances, &instances)
        .await
        .unwrap();
    server
}

async fn search(server: &Server, body: Value) -> Answer {
    server.post(SEARCH, body.to_string()).await
}

async fn ids(server: &Server, body: Value) -> Vec<String> {
    let answer = search(server, body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let body = answer.json();
    let results = body["results"].as_array().unwrap();
    assert_eq!(body["count"], results.len());
    results
        .iter()
        .map(|result| result["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_query_finds_what_is_closest_among_the_capabilities() {
    let server = filled().await;
    let body = search(&server, json!({ "query": "tls certificate", "limit": 1 }))
        .await
        .json();
    assert_eq!(
        (&body["status"], &body["collection"], &body["count"]),
        (&json!("ok"), &json!("capabilities"), &json!(1))
    );
    let result = &body["results"][0];
    assert_eq!(result["id"], "certificates.example.org");
    assert_eq!(
        result["text"],
        "Certificate (example.org)\nIssues TLS certificates."
    );
    assert_eq!(
        result["metadata"],
        json!({ "kind": "Certificate", "complexity": "low" })
    );
    assert!(result["score"].as_f64().unwrap() > 0.5, "{result}");
}

#[tokio::test]
async fn a_keyword_alone_finds_without_ranking() {
    let server = filled().await;
    let body = search(
        &server,
        json!({ "keyword": "Pod ", "collection": "instances" }),
    )
    .await
    .json();
    assert_eq!(body["results"][0]["id"], "db/pod");
    assert_eq!(body["results"][0]["score"], Value::Null);
    assert_eq!(body["count"], 2);
}

#[tokio::test]
async fn filters_and_keyword_restrict_a_query() {
    let server = filled().await;
    let check = async |body: Value, expect: &[&str]| assert_eq!(ids(&server, body).await, expect);
    check(
        json!({ "query": "certificate", "complexity": "high", "kind": "Issuer" }),
        &["issuers.example.org"],
    )
    .await;
    check(
        json!({ "query": "certificate", "keyword": "PostgreSQL" }),
        &["databases.example.org"],
    )
    .await;
    check(
        json!({ "query": "pod", "collection": "instances", "namespace": "db" }),
        &["db/pod"],
    )
    .await;
    check(
        json!({ "keyword": "shop", "collection": "instances", "apiGroup": "" }),
        &["web/pod"],
    )
    .await;
    check(
        json!({ "keyword": "shop", "collection": "instances", "apiGroup": "batch" }),
        &[],
    )
    .await;
    check(
        json!({ "query": "", "keyword": "PostgreSQL", "kind": null, "limit": null }),
        &["databases.example.org"],
    )
    .await;
}

#[tokio::test]
async fn an_invalid_search_is_told_everything_that_is_wrong() {
    let server = filled().await;
    let check = async |body: Value, details: Value| {
        search(&server, body).await.is(
            400,
            json!({ "error": "Invalid payload", "details": details }),
        );
    };
    let neither = json!([{ "code": "custom", "message": "At least one of query and keyword is required", "path": [] }]);
    check(json!({}), neither.clone()).await;
    check(json!({ "query": " ", "keyword": "" }), neither).await;
    let limit = |bound: &str, value: usize, code: &str, message: &str| json!([{ "code": code, bound: value, "type": "number", "inclusive": true, "exact": false, "message": message, "path": ["limit"] }]);
    let too_small = limit(
        "minimum",
        1,
        "too_small",
        "Number must be greater than or equal to 1",
    );
    check(json!({ "query": "x", "limit": 0 }), too_small.clone()).await;
    check(json!({ "query": "x", "limit": -5 }), too_small).await;
    let too_big = limit(
        "maximum",
        100,
        "too_big",
        "Number must be less than or equal to 100",
    );
    check(json!({ "query": "x", "limit": 101 }), too_big.clone()).await;
    check(json!({ "query": "x", "limit": 1e300 }), too_big).await;
    check(
        json!({ "query": "x", "limit": 1.5 }),
        json!([{ "code": "invalid_type", "expected": "integer", "received": "float", "message": "Expected integer, received float", "path": ["limit"] }]),
    )
    .await;
    check(
        json!({ "query": 1, "keyword": "x", "collection": "pods", "complexity": "hard" }),
        json!([
            { "code": "invalid_type", "expected": "string", "received": "number", "message": "Expected string, received number", "path": ["query"] },
            { "code": "invalid_enum_value", "received": "pods", "options": ["capabilities", "instances"],
              "message": "Invalid enum value. Expected 'capabilities' | 'instances', received 'pods'", "path": ["collection"] },
            { "code": "invalid_enum_value", "received": "hard", "options": ["low", "medium", "high"],
              "message": "Invalid enum value. Expected 'low' | 'medium' | 'high', received 'hard'", "path": ["complexity"] },
        ]),
    )
    .await;
    check(
        json!({ "query": "x".repeat(10_001) }),
        json!([{ "code": "too_big", "maximum": 10_000, "type": "string", "inclusive": true, "exact": false,
                 "message": "String must contain at most 10000 byte(s)", "path": ["query"] }]),
    )
    .await;
}

#[tokio::test]
async fn a_limit_of_one_hundred_is_allowed() {
    let server = filled().await;
    assert_eq!(
        ids(&server, json!({ "query": "example", "limit": 100 }))
            .await
            .len(),
        3
    );
}

#[tokio::test]
async fn a_failing_store_is_an_internal_error_that_keeps_its_secrets() {
    let server = filled().await;
    server.broken.store(true, Ordering::Relaxed);
    let expect = json!({ "error": "The vector store could not process the request" });
    for body in [json!({ "query": "x" }), json!({ "keyword": "x" })] {
        search(&server, body).await.is(500, expect.clone());
    }
}
