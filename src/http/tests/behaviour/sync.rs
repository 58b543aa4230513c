//! `POST /api/v1/instances/sync`.

use std::sync::atomic::Ordering;

use http_api::ISSUES_MAX;
use knowledge::Collection;
use serde_json::{Value, json};
use vectorstore::SearchOptions;

use crate::support::{SYNC, Server};

fn instance(id: &str) -> Value {
    json!({
        "id": id,
        "namespace": "web",
        "name": "shop",
        "kind": "Deployment",
        "apiVersion": "apps/v1",
        "apiGroup": "apps",
        "labels": {},
        "annotations": {},
        "createdAt": "2026-02-20T10:00:00Z",
    })
}

/// The instance with one field changed, or without it.
fn with(field: &str, value: Option<Value>) -> Value {
    let mut instance = instance("a");
    let fields = instance.as_object_mut().unwrap();
    match value {
        Some(value) => fields.insert(field.to_owned(), value),
        None => fields.remove(field),
    };
    instance
}

async fn sync(server: &Server, body: Value) -> crate::support::Answer {
    server.post(SYNC, body.to_string()).await
}

#[tokio::test]
async fn instances_are_stored_and_deleted() {
    let server = Server::start().await;
    let body = json!({ "upserts": [instance("a"), instance("b")] });
    sync(&server, body)
        .await
        .is(200, json!({ "status": "ok", "upserted": 2, "deleted": 0 }));
    assert_eq!(server.instances().await, ["a", "b"]);
    // Deleting what is not there counts as well: the numbers are those of the request.
    let body = json!({ "deletes": ["a", "nobody", ""] });
    sync(&server, body)
        .await
        .is(200, json!({ "status": "ok", "upserted": 0, "deleted": 3 }));
    assert_eq!(server.instances().await, ["b"]);
}

#[tokio::test]
async fn an_id_that_is_deleted_and_stored_ends_up_stored() {
    let server = Server::start().await;
    let body = json!({ "upserts": [instance("a")], "deletes": ["a"] });
    sync(&server, body)
        .await
        .is(200, json!({ "status": "ok", "upserted": 1, "deleted": 1 }));
    assert_eq!(server.instances().await, ["a"]);
}

#[tokio::test]
async fn of_two_instances_with_one_id_the_last_is_stored() {
    let server = Server::start().await;
    let last = with("name", Some(json!("last")));
    let body = json!({ "upserts": [instance("a"), last] });
    sync(&server, body)
        .await
        .is(200, json!({ "status": "ok", "upserted": 2, "deleted": 0 }));
    let hits = server
        .store
        .keyword_search(Collection::Instances, None, &SearchOptions::default())
        .await
        .unwrap()
        .hits;
    assert_eq!(hits.len(), 1);
    assert_eq!(
        hits[0].document.text,
        "Deployment last | namespace: web | apiVersion: apps/v1"
    );
}

#[tokio::test]
async fn an_instance_is_stored_under_its_id_with_its_labels_in_order() {
    let server = Server::start().await;
    let body = r#"{"upserts":[{"id":"any id","namespace":"","name":"","kind":"","apiVersion":"","apiGroup":"",
        "labels":{"zone":"b","app":"x","zone":"c"},"annotations":{"b":"Sells books","a":"Team Paper"},
        "createdAt":"0001-01-01T00:00Z","unknown":{"deep":[1]}}],"unknown":1}"#;
    server
        .post(SYNC, body)
        .await
        .is(200, json!({ "status": "ok", "upserted": 1, "deleted": 0 }));
    let hits = server
        .store
        .keyword_search(Collection::Instances, None, &SearchOptions::default())
        .await
        .unwrap()
        .hits;
    let document = &hits[0].document;
    assert_eq!(document.id, "any id");
    assert_eq!(
        document.text,
        "  | namespace:  | apiVersion:  | labels: zone=c, app=x | Sells books. Team Paper"
    );
    assert_eq!(document.metadata["labels"].as_text(), Some("zone=c,app=x"));
}

#[tokio::test]
async fn what_go_sends_for_nothing_is_nothing() {
    let server = Server::start().await;
    for body in [
        json!({}),
        json!({ "upserts": null, "deletes": null }),
        json!({ "upserts": [], "deletes": [] }),
    ] {
        sync(&server, body)
            .await
            .is(200, json!({ "status": "ok", "upserted": 0, "deleted": 0 }));
    }
    for field in ["labels", "annotations"] {
        for value in [None, Some(Value::Null)] {
            let body = json!({ "upserts": [with(field, value)] });
            assert_eq!(sync(&server, body).await.status, 200, "{field}");
        }
    }
}

