//! Finding, making and describing collections.

use std::sync::PoisonError;
use std::time::Duration;

use knowledge::Collection;
use outbound::{Method, Request, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{ChromaBackend, unreadable};
use crate::content::EmbedderRecord;
use crate::error::StoreError;
use crate::remote::{READY_SECONDS_MAX, UNRECORDED_EMBEDDER, staging_name};
use crate::state::IndexState;

const EMBEDDER: &str = "cluster_whisperer.embedder";
const DIMENSIONS: &str = "cluster_whisperer.dimensions";
const COMPLETE: &str = "cluster_whisperer.complete";
/// Marks a staging collection that has a vector for every document.
const WHOLE: &str = "cluster_whisperer.whole";

/// A collection as the server describes it.
#[derive(Debug, Clone, Deserialize)]
struct Described {
    id: String,
    dimension: Option<usize>,
    metadata: Option<Map<String, Value>>,
    configuration_json: Option<Value>,
}

/// What is known of a collection.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// What requests name it by.
    pub(super) id: String,
    /// Who made its vectors; `None` if it has none and nobody said who will.
    pub(super) embedder: Option<EmbedderRecord>,
    /// Whether a full sync came to its end.
    complete: bool,
    /// Whether it is a staging collection that can take the place of another.
    whole: bool,
    /// How it measures distance, unless it does not say.
    space: Option<String>,
    metadata: Map<String, Value>,
}

impl From<Described> for Known {
    fn from(described: Described) -> Self {
        let metadata = described.metadata.unwrap_or_default();
        let flag = |key| metadata.get(key).and_then(Value::as_bool).unwrap_or(false);
        let written = metadata.get(EMBEDDER).and_then(Value::as_str);
        let embedder = match (written, described.dimension) {
            (None, None) => None,
            (Some(written), _) => {
                let dimensions = metadata.get(DIMENSIONS).and_then(Value::as_u64);
                Some(EmbedderRecord {
                    embedder: written.to_owned(),
                    dimensions: dimensions.unwrap_or_default() as usize,
                })
            }
            (None, Some(dimensions)) => Some(EmbedderRecord {
                embedder: UNRECORDED_EMBEDDER.to_owned(),
                dimensions,
            }),
        };
        let space = described.configuration_json.as_ref();
        let space = space.and_then(|configuration| configuration.pointer("/hnsw/space"));
        let space = space.and_then(Value::as_str).map(str::to_owned);
        Self {
            id: described.id,
            embedder,
            complete: flag(COMPLETE),
            whole: flag(WHOLE),
            space,
            metadata,
        }
    }
}

impl ChromaBackend {
    /// Whether server, tenant and database are there and let one in.
    pub(super) async fn heartbeat(&self) -> Result<(), StoreError> {
        let request = self
            .request(Method::GET, &[])
            .attempt_timeout(Duration::from_secs(READY_SECONDS_MAX))
            .once();
        let answer = self.client.call(request).await;
        answer.map(drop).map_err(|error| StoreError::Unavailable {
            source: error.into(),
        })
    }

    /// The collection of this name; `None` if there is none.
    async fn named(&self, collection: Collection, name: &str) -> Result<Option<Known>, StoreError> {
        let request = self
            .request(Method::GET, &["collections", name])
            .accepts(StatusCode::NOT_FOUND);
        let answer = self.send("find", collection, Ok(request)).await?;
        if answer.status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let described: Described = answer.json().map_err(unreadable(collection))?;
        Ok(Some(described.into()))
    }

    /// The collection as the server has it now, and brings an interrupted exchange to its end.
    pub(super) async fn find(&self, collection: Collection) -> Result<Option<Known>, StoreError> {
        let mut found = self.named(collection, collection.as_str()).await?;
        if found.is_none() {
            let staging = self.staging(collection).await?.filter(|known| known.whole);
            if let Some(staging) = staging {
                self.rename(collection, &staging).await?;
                found = self.named(collection, collection.as_str()).await?;
            }
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        match &found {
            Some(found) => known.insert(collection, found.clone()),
            None => known.remove(&collection),
        };
        Ok(found)
    }

    /// The collection, from memory if it was found before.
    pub(super) async fn known(&self, collection: Collection) -> Result<Known, StoreError> {
        let known = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            known.get(&collection).cloned()
        };
        match known {
            Some(known) => Ok(known),
            None => self
                .find(collection)
                .await?
                .ok_or(StoreError::NotInitialized { collection }),
        }
    }

