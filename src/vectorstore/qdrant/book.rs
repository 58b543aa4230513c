//! What is noted of each collection, in a collection of its own.

use knowledge::Collection;
use outbound::{Method, Request, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::points::point_id;
use super::{Answer, QdrantBackend, points, result};
use crate::content::EmbedderRecord;
use crate::error::StoreError;
use crate::filter::Filter;
use crate::remote::{MUTE_KEY, UNRECORDED_EMBEDDER, staging_name};
use crate::state::IndexState;

/// The collection of notes: a point per collection, found by id alone.
const BOOK: &str = "cluster-whisperer";

/// What is noted of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    pub(super) collection: String,
    #[serde(flatten)]
    pub(super) embedder: EmbedderRecord,
    /// Whether a full sync came to its end.
    pub(super) complete: bool,
    /// Whether it is a staging collection that can take the place of another.
    #[serde(default)]
    pub(super) whole: bool,
}

#[derive(Debug, Deserialize)]
struct Noted {
    payload: Note,
}

/// The vectors of a collection as the server describes it.
#[derive(Debug, Deserialize)]
pub(super) struct Vectors {
    size: usize,
    distance: String,
}

impl QdrantBackend {
    /// A note about a collection whose vectors the configured embedder makes.
    pub(super) fn note(&self, name: &str, complete: bool) -> Note {
        Note {
            collection: name.to_owned(),
            embedder: self.embedder.clone(),
            complete,
            whole: false,
        }
    }

    /// What is noted of the collections with these names.
    async fn notes(&self, collection: Collection, names: &[&str]) -> Result<Vec<Note>, StoreError> {
        let ids: Vec<String> = names.iter().map(|name| point_id(name)).collect();
        let body = json!({ "ids": ids, "with_payload": true, "with_vector": false });
        let request = points(Method::POST, BOOK, "").json(&body);
        let request = request.map(|request| request.accepts(StatusCode::NOT_FOUND));
        let answer = self.send("find", collection, request).await?;
        if answer.status == StatusCode::NOT_FOUND {
            return Ok(Vec::new());
        }
        let noted: Vec<Noted> = result(collection, &answer)?;
        Ok(noted.into_iter().map(|noted| noted.payload).collect())
    }

    /// What is noted of a collection; `None` if it does not exist, or only as a part of what an exchange left. Changes
    /// nothing.
    pub(super) async fn find(&self, collection: Collection) -> Result<Option<Note>, StoreError> {
        let (name, staging) = (collection.as_str(), staging_name(collection));
        let notes = self.notes(collection, &[name, &staging]).await?;
        if let Some(note) = notes.iter().find(|note| note.collection == name) {
            return Ok(Some(note.clone()));
        }
        // What is there would be incomplete, and what is written there would be lost.
        if notes.iter().any(|note| note.whole) {
            return Ok(None);
        }
        // Somebody made it without a note, or it is not there.
        let Some(vectors) = self.described(collection, name).await? else {
            return Ok(None);
        };
        Ok(Some(Note {
            collection: name.to_owned(),
            embedder: EmbedderRecord {
                embedder: UNRECORDED_EMBEDDER.to_owned(),
                dimensions: vectors.size,
            },
            complete: false,
            whole: false,
        }))
    }

    /// [`find`](Self::find) for what needs the collection.
    pub(super) async fn found(&self, collection: Collection) -> Result<Note, StoreError> {
        let found = self.find(collection).await?;
        found.ok_or(StoreError::NotInitialized { collection })
    }

    /// What is noted of the staging collection.
    pub(super) async fn staging(&self, collection: Collection) -> Result<Option<Note>, StoreError> {
        let name = staging_name(collection);
        Ok(self.notes(collection, &[&name]).await?.pop())
    }

    /// Fails unless vectors of the configured embedder can be compared with those of the collection.
    pub(super) fn check(&self, collection: Collection, note: &Note) -> Result<(), StoreError> {
        if note.embedder == self.embedder {
            return Ok(());
        }
        Err(StoreError::Embedder {
            collection,
            expected: self.embedder.to_string(),
            found: note.embedder.to_string(),
        })
    }

