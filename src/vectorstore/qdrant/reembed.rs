//! A collection with the vectors of another embedder is made beside the old one and then copied into its place, since
//! collections cannot be renamed.

use std::collections::BTreeMap;

use knowledge::{Collection, Document};
use serde_json::json;

use super::QdrantBackend;
use super::book::Note;
use super::points::Point;
use super::read::Scrolled;
use crate::backend::{Entry, Reembedded, Unembedded};
use crate::content::ContentHash;
use crate::error::StoreError;
use crate::limits::BATCH_DOCUMENTS_MAX;
use crate::remote::{READ_DOCUMENTS_MAX, is_staged, staging_name};

impl QdrantBackend {
    /// Documents that the staging collection does not have yet.
    pub(super) async fn pending(
        &self,
        collection: Collection,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unembedded>, StoreError> {
        if self.begin_staging(collection).await?.whole {
            return Ok(Vec::new());
        }
        self.missing(collection, after, limit).await
    }

    async fn missing(
        &self,
        collection: Collection,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unembedded>, StoreError> {
        let ids = match (after, self.pending.get(collection)) {
            (Some(_), Some(ids)) => ids,
            _ => {
                let name = collection.as_str();
                let ids = self.read_ids(collection, name, None).await?;
                self.pending.set(collection, ids)
            }
        };
        let begin = after.map_or(0, |after| ids.partition_point(|id| id.as_str() <= after));
        let staging = staging_name(collection);
        for ids in ids[begin..].chunks(limit.clamp(1, READ_DOCUMENTS_MAX)) {
            let staged = self.read_kept(collection, &staging, ids).await?;
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
        let ids: Vec<String> = vectors.iter().map(|staged| staged.id.clone()).collect();
        let documents = self.read_documents(collection, &ids).await?;
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
        let name = staging_name(collection);
        self.upsert(collection, &name, &entries).await
    }

    /// Copies the staging collection into the place of the other.
    ///
    /// Writes through this backend wait for it. What another process writes between the last look at the documents and the
    /// end of the old collection, a round trip or a few, is lost; the next full sync brings it back.
    pub(super) async fn finish(&self, collection: Collection) -> Result<bool, StoreError> {
        let _alone = self.exchanging.write().await;
        if self.begin_staging(collection).await?.whole {
            self.exchange(collection).await?;
            return Ok(true);
        }
        let name = staging_name(collection);
        let missing = || self.missing(collection, None, READ_DOCUMENTS_MAX);
        if !missing().await?.is_empty() {
            return Ok(false);
        }
        if let Some(ids) = self.pending.get(collection) {
            let staged = self.read_ids(collection, &name, None).await?;
            let gone = staged.into_iter();
            let gone: Vec<String> = gone.filter(|id| ids.binary_search(id).is_err()).collect();
            self.remove(collection, &name, &gone).await?;
        }
        let complete = self.found(collection).await?.complete;
        // Others may have written meanwhile.
        if !missing().await?.is_empty() {
            return Ok(false);
        }
        // From here on, whoever initializes the collection finishes this.
        let staged = Note {
            whole: true,
            ..self.note(&name, complete)
        };
        self.keep(collection, &staged).await?;
        self.exchange(collection).await?;
        self.pending.clear(collection);
        Ok(true)
    }

    /// Brings an exchange that was interrupted to its end; does nothing if there is none.
    pub(super) async fn recover(&self, collection: Collection) -> Result<(), StoreError> {
        let _alone = self.exchanging.write().await;
        self.exchange(collection).await
    }

    /// Makes the collection anew from its staging collection, if that is whole. Interrupted, it is done again from the
    /// start. The caller holds `exchanging` alone.
    async fn exchange(&self, collection: Collection) -> Result<(), StoreError> {
        let (name, staging) = (collection.as_str(), staging_name(collection));
        let staged = self.staging(collection).await?;
        let Some(staged) = staged.filter(|note| note.whole) else {
            return Ok(());
        };
        if self.described(collection, &staging).await?.is_none() {
            return self.strike_out(collection, &staging).await;
        }
        self.drop_named(collection, name).await?;
        self.create_sized(collection, name, staged.embedder.dimensions)
            .await?;
        let mut offset = None;
        loop {
            let mut body =
                json!({ "limit": BATCH_DOCUMENTS_MAX, "with_payload": true, "with_vector": true });
            if let Some(offset) = offset {
                body["offset"] = offset;
            }
            let page: Scrolled = self.ask(collection, &staging, "scroll", &body).await?;
            let entry = |mut point: Point| {
                let vector = point.vector.take()?;
                let document = point.into_document()?;
                Some(Entry { document, vector })
            };
            let entries: Vec<Entry> = page.points.into_iter().filter_map(entry).collect();
            self.upsert(collection, name, &entries).await?;
            offset = page.next_page_offset;
            if offset.is_none() {
                break;
            }
        }
        let wanted = self.count_named(collection, &staging, None).await?;
        if self.read_count(collection, None).await? != wanted {
            return Err(StoreError::Moved { collection });
        }
        let note = Note {
            embedder: staged.embedder.clone(),
            ..self.note(name, staged.complete)
        };
        self.keep(collection, &note).await?;
        self.drop_named(collection, &staging).await
    }

    /// Makes the staging collection for the vectors of the configured embedder, unless it is there. One that is whole waits
    /// to be exchanged, whoever made its vectors: it may be all that there is.
    async fn begin_staging(&self, collection: Collection) -> Result<Note, StoreError> {
        let name = staging_name(collection);
        if let Some(staging) = self.staging(collection).await?
            && (staging.whole || self.check(collection, &staging).is_ok())
        {
            return Ok(staging);
        }
        // Of another embedder, or left without a note, so that nobody knows whose vectors it has.
        self.drop_named(collection, &name).await?;
        self.create_sized(collection, &name, self.embedder.dimensions)
            .await?;
        let note = self.note(&name, false);
        self.keep(collection, &note).await?;
        Ok(note)
    }
}
