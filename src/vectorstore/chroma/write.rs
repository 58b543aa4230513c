//! Writing.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use knowledge::{Collection, Document};
use outbound::{CallError, Method, Request};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::ChromaBackend;
use crate::backend::{Change, Entry};
use crate::content::ContentHash;
use crate::error::StoreError;
use crate::limits::BATCH_DOCUMENTS_MAX;
use crate::remote::{HASH_KEY, MUTE_KEY, WRITE_BYTES_MAX, batches, is_mute, to_value};

/// What the server can do. A server too old to say takes what every one does.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Preflight {
    #[serde(default = "batch_default")]
    max_batch_size: usize,
    #[serde(default)]
    supports_base64_encoding: bool,
}

const fn batch_default() -> usize {
    BATCH_DOCUMENTS_MAX
}

/// Metadata keys that documents lose, by id.
pub(super) type LostKeys = BTreeMap<String, Vec<String>>;

impl ChromaBackend {
    async fn preflight(&self, collection: Collection) -> Result<Preflight, StoreError> {
        let ask = || async {
            let request = Request::get("api/v2/pre-flight-checks");
            let answer = self.send("write", collection, Ok(request)).await?;
            answer.json().map_err(super::unreadable(collection))
        };
        self.preflight.get_or_try_init(ask).await.copied()
    }

    /// Deletes, then writes. Stops at the first failure; all of it can be done again.
    pub(super) async fn write(
        &self,
        collection: Collection,
        change: Change,
    ) -> Result<usize, StoreError> {
        let known = self.known(collection).await?;
        if !change.upserts.is_empty() {
            self.check(collection, &known)?;
        }
        let deleted = self.remove(collection, &change.deletes).await?;
        let lost = &change.lost_keys;
        self.upsert(collection, &change.upserts, lost).await?;
        self.relabel(collection, &change.relabelled, lost).await?;
        Ok(deleted)
    }

    async fn remove(&self, collection: Collection, ids: &[String]) -> Result<usize, StoreError> {
        let mut deleted = 0;
        for ids in ids.chunks(self.batch_max(collection).await?) {
            // The server answers how many it was asked for, not how many there were.
            let there = self.read_ids(collection, &json!({ "ids": ids })).await?;
            if there.is_empty() {
                continue;
            }
            let body = json!({ "ids": there });
            let request = |id: &str| self.post(id, "delete", &body);
            self.ask("write", collection, request).await?;
            deleted += there.len();
        }
        Ok(deleted)
    }

    async fn batch_max(&self, collection: Collection) -> Result<usize, StoreError> {
        Ok(self.preflight(collection).await?.max_batch_size.max(1))
    }

    fn post(&self, id: &str, what: &str, body: &Value) -> Result<Request, CallError> {
        self.request(Method::POST, &["collections", id, what])
            .json(body)
    }

    async fn upsert(
        &self,
        collection: Collection,
        entries: &[Entry],
        lost: &LostKeys,
    ) -> Result<(), StoreError> {
        for body in self.upserts(collection, entries, lost).await? {
            let request = |id: &str| self.post(id, "upsert", &body);
            self.ask_with_vectors("write", collection, request).await?;
        }
        Ok(())
    }

    /// Writes entries into the collection with this id, whatever its name is.
    pub(super) async fn upsert_into(
        &self,
        collection: Collection,
        id: &str,
        entries: &[Entry],
        lost: &LostKeys,
    ) -> Result<(), StoreError> {
        for body in self.upserts(collection, entries, lost).await? {
            let request = self.post(id, "upsert", &body);
            self.send("write", collection, request).await?;
        }
        Ok(())
    }

    async fn upserts(
        &self,
        collection: Collection,
        entries: &[Entry],
        lost: &LostKeys,
    ) -> Result<Vec<Value>, StoreError> {
        let preflight = self.preflight(collection).await?;
        let bytes = |entry: &Entry| entry.document.text.len() + entry.vector.len() * 8;
        let batches = batches(
            entries,
            preflight.max_batch_size.max(1),
            WRITE_BYTES_MAX,
            bytes,
        );
        let bodies = batches.into_iter().map(|batch| {
            let vectors = batch.iter().map(|entry| &entry.vector);
            let vectors: Vec<Value> = if preflight.supports_base64_encoding {
                vectors.map(|vector| encoded(vector).into()).collect()
            } else {
                vectors.map(|vector| json!(vector)).collect()
            };
            let metadata = |entry: &Entry| {
                let mut metadata = metadata(&entry.document, lost);
                metadata.insert(HASH_KEY.to_owned(), json!(hash(&entry.document)));
                // Taken away from what has become audible.
                let mute = if is_mute(&entry.vector) {
                    json!(true)
                } else {
                    Value::Null
                };
                metadata.insert(MUTE_KEY.to_owned(), mute);
                metadata
            };
            json!({
                "ids": batch.iter().map(|entry| &entry.document.id).collect::<Vec<_>>(),
                "embeddings": vectors,
                "documents": batch.iter().map(|entry| &entry.document.text).collect::<Vec<_>>(),
                "metadatas": batch.iter().map(metadata).collect::<Vec<_>>(),
            })
        });
        Ok(bodies.collect())
    }

    async fn relabel(
        &self,
        collection: Collection,
        documents: &[Document],
        lost: &LostKeys,
    ) -> Result<(), StoreError> {
        for batch in documents.chunks(self.batch_max(collection).await?) {
            let body = json!({
                "ids": batch.iter().map(|document| &document.id).collect::<Vec<_>>(),
                "metadatas": batch.iter().map(|document| metadata(document, lost)).collect::<Vec<_>>(),
            });
            let request = |id: &str| self.post(id, "update", &body);
            self.ask("write", collection, request).await?;
        }
        Ok(())
    }
}

fn hash(document: &Document) -> ContentHash {
    ContentHash::of(&document.text)
}

/// The metadata of a document; what it loses is null, since the server adds it to what is there.
fn metadata(document: &Document, lost: &LostKeys) -> Map<String, Value> {
    let mut metadata: Map<String, Value> = document
        .metadata
        .iter()
        .map(|(key, value)| (key.clone(), to_value(value)))
        .collect();
    for key in lost.get(&document.id).into_iter().flatten() {
        metadata.insert(key.clone(), Value::Null);
    }
    metadata
}

/// Each component as four bytes, lowest first.
fn encoded(vector: &[f32]) -> String {
    let bytes: Vec<u8> = vector
        .iter()
        .flat_map(|component| component.to_le_bytes())
        .collect();
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_is_encoded_as_little_endian_floats() {
        assert_eq!(encoded(&[1.0, -2.0]), "AACAPwAAAMA=");
    }
}
