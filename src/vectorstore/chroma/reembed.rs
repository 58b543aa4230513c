//! A collection with the vectors of another embedder is made beside the old one, and then takes its name.

use std::collections::BTreeMap;

use knowledge::{Collection, Document};
use serde_json::json;

use super::collections::Known;
use super::records::Records;
use super::write::LostKeys;
use super::{ChromaBackend, unreadable};
use crate::backend::{Entry, Kept, Reembedded, Unembedded};
use crate::content::ContentHash;
use crate::error::StoreError;
use crate::remote::{READ_DOCUMENTS_MAX, READ_IDS_MAX, is_staged, staging_name};

impl ChromaBackend {
    /// Documents that the staging collection does not have yet.
    pub(super) async fn pending(
        &self,
        collection: Collection,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unembedded>, StoreError> {
        let staging = self.begin_staging(collection).await?;
        let ids = match (after, self.pending.get(collection)) {
            (Some(_), Some(ids)) => ids,
            _ => {
                let ids = self.read_ids(collection, &json!({})).await?;
                self.pending.set(collection, ids)
            }
        };
        let begin = after.map_or(0, |after| ids.partition_point(|id| id.as_str() <= after));
        for ids in ids[begin..].chunks(limit.clamp(1, READ_DOCUMENTS_MAX)) {
            let staged = self.staged(collection, &staging, ids).await?;
            let documents = self.read_documents(collection, ids).await?;
            let mut pending: Vec<Unembedded> = documents
                .into_iter()
                .filter(|document| !is_staged(document, staged.get(&document.id)))
                .map(|Document { id, text, .. }| Unembedded { id, text })
                .collect();
            if !pending.is_empty() {
                pending.sort_by(|left, right| left.id.cmp(&right.id));
                return Ok(pending);
            }
        }
        Ok(Vec::new())
    }

    /// Writes documents with their new vectors into the staging collection.
    pub(super) async fn stage(
        &self,
        collection: Collection,
        vectors: Vec<Reembedded>,
    ) -> Result<(), StoreError> {
        let staging = self.begin_staging(collection).await?;
        let ids: Vec<String> = vectors.iter().map(|staged| staged.id.clone()).collect();
        let documents = self.read_documents(collection, &ids).await?;
        let before = self.staged(collection, &staging, &ids).await?;
        let lost = lost_keys(&documents, &before);
        let mut vectors: BTreeMap<String, Reembedded> = vectors
            .into_iter()
            .map(|staged| (staged.id.clone(), staged))
            .collect();
        // What has another text by now is embedded in the next round.
        let entries: Vec<Entry> = documents
            .into_iter()
            .filter_map(|document| {
                let staged = vectors.remove(&document.id)?;
                let same = staged.hash == ContentHash::of(&document.text);
                same.then_some(Entry {
                    document,
                    vector: staged.vector,
                })
            })
            .collect();
        self.upsert_into(collection, &staging.id, &entries, &lost)
            .await
    }

    /// Lets the staging collection take the place of the other.
    ///
    /// What others write between the last look at the documents and the end of the old collection, a round trip or a few, is
    /// lost; the next full sync brings it back.
    pub(super) async fn finish(&self, collection: Collection) -> Result<bool, StoreError> {
        let pending = || self.pending(collection, None, READ_DOCUMENTS_MAX);
        if !pending().await?.is_empty() {
            return Ok(false);
        }
        let complete = self.is_complete(collection).await?;
        let staging = self.begin_staging(collection).await?;
        self.drop_deleted(collection, &staging).await?;
        self.set_whole(collection, &staging, complete).await?;
        // Others may have written meanwhile. That it says to be whole is only heard where there is no other.
        if !pending().await?.is_empty() {
            return Ok(false);
        }
        self.drop_deleted(collection, &staging).await?;
        // After this, whoever finds no collection of that name finishes this.
        self.drop_named(collection, collection.as_str()).await?;
        self.find(collection).await?;
        self.pending.clear(collection);
        Ok(true)
    }

    /// The staging collection for the vectors of the configured embedder.
    async fn begin_staging(&self, collection: Collection) -> Result<Known, StoreError> {
        let name = staging_name(collection);
        if let Some(staging) = self.staging(collection).await? {
            if self.check(collection, &staging).is_ok() {
                return Ok(staging);
            }
            self.drop_named(collection, &name).await?;
        }
        self.create(collection, &name).await
    }

    async fn staged(
        &self,
        collection: Collection,
        staging: &Known,
        ids: &[String],
    ) -> Result<BTreeMap<String, Kept>, StoreError> {
        let body = json!({ "ids": ids, "include": ["metadatas"] });
        let records = self.records_of(collection, &staging.id, &body).await?;
        Ok(records.into_kept().collect())
    }

    async fn records_of(
        &self,
        collection: Collection,
        id: &str,
        body: &serde_json::Value,
    ) -> Result<Records, StoreError> {
        let request = self
            .request(outbound::Method::POST, &["collections", id, "get"])
            .json(body);
        let answer = self.send("read", collection, request).await?;
        answer.json().map_err(unreadable(collection))
    }

    /// Deletes from the staging collection what was deleted from the other meanwhile.
    async fn drop_deleted(
        &self,
        collection: Collection,
        staging: &Known,
    ) -> Result<(), StoreError> {
        let Some(ids) = self.pending.get(collection) else {
            return Ok(());
        };
        let mut gone = Vec::new();
        let mut offset = 0;
        loop {
            let body = json!({ "include": [], "limit": READ_IDS_MAX, "offset": offset });
            let staged = self.records_of(collection, &staging.id, &body).await?.ids;
            offset += staged.len();
            let is_last = staged.len() < READ_IDS_MAX;
            gone.extend(
                staged
                    .into_iter()
                    .filter(|id| ids.binary_search(id).is_err()),
            );
            if is_last {
                break;
            }
        }
        for ids in gone.chunks(READ_DOCUMENTS_MAX) {
            let request = self
                .request(
                    outbound::Method::POST,
                    &["collections", &staging.id, "delete"],
                )
                .json(&json!({ "ids": ids }));
            self.send("write", collection, request).await?;
        }
        Ok(())
    }
}

/// The metadata keys that staged documents lose, by id.
fn lost_keys(documents: &[Document], staged: &BTreeMap<String, Kept>) -> LostKeys {
    let lost = |document: &Document| {
        let before = staged.get(&document.id)?.metadata.keys();
        let lost = before.filter(|key| !document.metadata.contains_key(*key));
        Some((document.id.clone(), lost.cloned().collect()))
    };
    documents.iter().filter_map(lost).collect()
}
