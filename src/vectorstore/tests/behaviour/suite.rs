//! What every backend promises, asked of each of them.

mod cases;
mod chroma;
mod qdrant;
mod world;

use std::sync::Arc;

use embedding::Embedder;
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;
use vectorstore::IndexState;

use crate::support::{Letters, document};
use cases::INSTANCES;
use chroma::ChromaServer;
use qdrant::QdrantWorld;
use world::{EmbeddedWorld, SeveralWorld, World};

/// Runs every case on data of its own.
async fn keeps_every_promise(world: &dyn World) {
    for (name, case) in cases::ALL {
        println!("{name}");
        let embedder = Letters::new();
        let store = world.open(name, Arc::clone(&embedder)).await;
        case(cases::Bench {
            world,
            name,
            embedder,
            store,
        })
        .await;
    }
}

#[tokio::test]
async fn the_embedded_backend_keeps_every_promise() {
    keeps_every_promise(&EmbeddedWorld::default()).await;
}

#[tokio::test]
async fn chroma_keeps_every_promise() {
    let Some(server) = ChromaServer::start().await else {
        return;
    };
    keeps_every_promise(&server).await;
}

#[tokio::test]
async fn the_qdrant_client_keeps_every_promise_with_a_stand_in() {
    keeps_every_promise(&QdrantWorld::default()).await;
}

/// Notes that the staging collection of the instances is whole.
async fn note_whole(world: &QdrantWorld, name: &str, embedder: &str) {
    let payload = json!({
        "collection": "instances-reembed", "embedder": embedder, "dimensions": 3, "complete": true, "whole": true,
    });
    let id = Uuid::new_v5(&Uuid::NAMESPACE_DNS, b"instances-reembed");
    let points = json!({ "points": [{ "id": id, "vector": [1.0], "payload": payload }] });
    let book = "cluster-whisperer/points";
    world.tell(Method::PUT, name, book, &points).await;
}

#[tokio::test]
async fn a_note_of_a_staging_collection_that_is_gone_costs_no_documents() {
    let (world, name) = (QdrantWorld::default(), "gone");
    let embedder = Letters::new();
    let store = world.open(name, Arc::clone(&embedder)).await;
    store.initialize(INSTANCES).await.unwrap();
    store.store(INSTANCES, &[document("a", "x")]).await.unwrap();
    note_whole(&world, name, &embedder.id()).await;
    store.state(INSTANCES).await.unwrap();
    assert_eq!(store.count(INSTANCES).await.unwrap(), 1);
    store.initialize(INSTANCES).await.unwrap();
    assert_eq!(store.count(INSTANCES).await.unwrap(), 1);
}

#[tokio::test]
async fn an_interrupted_exchange_is_finished_by_initializing_and_not_by_reading() {
    let (world, name) = (QdrantWorld::default(), "interrupted");
    let embedder = Letters::new();
    let store = world.open(name, Arc::clone(&embedder)).await;
    store.initialize(INSTANCES).await.unwrap();
    let documents = [document("a", "x"), document("b", "y")];
    store.store(INSTANCES, &documents).await.unwrap();
    // The collection and its note are gone, and what was staged is whole.
    let vectors = json!({ "vectors": { "size": 3, "distance": "Cosine" } });
    let staging = "instances-reembed";
    world.tell(Method::PUT, name, staging, &vectors).await;
    let points = documents.iter().map(|document| {
        let id = Uuid::new_v5(&Uuid::NAMESPACE_DNS, document.id.as_bytes());
        let payload = json!({ "_originalId": document.id, "document": document.text });
        json!({ "id": id, "vector": [1.0, 0.0, 0.0], "payload": payload })
    });
    let points = json!({ "points": points.collect::<Vec<_>>() });
    let into = "instances-reembed/points";
    world.tell(Method::PUT, name, into, &points).await;
    note_whole(&world, name, &embedder.id()).await;
    let note = Uuid::new_v5(&Uuid::NAMESPACE_DNS, b"instances");
    let note = json!({ "points": [note] });
    let book = "cluster-whisperer/points/delete";
    world.tell(Method::POST, name, book, &note).await;
    world
        .tell(Method::DELETE, name, "instances", &json!({}))
        .await;

    let state = store.state(INSTANCES).await.unwrap();
    assert_eq!(state, IndexState::Empty);
    assert!(store.count(INSTANCES).await.is_err(), "reading made it");
    store.initialize(INSTANCES).await.unwrap();
    assert_eq!(store.count(INSTANCES).await.unwrap(), 2);
    let state = store.state(INSTANCES).await.unwrap();
    assert_eq!(state, IndexState::Ready);
}

#[tokio::test]
async fn several_backends_keep_every_promise() {
    keeps_every_promise(&SeveralWorld::default()).await;
}
