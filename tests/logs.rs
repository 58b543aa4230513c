//! What is logged about a request names the span of the request.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

#[path = "../src/http/tests/behaviour/support.rs"]
#[expect(dead_code, reason = "other tests ask more of a server")]
mod support;

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use runtime::logs::{Format, subscriber};
use runtime::schema::ResourceSchema;
use runtime::{Capture, Config, Resource};
use serde_json::Value;

use crate::support::Server;

static PROCESS: ResourceSchema = ResourceSchema {
    schema_url: "",
    attributes: &[],
};

#[tokio::test]
async fn a_failed_request_is_logged_with_its_span() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&lines);
    let subscriber = subscriber(Format::Json, move |line| {
        kept.lock().unwrap().push(line.to_owned());
    });
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let capture = Capture::new();
    let config = Config {
        capture: Some(capture.clone()),
        ..Config::default()
    };
    let telemetry = runtime::install(config, Resource::new(&PROCESS, |_| {})).unwrap();

    let server = Server::start().await;
    server.broken.store(true, Ordering::Relaxed);
    assert_eq!(server.request("GET", "/readyz").await.status, 503);

    let lines = lines.lock().unwrap().clone();
    let record = lines.iter().find(|line| line.contains("request failed"));
    let record: Value = serde_json::from_str(record.unwrap()).unwrap();
    let spans = capture.finished();
    let span = spans
        .iter()
        .find(|span| span.name == "cluster-whisperer.http.request");
    assert_eq!(record["trace_id"], span.unwrap().trace_id);
    assert_eq!(record["span_id"], span.unwrap().span_id);
    assert_eq!(record["component"], "http");
    assert_eq!(record["level"], "ERROR");
    // The class alone: what the error says is in a field that can be left out.
    assert_eq!(record["message"], "request failed: unavailable");
    let error = record["fields"]["error"].as_str().unwrap();
    assert!(
        error.starts_with("The vector store is not ready: "),
        "{error}"
    );
    assert_eq!(telemetry.shutdown().lost, 0);
}
