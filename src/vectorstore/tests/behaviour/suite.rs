//! What every backend promises, asked of each of them.

mod cases;
mod chroma;
mod qdrant;
mod world;

use std::sync::Arc;

use crate::support::Letters;
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

#[tokio::test]
async fn several_backends_keep_every_promise() {
    keeps_every_promise(&SeveralWorld::default()).await;
}