    pub(super) async fn described(
        &self,
        collection: Collection,
        name: &str,
    ) -> Result<Option<Vectors>, StoreError> {
        let request = Request::get("collections")
            .segment(name)
            .accepts(StatusCode::NOT_FOUND);
        let answer = self.send("find", collection, Ok(request)).await?;
        if answer.status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let unreadable = |source| StoreError::Remote {
            operation: "find",
            collection,
            source,
        };
        let mut described: Answer<Value> = answer.json().map_err(unreadable)?;
        let vectors = described.result.pointer_mut("/config/params/vectors");
        let vectors = vectors.map(Value::take).unwrap_or_default();
        let vectors: Option<Vectors> = serde_json::from_value(vectors).ok();
        // A collection of several vectors per point, or of another distance, is of somebody else.
        match vectors {
            Some(vectors) if vectors.distance == "Cosine" => Ok(Some(vectors)),
            Some(vectors) => Err(StoreError::Distance {
                collection,
                found: vectors.distance,
            }),
            None => Err(StoreError::Distance {
                collection,
                found: "several vectors".to_owned(),
            }),
        }
    }

    /// Makes a collection if there is none, or one of another embedder that is empty anew.
    pub(super) async fn make(&self, collection: Collection) -> Result<(), StoreError> {
        let name = collection.as_str();
        self.recover(collection).await?;
        if let Some(note) = self.find(collection).await? {
            let checked = self.check(collection, &note);
            if self.described(collection, name).await?.is_some() {
                if checked.is_ok() {
                    return self.keep(collection, &note).await;
                }
                if self.read_count(collection, None).await? > 0 {
                    return checked;
                }
            }
            self.drop_named(collection, name).await?;
        }
        self.create_sized(collection, name, self.embedder.dimensions)
            .await?;
        self.keep(collection, &self.note(name, false)).await
    }

    /// Makes the collection called `name`, and what filters are answered from.
    pub(super) async fn create_sized(
        &self,
        collection: Collection,
        name: &str,
        dimensions: usize,
    ) -> Result<(), StoreError> {
        self.create_of(collection, name, dimensions, "Cosine")
            .await?;
        let keys = Filter::KEYS.map(|key| (key, "keyword"));
        for (key, schema) in keys.into_iter().chain([(MUTE_KEY, "bool")]) {
            let request = Request::new(Method::PUT, "collections")
                .segment(name)
                .segment("index")
                .query("wait", "true")
                .json(&json!({ "field_name": key, "field_schema": schema }));
            self.send("create", collection, request).await?;
        }
        Ok(())
    }

    async fn create_of(
        &self,
        collection: Collection,
        name: &str,
        size: usize,
        distance: &str,
    ) -> Result<(), StoreError> {
        let request = Request::new(Method::PUT, "collections")
            .segment(name)
            .json(&json!({ "vectors": { "size": size, "distance": distance } }));
        // Another process may have been quicker.
        let request = request.map(|request| request.accepts(StatusCode::CONFLICT));
        self.send("create", collection, request).await.map(drop)
    }

    /// Deletes a collection. Its note goes first: a note without its collection would say what is not so.
    pub(super) async fn drop_named(
        &self,
        collection: Collection,
        name: &str,
    ) -> Result<(), StoreError> {
        self.strike_out(collection, name).await?;
        let request = Request::delete("collections")
            .segment(name)
            .accepts(StatusCode::NOT_FOUND);
        self.send("write", collection, Ok(request)).await.map(drop)
    }

    /// Writes a note in place of the one that there is.
    pub(super) async fn keep(&self, collection: Collection, note: &Note) -> Result<(), StoreError> {
        if self.notes(collection, &[&note.collection]).await?.first() == Some(note) {
            return Ok(());
        }
        self.create_of(collection, BOOK, 1, "Dot").await?;
        let id = point_id(&note.collection);
        let point = json!({ "id": id, "vector": [1.0], "payload": note });
        let body = json!({ "points": [point] });
        self.tell(collection, Method::PUT, BOOK, "", &body).await
    }

    pub(super) async fn strike_out(
        &self,
        collection: Collection,
        name: &str,
    ) -> Result<(), StoreError> {
        let request = points(Method::POST, BOOK, "delete")
            .query("wait", "true")
            .json(&json!({ "points": [point_id(name)] }));
        let request = request.map(|request| request.accepts(StatusCode::NOT_FOUND));
        self.send("write", collection, request).await.map(drop)
    }

    pub(super) async fn read_state(
        &self,
        collection: Collection,
    ) -> Result<IndexState, StoreError> {
        let Some(note) = self.find(collection).await? else {
            return Ok(IndexState::Empty);
        };
        match self.read_count(collection, None).await {
            Ok(documents) => Ok(IndexState::of(documents, note.complete)),
            Err(StoreError::NotInitialized { .. }) => Ok(IndexState::Empty),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn set_complete(
        &self,
        collection: Collection,
        complete: bool,
    ) -> Result<(), StoreError> {
        let _no_exchange = self.exchanging.read().await;
        let note = self.found(collection).await?;
        self.keep(collection, &Note { complete, ..note }).await
    }
}
