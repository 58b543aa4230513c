//! Paths and methods.

use serde_json::json;

use crate::support::{SEARCH, SYNC, Server};

#[tokio::test]
async fn an_unknown_path_is_answered_in_json() {
    let server = Server::start().await;
    for path in [
        "/",
        "/nope",
        "/api/v1/instances",
        "/healthz/deep",
        "//healthz",
    ] {
        server
            .request("GET", path)
            .await
            .is(404, json!({ "error": "Not found" }));
    }
    let length = "Content-Length: 2";
    server
        .post_with("/nope", &[length], "{}")
        .await
        .is(404, json!({ "error": "Not found" }));
}

#[tokio::test]
async fn a_wrong_method_is_told_which_one_is_right() {
    let server = Server::start().await;
    let check = async |method: &str, path: &str, allow: &str| {
        let answer = server.request(method, path).await;
        answer.is(404, json!({ "error": "Not found" }));
        assert!(
            answer.head.contains(&format!("\r\nallow: {allow}")),
            "{}",
            answer.head
        );
    };
    check("POST", "/healthz", "get,head").await;
    check("DELETE", "/readyz/", "get,head").await;
    check("GET", SYNC, "post").await;
    check("PUT", SEARCH, "post").await;
    check("PURGE", SEARCH, "post").await;
}

#[tokio::test]
async fn head_works_where_get_does_and_has_no_body() {
    let server = Server::start().await;
    for path in ["/healthz", "/readyz"] {
        let answer = server.request("HEAD", path).await;
        assert_eq!((answer.status, answer.body.len()), (200, 0));
        assert!(
            answer.head.contains("content-length: 15"),
            "{}",
            answer.head
        );
    }
    assert_eq!(server.request("HEAD", "/nope").await.status, 404);
}

#[tokio::test]
async fn a_trailing_slash_makes_no_difference() {
    let server = Server::start().await;
    let ok = json!({ "status": "ok", "upserted": 0, "deleted": 0 });
    server.post(&format!("{SYNC}/"), "{}").await.is(200, ok);
    assert_eq!(
        server
            .post(&format!("{SEARCH}/"), r#"{"query":"pods"}"#)
            .await
            .status,
        200
    );
}
