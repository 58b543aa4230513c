//! Health.

use std::sync::atomic::Ordering;

use http_api::{HttpConfig, REQUESTS_MAX};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::support::{SYNC, Server};

#[tokio::test]
async fn a_healthy_server_is_alive_and_ready() {
    for health_spans in [true, false] {
        let server = Server::start_with(HttpConfig { health_spans }).await;
        for path in [
            "/healthz",
            "/readyz",
            "/healthz/",
            "/readyz/",
            "/healthz?verbose=1",
        ] {
            server
                .request("GET", path)
                .await
                .is(200, json!({ "status": "ok" }));
        }
    }
}

#[tokio::test]
async fn a_server_without_its_store_is_alive_and_not_ready() {
    for health_spans in [true, false] {
        let server = Server::start_with(HttpConfig { health_spans }).await;
        server.broken.store(true, Ordering::Relaxed);
        server
            .request("GET", "/healthz")
            .await
            .is(200, json!({ "status": "ok" }));
        let expect = json!({ "status": "unavailable", "error": "The vector store is not ready" });
        server.request("GET", "/readyz").await.is(503, expect);
        server.broken.store(false, Ordering::Relaxed);
        assert_eq!(server.request("GET", "/readyz").await.status, 200);
    }
}

#[tokio::test]
async fn a_server_that_is_full_refuses_work_and_still_tells_its_health() {
    let server = Server::start().await;
    let head = format!(
        "POST {SYNC} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{"
    );
    let mut waiting = Vec::new();
    for _ in 0..REQUESTS_MAX {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        waiting.push(stream);
    }
    // The server takes connections one after the other: sooner or later it has all of them.
    let refused = loop {
        let answer = server.post(SYNC, "{}").await;
        if answer.status != 200 {
            break answer;
        }
    };
    refused.is(503, json!({ "error": "Too many requests in progress" }));
    assert!(
        refused.head.contains("\r\nretry-after: 1"),
        "{}",
        refused.head
    );
    assert_eq!(server.request("GET", "/healthz").await.status, 200);
    assert_eq!(server.request("GET", "/readyz").await.status, 200);
    drop(waiting);
    while server.post(SYNC, "{}").await.status != 200 {}
}
