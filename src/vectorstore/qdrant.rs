//! Qdrant, by its REST API.
//!
//! A point's id is made from the document's; its payload holds the document's id and text under names of their own, beside
//! the metadata. Collections of Qdrant cannot describe themselves in every release, so who made the vectors of each, and
//! whether it is complete, is noted in a collection of one point per collection. Its score of cosine is the similarity.
//!
//! Keywords rely on what Qdrant does without a full-text index on the text: it looks for the exact substring. No such
//! index is made here, and none may be added.

mod book;
mod condition;
mod config;
mod points;
mod read;
mod reembed;
mod search;
mod write;

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use embedding::Embedder;
use knowledge::{Collection, Document};
use outbound::{CallError, Client, Method, Request, Response, StatusCode};
use semconv::attributes::DbSystemName;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::RwLock;

use crate::backend::{Backend, Change, Kept, Reembedded, Server, Unembedded};
use crate::content::EmbedderRecord;
use crate::error::StoreError;
use crate::remote::{Pending, READY_SECONDS_MAX};
use crate::search::{Found, SearchOptions};
use crate::state::IndexState;
pub use config::QdrantConfig;

/// A Qdrant server.
pub struct QdrantBackend {
    client: Client,
    /// The embedder that is configured.
    embedder: EmbedderRecord,
    pending: Pending,
    /// Held by writes together, and by an exchange alone: what is written during one would be lost.
    exchanging: RwLock<()>,
}

/// Every answer has its content here.
#[derive(Debug, Deserialize)]
struct Answer<T> {
    result: T,
}

impl QdrantBackend {
    /// A server at the address of `config`, for the vectors of `embedder`. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// If the configuration does not work.
    pub fn new(config: &QdrantConfig, embedder: &dyn Embedder) -> Result<Self, StoreError> {
        Ok(Self {
            client: Client::new(config.client()?)?,
            embedder: EmbedderRecord::of(embedder),
            pending: Pending::default(),
            exchanging: RwLock::default(),
        })
    }

    /// Sends a request about a collection.
    async fn send(
        &self,
        operation: &'static str,
        collection: Collection,
        request: Result<Request, CallError>,
    ) -> Result<Response, StoreError> {
        let sent = async { self.client.call(request?).await };
        sent.await.map_err(|source| {
            if source.status() == Some(StatusCode::NOT_FOUND) {
                return StoreError::NotInitialized { collection };
            }
            StoreError::Remote {
                operation,
                collection,
                source,
            }
        })
    }

    /// Asks about the points of the collection called `name`.
    async fn ask<T: DeserializeOwned>(
        &self,
        collection: Collection,
        name: &str,
        what: &str,
        body: &Value,
    ) -> Result<T, StoreError> {
        let request = points(Method::POST, name, what).json(body);
        let answer = self.send("read", collection, request).await?;
        result(collection, &answer)
    }

    /// Changes the points of the collection called `name`, and waits until it is done.
    async fn tell(
        &self,
        collection: Collection,
        method: Method,
        name: &str,
        what: &str,
        body: &Value,
    ) -> Result<(), StoreError> {
        let request = points(method, name, what).query("wait", "true").json(body);
        self.send("write", collection, request).await.map(drop)
    }
}

/// A request below the points of a collection; `what` is a path or nothing.
fn points(method: Method, name: &str, what: &str) -> Request {
    let request = Request::new(method, "collections")
        .segment(name)
        .segment("points");
    what.split('/')
        .filter(|segment| !segment.is_empty())
        .fold(request, |request, segment| request.segment(segment))
}

fn result<T: DeserializeOwned>(collection: Collection, answer: &Response) -> Result<T, StoreError> {
    let answer: Answer<T> = answer.json().map_err(|source| StoreError::Remote {
        operation: "read",
        collection,
        source,
    })?;
    Ok(answer.result)
}

#[async_trait]
impl Backend for QdrantBackend {
    fn system(&self) -> DbSystemName {
        DbSystemName::Qdrant
    }

    fn server(&self) -> Option<Server<'_>> {
        Some(Server {
            address: self.client.server_address(),
            port: self.client.server_port(),
        })
    }

    async fn initialize(&self, collection: Collection) -> Result<(), StoreError> {
        self.make(collection).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        let request = Request::get("collections")
            .attempt_timeout(Duration::from_secs(READY_SECONDS_MAX))
            .once();
        let answer = self.client.call(request).await;
        answer.map(drop).map_err(|error| StoreError::Unavailable {
            source: error.into(),
        })
    }

    async fn kept(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<BTreeMap<String, Kept>, StoreError> {
        self.read_kept(collection, collection.as_str(), ids).await
    }

    async fn change(&self, collection: Collection, change: Change) -> Result<usize, StoreError> {
        self.write(collection, change).await
    }

    async fn nearest(
        &self,
        collection: Collection,
        vector: Vec<f32>,
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        self.query(collection, &vector, options).await
    }

    async fn matching(
        &self,
        collection: Collection,
        keywords: &[&str],
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        self.filter(collection, keywords, options).await
    }

    async fn get(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<Vec<Document>, StoreError> {
        self.read_documents(collection, ids).await
    }

    async fn count(&self, collection: Collection) -> Result<usize, StoreError> {
        self.read_count(collection, None).await
    }

    async fn state(&self, collection: Collection) -> Result<IndexState, StoreError> {
        self.read_state(collection).await
    }

    async fn mark(&self, collection: Collection, complete: bool) -> Result<(), StoreError> {
        self.set_complete(collection, complete).await
    }

    async fn reembed_pending(
        &self,
        collection: Collection,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unembedded>, StoreError> {
        self.pending(collection, after, limit).await
    }

    async fn reembed_stage(
        &self,
        collection: Collection,
        vectors: Vec<Reembedded>,
    ) -> Result<(), StoreError> {
        self.stage(collection, vectors).await
    }

    async fn reembed_finish(&self, collection: Collection) -> Result<bool, StoreError> {
        self.finish(collection).await
    }
}
