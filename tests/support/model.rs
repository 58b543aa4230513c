//! A model to ask, in this process.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use inference::{Anthropic, AnthropicConfig, Cache, Cached};
use pipeline::{Quiet, SyncOptions, sync_capabilities};
use serde_json::json;
use tokio::net::TcpListener;

use crate::service::Service;

/// The key of the model's provider; must never leave the process in a span.
const KEY: &str = "sk-hunter2";

/// A sync that asks a model, one that finds all answers in the cache, and one whose model does not answer.
pub(crate) async fn inferences(service: &Service) {
    drop(rustls_graviola::default_provider().install_default());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let cache = Cache::open(folder.path());
    let asked = Arc::new(AtomicUsize::new(0));
    let base = serve(Arc::clone(&asked)).await;
    let mut refused = AnthropicConfig::new(base.clone(), KEY);
    refused.model = "nobody".to_owned();
    for (config, cache) in [
        (AnthropicConfig::new(base.clone(), KEY), cache.clone()),
        (AnthropicConfig::new(base, KEY), cache),
        (refused, Cache::off()),
    ] {
        let model = Anthropic::new(config).expect("a good configuration");
        let inference = Cached::new(model, cache);
        let options = SyncOptions::default();
        let synced = sync_capabilities(
            &service.cluster(),
            &inference,
            &service.store,
            &options,
            &Quiet,
        )
        .await
        .expect("the manifests are good");
        assert!(synced.discovered >= 2);
    }
    assert!(asked.load(Ordering::SeqCst) >= 2, "nobody asked the model");
}

/// Starts the Messages API; returns where it is.
async fn serve(asked: Arc<AtomicUsize>) -> outbound::Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener");
    let router = Router::new().fallback(answer).with_state(asked);
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}").parse().expect("a URL")
}

async fn answer(State(asked): State<Arc<AtomicUsize>>, body: String) -> (StatusCode, String) {
    asked.fetch_add(1, Ordering::SeqCst);
    if body.contains("\"nobody\"") {
        let error = json!({"type": "error", "error": {"type": "not_found_error", "message": "model: nobody"}});
        return (StatusCode::NOT_FOUND, error.to_string());
    }
    let findings = json!({
        "capabilities": ["lighthouse"], "providers": [], "complexity": "low", "description": "Guides.",
        "useCase": "Guide", "exampleYaml": "kind: Nothing", "confidence": 0.5,
    });
    let usage = json!({
        "input_tokens": 900, "output_tokens": 80, "cache_creation_input_tokens": 10, "cache_read_input_tokens": 20,
    });
    let answer = json!({
        "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-haiku-4-5-20251001",
        "content": [{"type": "tool_use", "id": "toolu_1", "name": "extract", "input": findings}],
        "stop_reason": "tool_use", "usage": usage,
    });
    (StatusCode::OK, answer.to_string())
}
