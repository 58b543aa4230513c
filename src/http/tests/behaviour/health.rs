//! Health.

use std::sync::atomic::Ordering;

use http_api::{HttpConfig, SpanCounters, StatusSource, TracingStatus};
use serde_json::json;

use crate::support::Server;

fn with_spans(health_spans: bool) -> HttpConfig {
    HttpConfig {
        health_spans,
        ..HttpConfig::default()
    }
}

#[tokio::test]
async fn health_says_how_the_service_is_traced() {
    let tracing = StatusSource::new(|| TracingStatus {
        enabled: true,
        service_name: "shop".to_owned(),
        exporter: "otlp".to_owned(),
        protocol: Some("grpc".to_owned()),
        sampler: "parentbased_traceidratio".to_owned(),
        ratio: 0.1,
        environment: None,
        spans: SpanCounters {
            started: 7,
            exported: 3,
            ..SpanCounters::default()
        },
    });
    let server = Server::start_with(HttpConfig {
        tracing,
        ..HttpConfig::default()
    })
    .await;
    let spans = json!({
        "started": 7, "sampled": 0, "kept": 0, "exported": 3, "failed": 0, "dropped": 0,
    });
    let expected = json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "index": { "capabilities": "empty", "instances": "empty" },
        "tracing": {
            "enabled": true,
            "service_name": "shop",
            "exporter": "otlp",
            "protocol": "grpc",
            "sampler": "parentbased_traceidratio",
            "ratio": 0.1,
            "spans": spans,
        },
    });
    server.request("GET", "/health").await.is(200, expected);
    for path in ["/healthz?verbose", "/healthz/?a=b&verbose=1"] {
        let expected = json!({ "status": "ok", "spans": spans });
        server.request("GET", path).await.is(200, expected);
    }
    let expected = json!({ "status": "ok" });
    server
        .request("GET", "/healthz?x=verbose")
        .await
        .is(200, expected);
}

#[tokio::test]
async fn a_healthy_server_is_alive_and_ready() {
    for health_spans in [true, false] {
        let server = Server::start_with(with_spans(health_spans)).await;
        for path in [
            "/healthz",
            "/readyz",
            "/healthz/",
            "/readyz/",
            "/healthz?verbose=1",
            "/readyz?x=verbose",
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
        let server = Server::start_with(with_spans(health_spans)).await;
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