#[tokio::test]
async fn an_invalid_field_is_named_with_its_place() {
    let server = Server::start().await;
    let check = async |body: Value, issue: Value| {
        let expect = json!({ "error": "Invalid payload", "details": [issue] });
        sync(&server, body).await.is(400, expect);
    };
    let wrong_type = |expected: &str, received: &str, path: Value| {
        let message = match received {
            "undefined" => "Required".to_owned(),
            received => format!("Expected {expected}, received {received}"),
        };
        json!({ "code": "invalid_type", "expected": expected, "received": received, "path": path, "message": message })
    };
    check(json!([]), wrong_type("object", "array", json!([]))).await;
    check(json!("x"), wrong_type("object", "string", json!([]))).await;
    check(Value::Null, wrong_type("object", "null", json!([]))).await;
    check(
        json!({ "upserts": {} }),
        wrong_type("array", "object", json!(["upserts"])),
    )
    .await;
    check(
        json!({ "deletes": "a" }),
        wrong_type("array", "string", json!(["deletes"])),
    )
    .await;
    check(
        json!({ "deletes": ["a", 1] }),
        wrong_type("string", "number", json!(["deletes", 1])),
    )
    .await;
    check(
        json!({ "upserts": [true] }),
        wrong_type("object", "boolean", json!(["upserts", 0])),
    )
    .await;
    for field in [
        "id",
        "namespace",
        "name",
        "kind",
        "apiVersion",
        "apiGroup",
        "createdAt",
    ] {
        let path = json!(["upserts", 1, field]);
        let body = |value| json!({ "upserts": [instance("b"), with(field, value)] });
        check(body(None), wrong_type("string", "undefined", path.clone())).await;
        check(
            body(Some(Value::Null)),
            wrong_type("string", "null", path.clone()),
        )
        .await;
        check(body(Some(json!(7))), wrong_type("string", "number", path)).await;
    }
    for field in ["labels", "annotations"] {
        let body = |value| json!({ "upserts": [with(field, Some(value))] });
        check(
            body(json!([])),
            wrong_type("object", "array", json!(["upserts", 0, field])),
        )
        .await;
        let path = json!(["upserts", 0, field, "replicas"]);
        check(
            body(json!({ "app": "x", "replicas": 3 })),
            wrong_type("string", "number", path),
        )
        .await;
    }
    assert!(server.instances().await.is_empty());
}

#[tokio::test]
async fn an_empty_or_endless_id_is_refused() {
    let server = Server::start().await;
    let check = async |id: String, code: &str, message: &str| {
        let answer = sync(&server, json!({ "upserts": [instance(&id)] })).await;
        let body = answer.json();
        assert_eq!(answer.status, 400);
        assert_eq!(body["details"][0]["code"], code);
        assert_eq!(body["details"][0]["message"], message);
        assert_eq!(body["details"][0]["path"], json!(["upserts", 0, "id"]));
    };
    check(
        String::new(),
        "too_small",
        "String must contain at least 1 character(s)",
    )
    .await;
    check(
        "i".repeat(1025),
        "too_big",
        "String must contain at most 1024 byte(s)",
    )
    .await;
}

#[tokio::test]
async fn a_creation_time_must_be_a_moment_in_utc() {
    let server = Server::start().await;
    for bad in [
        "",
        "2026-02-20",
        "2026-02-20T10:00:00+02:00",
        "2026-02-20T10:00:00z",
        "2026-02-30T10:00:00Z",
    ] {
        let issue = json!({
            "code": "invalid_string", "validation": "datetime", "message": "Invalid datetime", "path": ["upserts", 0, "createdAt"],
        });
        let body = json!({ "upserts": [with("createdAt", Some(json!(bad)))] });
        sync(&server, body).await.is(
            400,
            json!({ "error": "Invalid payload", "details": [issue] }),
        );
    }
}

#[tokio::test]
async fn every_issue_is_reported_in_the_order_of_the_fields() {
    let server = Server::start().await;
    let body =
        r#"{"deletes":[null],"upserts":[{"createdAt":1,"labels":{"b":2,"a":1},"kind":"Pod"},3]}"#;
    let body = server.post(SYNC, body).await.json();
    let paths: Vec<String> = body["details"]
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| issue["path"].to_string())
        .collect();
    let expect = [
        r#"["upserts",0,"id"]"#,
        r#"["upserts",0,"namespace"]"#,
        r#"["upserts",0,"name"]"#,
        r#"["upserts",0,"apiVersion"]"#,
        r#"["upserts",0,"apiGroup"]"#,
        r#"["upserts",0,"labels","b"]"#,
        r#"["upserts",0,"labels","a"]"#,
        r#"["upserts",0,"createdAt"]"#,
        r#"["upserts",1]"#,
        r#"["deletes",0]"#,
    ];
    assert_eq!(paths, expect);
}

#[tokio::test]
async fn a_payload_that_is_nothing_but_wrong_gets_a_bounded_answer() {
    let server = Server::start().await;
    let body = json!({ "deletes": vec![1; 100_000] });
    let body = sync(&server, body).await.json();
    assert_eq!(body["details"].as_array().unwrap().len(), ISSUES_MAX);
}

#[tokio::test]
async fn a_failing_store_is_an_internal_error_that_keeps_its_secrets() {
    let server = Server::start().await;
    server.broken.store(true, Ordering::Relaxed);
    let expect = json!({ "error": "The vector store could not process the request" });
    for body in [
        json!({ "upserts": [instance("a")] }),
        json!({ "deletes": ["a"] }),
    ] {
        sync(&server, body).await.is(500, expect.clone());
    }
}
