//! Chroma, by its REST API version 2.
//!
//! A collection notes in its own metadata who made its vectors and whether it is complete; a document notes the hash of its
//! text in its metadata. None of it comes back to callers. Chroma adds metadata to what is there, so what a document loses
//! is taken away by name. Its distance of cosine is one minus the similarity.

mod collections;
mod condition;
mod config;
mod read;
mod records;
mod reembed;
mod search;
mod write;

use std::collections::BTreeMap;
use std::sync::RwLock;

use async_trait::async_trait;
use embedding::Embedder;
use knowledge::{Collection, Document};
use outbound::{CallError, Client, Request, Response};
use semconv::attributes::DbSystemName;
use tokio::sync::OnceCell;

use crate::backend::{Backend, Change, Kept, Reembedded, Server, Unembedded};
use crate::content::EmbedderRecord;
use crate::error::StoreError;
use crate::remote::Pending;
use crate::search::{Found, SearchOptions};
use crate::state::IndexState;
use collections::Known;
pub use config::{ChromaConfig, TokenHeader};
use write::Preflight;

/// A Chroma server.
pub struct ChromaBackend {
    client: Client,
    tenant: String,
    database: String,
    /// The embedder that is configured.
    embedder: EmbedderRecord,
    /// What was learned of collections; an id is good until the server says otherwise.
    known: RwLock<BTreeMap<Collection, Known>>,
    preflight: OnceCell<Preflight>,
    pending: Pending,
}

impl ChromaBackend {
    /// A server at the address of `config`, for the vectors of `embedder`. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// If the configuration does not work.
    pub fn new(config: ChromaConfig, embedder: &dyn Embedder) -> Result<Self, StoreError> {
        Ok(Self {
            client: Client::new(config.client()?)?,
            tenant: config.tenant,
            database: config.database,
            embedder: EmbedderRecord::of(embedder),
            known: RwLock::default(),
            preflight: OnceCell::new(),
            pending: Pending::default(),
        })
    }

    /// A request below the database; `path` are whole segments.
    fn request(&self, method: outbound::Method, path: &[&str]) -> Request {
        let below = Request::new(method, "api/v2/tenants")
            .segment(&self.tenant)
            .segment("databases")
            .segment(&self.database);
        path.iter()
            .fold(below, |request, segment| request.segment(segment))
    }

    async fn send(
        &self,
        operation: &'static str,
        collection: Collection,
        request: Result<Request, CallError>,
    ) -> Result<Response, StoreError> {
        let sent = async { self.client.call(request?).await };
        sent.await.map_err(|source| StoreError::Remote {
            operation,
            collection,
            source,
        })
    }
}

/// What is wrong with an answer that is not what was asked for.
fn unreadable(collection: Collection) -> impl FnOnce(CallError) -> StoreError {
    move |source| StoreError::Remote {
        operation: "read",
        collection,
        source,
    }
}

#[async_trait]
impl Backend for ChromaBackend {
    fn system(&self) -> DbSystemName {
        DbSystemName::Chromadb
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
        self.heartbeat().await
    }

    async fn kept(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<BTreeMap<String, Kept>, StoreError> {
        self.read_kept(collection, ids).await
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
        self.read_count(collection).await
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
