//! Everything that the service does, so that every span and attribute is seen.

use knowledge::Collection;
use pipeline::SyncOptions;
use vectorstore::{Filter, SearchOptions};

use crate::service::{MANIFESTS, Service, answer_once, request, source};
use cluster::Cluster as _;
use tokio::net::TcpListener;

/// What a user types; must not leave the process unless content capture is on.
pub(crate) const QUESTION: &str = "periwinkle secrets of the foghorn";

const JSON: &str = "Content-Type: application/json\r\n";

/// Pipelines, twice, with a resource gone the second time, and once dry.
pub(crate) async fn pipelines(service: &Service) {
    service
        .sync_capabilities(&SyncOptions { dry_run: true })
        .await;
    service.sync_capabilities(&SyncOptions::default()).await;
    service.sync_instances(&SyncOptions::default()).await;
    let without_foghorn = MANIFESTS
        .rsplit_once("---")
        .expect("several documents")
        .0
        .to_owned();
    service.write_manifests(&without_foghorn);
    service.sync_instances(&SyncOptions::default()).await;
}

/// Both searches, and one that fails because its collection does not exist.
pub(crate) async fn searches(service: &Service) {
    let filter = Filter {
        kind: Some("Lighthouse".to_owned()),
        ..Filter::default()
    };
    let options = SearchOptions {
        filter,
        ..SearchOptions::default()
    };
    let refused = service
        .store
        .search(Collection::Instances, QUESTION, &options)
        .await;
    assert!(
        refused.is_err(),
        "a collection that was never initialized answered"
    );
    service.initialize().await;
    service
        .store
        .search(Collection::Instances, QUESTION, &options)
        .await
        .expect("a search");
    let found = service
        .store
        .keyword_search(Collection::Instances, Some("periwinkle"), &options)
        .await;
    found.expect("a keyword search");
}

/// The HTTP API: a sync with upserts and deletes, a search, a probe, and requests that are refused.
pub(crate) async fn http(service: &Service) {
    service.initialize().await;
    service
        .serve(async |address| {
            let answer = request(address, "POST /api/v1/instances/sync", JSON, SYNC).await;
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
            let search = format!(
                "{{\"query\":\"{QUESTION}\",\"collection\":\"instances\",\"kind\":\"Lighthouse\"}}"
            );
            let answer = request(address, "POST /api/v1/search", JSON, &search).await;
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
            let answer = request(address, "GET /healthz", "", "").await;
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
            let answer = request(address, "PURGE /nothing/here", "", "").await;
            assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
            let answer = request(address, "POST /api/v1/instances/sync", JSON, "{").await;
            assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
        })
        .await;
}

/// A sync that deletes one resource and upserts another.
pub(crate) const SYNC: &str = r#"{
    "upserts": [{
        "id": "north/v1/Lighthouse/periwinkle", "namespace": "north", "name": "periwinkle", "kind": "Lighthouse",
        "apiVersion": "harbour.example/v1", "apiGroup": "harbour.example", "labels": {"team": "keepers"},
        "annotations": null, "createdAt": "2026-02-20T10:00:00Z"
    }],
    "deletes": ["north/v1/Lighthouse/gone"]
}"#;

/// Manifests read from another server; returns what was asked of it.
pub(crate) async fn remote_manifests() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener");
    let url = format!("http://keeper:hunter2@{address}/all.yaml?token=hunter2");
    let manifests = source(std::path::Path::new(&url));
    // As the binary does before it reads from a URL; a second installation changes nothing.
    drop(rustls_graviola::default_provider().install_default());
    let answer = tokio::spawn(async move { answer_once(&listener, "200 OK", MANIFESTS).await });
    let read = manifests.kinds().await.expect("a reading");
    assert!(read.items.len() >= 2, "{:?}", read.problems);
    answer.await.expect("the server answered")
}

/// A call that another server answers only when it is made again.
pub(crate) async fn repeated_call() {
    drop(rustls_graviola::default_provider().install_default());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener");
    let base = format!("http://{address}").parse().expect("a URL");
    let server = tokio::spawn(async move {
        answer_once(&listener, "503 Service Unavailable", "").await;
        answer_once(&listener, "200 OK", "").await;
    });
    let client = outbound::Client::new(outbound::ClientConfig::new(base)).expect("a client");
    let request = outbound::Request::get("search").query("q", QUESTION);
    client.call(request).await.expect("an answer at last");
    server.await.expect("the server answered twice");
}
