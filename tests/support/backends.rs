//! Everything that the service does with other servers, each of which is played by one of its own tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use embedding::{OpenAiConfig, OpenAiEmbedder};
use http_api::{HttpConfig, Role, ScanParts, Scans, Token};
use inference::Rules;
use knowledge::Collection;
use pipeline::{Quiet, SyncOptions, sync_capabilities};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use vectorstore::VectorStore;

use crate::service::{Service, request};

/// Vectors of this length are enough to be one.
const DIMENSIONS: usize = 4;

/// A collection is filled by an embedder on a server that is busy at first, read by id, counted and embedded again.
pub(crate) async fn remote_embedder(service: &Service) {
    drop(rustls_graviola::default_provider().install_default());
    let base = embedding_server().await;
    let config = OpenAiConfig {
        dimensions: Some(DIMENSIONS),
        ..OpenAiConfig::new(base.parse().expect("a URL"), "small".to_owned())
    };
    let embedder = OpenAiEmbedder::connect(config).await.expect("an embedder");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = VectorStore::open(folder.path(), Arc::new(embedder)).expect("an empty store");
    sync_capabilities(
        &service.cluster(),
        &Rules,
        &store,
        &SyncOptions::default(),
        &Quiet,
    )
    .await
    .expect("the manifests are good");
    let kinds = Collection::Capabilities;
    let id = "lighthouses.harbour.example".to_owned();
    let found = store.get(kinds, std::slice::from_ref(&id)).await;
    assert_eq!(found.expect("a store that answers").len(), 1);
    let count = store.count(kinds).await.expect("a store that answers");
    assert!(count >= 2);
    let embedded = store.reembed(kinds, &|_, _| ()).await;
    assert_eq!(embedded.expect("an embedder that answers"), count);
}

/// Embeds as servers do that speak the protocol of OpenAI; the first request comes at a bad time.
async fn embedding_server() -> String {
    let requests = Arc::new(AtomicUsize::new(0));
    let embed = async move |Json(body): Json<Value>| -> Response {
        if requests.fetch_add(1, Ordering::Relaxed) == 0 {
            let later = [("retry-after", "0")];
            return (StatusCode::TOO_MANY_REQUESTS, later, "").into_response();
        }
        let count = body["input"].as_array().map_or(1, Vec::len);
        let vector = |index| json!({"object": "embedding", "index": index, "embedding": [1.0, 0.0, 0.5, 0.25]});
        let data: Vec<Value> = (0..count).map(vector).collect();
        let usage = json!({"prompt_tokens": 7, "total_tokens": 7});
        Json(json!({"object": "list", "model": "small", "data": data, "usage": usage}))
            .into_response()
    };
    let router = Router::new().route("/v1/embeddings", post(embed));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/v1")
}

/// Somebody with a token asks for a scan.
pub(crate) async fn scan(service: &Service) {
    service.initialize().await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let parts = ScanParts {
        store: Arc::clone(&service.store),
        cluster: Arc::new(service.cluster()),
        inference: Arc::new(Rules),
    };
    let scans = Scans::open(folder.path(), parts)
        .await
        .expect("no jobs yet");
    let token = Token::new("keeper", Role::Writer, "a-token-of-the-keeper").expect("a token");
    let config = HttpConfig {
        scans: Some(scans.clone()),
        tokens: [token].into_iter().collect(),
        ..HttpConfig::default()
    };
    let headers =
        "Content-Type: application/json\r\nAuthorization: Bearer a-token-of-the-keeper\r\n";
    let body =
        r#"{"upserts": ["lighthouses.harbour.example"], "deletes": ["gone.harbour.example"]}"#;
    service
        .serve_with(config, async |address| {
            let scan = "POST /api/v1/capabilities/scan";
            let answer = request(address, scan, headers, body).await;
            assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
            let document =
                "GET /api/v1/documents/lighthouses.harbour.example?collection=capabilities";
            request(address, document, headers, "").await;
        })
        .await;
    let left = scans.finish(Duration::from_secs(60)).await;
    assert_eq!(left, 0, "the scan has ended");
}
