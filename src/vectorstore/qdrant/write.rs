//! Writing.

use knowledge::{Collection, Document};
use outbound::Method;
use serde_json::{Value, json};

use super::QdrantBackend;
use super::points::{payload, point, point_id, point_ids};
use crate::backend::{Change, Entry};
use crate::error::StoreError;
use crate::limits::BATCH_DOCUMENTS_MAX;
use crate::remote::{WRITE_BYTES_MAX, batches};

/// How many bytes a component of a vector takes in JSON, about.
const COMPONENT_BYTES: usize = 12;

impl QdrantBackend {
    /// Deletes, then writes. Stops at the first failure; all of it can be done again.
    pub(super) async fn write(
        &self,
        collection: Collection,
        change: Change,
    ) -> Result<usize, StoreError> {
        let _no_exchange = self.exchanging.read().await;
        let note = self.found(collection).await?;
        if !change.upserts.is_empty() {
            self.check(collection, &note)?;
        }
        let name = collection.as_str();
        let there = self.existing(collection, &change.deletes).await?;
        self.remove(collection, name, &there).await?;
        self.upsert(collection, name, &change.upserts).await?;
        self.relabel(collection, &change.relabelled).await?;
        Ok(there.len())
    }

    pub(super) async fn remove(
        &self,
        collection: Collection,
        name: &str,
        ids: &[String],
    ) -> Result<(), StoreError> {
        for ids in ids.chunks(BATCH_DOCUMENTS_MAX) {
            let body = json!({ "points": point_ids(ids) });
            self.tell(collection, Method::POST, name, "delete", &body)
                .await?;
        }
        Ok(())
    }

    pub(super) async fn upsert(
        &self,
        collection: Collection,
        name: &str,
        entries: &[Entry],
    ) -> Result<(), StoreError> {
        let bytes =
            |entry: &Entry| entry.document.text.len() + entry.vector.len() * COMPONENT_BYTES;
        for batch in batches(entries, BATCH_DOCUMENTS_MAX, WRITE_BYTES_MAX, bytes) {
            let body = json!({ "points": batch.iter().map(point).collect::<Vec<_>>() });
            self.tell(collection, Method::PUT, name, "", &body).await?;
        }
        Ok(())
    }

    /// Replaces payloads as a whole; the vectors stay.
    async fn relabel(
        &self,
        collection: Collection,
        documents: &[Document],
    ) -> Result<(), StoreError> {
        let bytes = |document: &Document| document.text.len();
        for batch in batches(documents, BATCH_DOCUMENTS_MAX, WRITE_BYTES_MAX, bytes) {
            let ids: Vec<String> = batch.iter().map(|document| document.id.clone()).collect();
            let mute = self.mute(collection, &ids).await?;
            let overwrite = |document: &Document| -> Value {
                let payload = payload(document, mute.contains(&document.id));
                json!({ "overwrite_payload": { "payload": payload, "points": [point_id(&document.id)] } })
            };
            let body = json!({ "operations": batch.iter().map(overwrite).collect::<Vec<_>>() });
            let name = collection.as_str();
            self.tell(collection, Method::POST, name, "batch", &body)
                .await?;
        }
        Ok(())
    }
}