    pub(super) fn forget(&self, collection: Collection) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.remove(&collection);
    }

    /// Fails unless its vectors can be compared with those of the configured embedder, by cosine.
    pub(super) fn check(&self, collection: Collection, known: &Known) -> Result<(), StoreError> {
        if let Some(found) = known.embedder.as_ref().filter(|is| **is != self.embedder) {
            return Err(StoreError::Embedder {
                collection,
                expected: self.embedder.to_string(),
                found: found.to_string(),
            });
        }
        match known.space.as_deref() {
            None | Some("cosine") => Ok(()),
            Some(found) => Err(StoreError::Distance {
                collection,
                found: found.to_owned(),
            }),
        }
    }

    /// Makes a collection if there is none, or an unfit one that is empty anew.
    pub(super) async fn make(&self, collection: Collection) -> Result<(), StoreError> {
        let name = collection.as_str();
        let Some(known) = self.find(collection).await? else {
            self.create(collection, name).await?;
            return self.find(collection).await.map(drop);
        };
        let checked = self.check(collection, &known);
        if checked.is_err() {
            if self.read_count(collection).await? > 0 {
                return checked;
            }
            self.drop_named(collection, name).await?;
            self.create(collection, name).await?;
            return self.find(collection).await.map(drop);
        }
        if !known.metadata.contains_key(EMBEDDER) {
            self.describe(collection, &known, known.complete).await?;
        }
        Ok(())
    }

    pub(super) async fn create(
        &self,
        collection: Collection,
        name: &str,
    ) -> Result<Known, StoreError> {
        let request = self.request(Method::POST, &["collections"]).json(&json!({
            "name": name,
            "get_or_create": true,
            "configuration": { "hnsw": { "space": "cosine" } },
            "metadata": { EMBEDDER: self.embedder.embedder, DIMENSIONS: self.embedder.dimensions, COMPLETE: false },
        }));
        let answer = self.send("create", collection, request).await?;
        let described: Described = answer.json().map_err(unreadable(collection))?;
        Ok(described.into())
    }

    pub(super) async fn drop_named(
        &self,
        collection: Collection,
        name: &str,
    ) -> Result<(), StoreError> {
        self.forget(collection);
        let request = self
            .request(Method::DELETE, &["collections", name])
            .accepts(StatusCode::NOT_FOUND);
        let dropped = self.send("write", collection, Ok(request)).await;
        dropped.map(drop)
    }

    /// The collection in which new vectors are collected.
    pub(super) async fn staging(
        &self,
        collection: Collection,
    ) -> Result<Option<Known>, StoreError> {
        self.named(collection, &staging_name(collection)).await
    }

    /// Notes that a staging collection has everything.
    pub(super) async fn set_whole(
        &self,
        collection: Collection,
        staging: &Known,
        complete: bool,
    ) -> Result<(), StoreError> {
        let mut metadata = staging.metadata.clone();
        metadata.insert(WHOLE.to_owned(), true.into());
        metadata.insert(COMPLETE.to_owned(), complete.into());
        let body = json!({ "new_metadata": metadata });
        self.update(collection, &staging.id, body).await
    }

    /// Gives a staging collection the name of the one it replaces.
    pub(super) async fn rename(
        &self,
        collection: Collection,
        staging: &Known,
    ) -> Result<(), StoreError> {
        let mut metadata = staging.metadata.clone();
        metadata.remove(WHOLE);
        let body = json!({ "new_name": collection.as_str(), "new_metadata": metadata });
        self.update(collection, &staging.id, body).await
    }

    async fn update(
        &self,
        collection: Collection,
        id: &str,
        body: Value,
    ) -> Result<(), StoreError> {
        let request = self.request(Method::PUT, &["collections", id]).json(&body);
        self.send("write", collection, request).await.map(drop)
    }

    /// Writes who made the vectors and whether they are all there.
    async fn describe(
        &self,
        collection: Collection,
        known: &Known,
        complete: bool,
    ) -> Result<(), StoreError> {
        let mut metadata = known.metadata.clone();
        let embedder = known.embedder.as_ref().unwrap_or(&self.embedder);
        metadata.insert(EMBEDDER.to_owned(), embedder.embedder.as_str().into());
        metadata.insert(DIMENSIONS.to_owned(), embedder.dimensions.into());
        metadata.insert(COMPLETE.to_owned(), complete.into());
        let body = json!({ "new_metadata": metadata });
        self.update(collection, &known.id, body).await?;
        self.forget(collection);
        Ok(())
    }

    pub(super) async fn is_complete(&self, collection: Collection) -> Result<bool, StoreError> {
        let known = self.find(collection).await?;
        Ok(known.is_some_and(|known| known.complete))
    }

    pub(super) async fn read_state(
        &self,
        collection: Collection,
    ) -> Result<IndexState, StoreError> {
        // Asked anew each time: others fill and mark it too.
        let Some(known) = self.find(collection).await? else {
            return Ok(IndexState::Empty);
        };
        let documents = self.read_count(collection).await?;
        Ok(IndexState::of(documents, known.complete))
    }

    pub(super) async fn set_complete(
        &self,
        collection: Collection,
        complete: bool,
    ) -> Result<(), StoreError> {
        let known = self.find(collection).await?;
        let known = known.ok_or(StoreError::NotInitialized { collection })?;
        if known.complete == complete {
            return Ok(());
        }
        self.describe(collection, &known, complete).await
    }

    /// Sends a request about the records of a collection; once more if the collection has another id by now.
    pub(super) async fn ask(
        &self,
        operation: &'static str,
        collection: Collection,
        request: impl Fn(&str) -> Result<Request, outbound::CallError>,
    ) -> Result<outbound::Response, StoreError> {
        self.ask_if(operation, collection, request, |_| Ok(()))
            .await
    }

    /// [`ask`](Self::ask) for a request that has vectors: each collection that it is sent to is checked, since the one that
    /// has another id by now may be of another embedder.
    pub(super) async fn ask_with_vectors(
        &self,
        operation: &'static str,
        collection: Collection,
        request: impl Fn(&str) -> Result<Request, outbound::CallError>,
    ) -> Result<outbound::Response, StoreError> {
        let check = |known: &Known| self.check(collection, known);
        self.ask_if(operation, collection, request, check).await
    }

    async fn ask_if(
        &self,
        operation: &'static str,
        collection: Collection,
        request: impl Fn(&str) -> Result<Request, outbound::CallError>,
        check: impl Fn(&Known) -> Result<(), StoreError>,
    ) -> Result<outbound::Response, StoreError> {
        let known = self.known(collection).await?;
        check(&known)?;
        match self.send(operation, collection, request(&known.id)).await {
            Err(StoreError::Remote { source, .. })
                if source.status() == Some(StatusCode::NOT_FOUND) =>
            {
                self.forget(collection);
                let known = self.known(collection).await?;
                check(&known)?;
                self.send(operation, collection, request(&known.id)).await
            }
            answer => answer,
        }
    }
}
