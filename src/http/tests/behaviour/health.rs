//! Health.

use std::sync::atomic::Ordering;

use http_api::HttpConfig;
use serde_json::json;

use crate::support::Server;

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
