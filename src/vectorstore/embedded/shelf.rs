//! One collection: its table in the file and its index in memory, kept alike.

mod reembed;
mod search;
mod write;

use std::collections::BTreeMap;
use std::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use knowledge::{Collection, Document};

use super::file::{CollectionRecord, StoreFile};
use super::index::Index;
use crate::backend::Kept;
use crate::content::{ContentHash, EmbedderRecord};
use crate::error::{Cause, StoreError};
use crate::state::IndexState;

/// A collection.
#[derive(Debug)]
pub(super) struct Shelf {
    collection: Collection,
    /// The embedder that is configured; the collection may be of another.
    embedder: EmbedderRecord,
    exact_documents_max: usize,
    /// `None` as long as the collection is not initialized.
    content: RwLock<Option<Content>>,
}

/// What is on the shelf.
#[derive(Debug)]
struct Content {
    about: CollectionRecord,
    index: Index,
}

impl Shelf {
    /// Reads what the file has of `collection`.
    pub(super) fn load(
        file: &StoreFile,
        collection: Collection,
        embedder: &EmbedderRecord,
        exact_documents_max: usize,
    ) -> Result<Self, StoreError> {
        let content = load(file, collection, exact_documents_max)?;
        Ok(Self {
            collection,
            embedder: embedder.clone(),
            exact_documents_max,
            content: RwLock::new(content),
        })
    }

    fn read(&self) -> Result<RwLockReadGuard<'_, Option<Content>>, StoreError> {
        self.content.read().map_err(|_| StoreError::BrokenOff)
    }

    fn write(&self) -> Result<RwLockWriteGuard<'_, Option<Content>>, StoreError> {
        self.content.write().map_err(|_| StoreError::BrokenOff)
    }

    /// Looks at what is on the shelf.
    fn look<T>(
        &self,
        look: impl FnOnce(&Content) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let guard = self.read()?;
        look(guard.as_ref().ok_or(StoreError::NotInitialized {
            collection: self.collection,
        })?)
    }

    fn failed(&self, operation: &'static str) -> impl FnOnce(Cause) -> StoreError {
        let collection = self.collection;
        move |source| StoreError::Database {
            operation,
            collection,
            source,
        }
    }

    /// Fails unless the vectors of the collection are those of the configured embedder.
    fn check_embedder(&self, about: &CollectionRecord) -> Result<(), StoreError> {
        if about.embedder == self.embedder {
            return Ok(());
        }
        Err(StoreError::Embedder {
            collection: self.collection,
            expected: self.embedder.to_string(),
            found: about.embedder.to_string(),
        })
    }

    /// Whether the index is whole.
    pub(super) fn ready(&self) -> Result<(), StoreError> {
        self.read().map(drop)
    }

    /// Makes the collection if it does not exist. The caller orders writes.
    pub(super) fn initialize(&self, file: &StoreFile) -> Result<(), StoreError> {
        if let Some(Content { about, index }) = self.read()?.as_ref() {
            let checked = self.check_embedder(about);
            // Nobody's vectors are there yet, so they can as well be those of this embedder.
            if checked.is_ok() || index.len() > 0 {
                return checked;
            }
        }
        let about = CollectionRecord {
            embedder: self.embedder.clone(),
            complete: false,
        };
        file.create(self.collection, &about)
            .map_err(self.failed("create"))?;
        let index = Index::new(self.embedder.dimensions, self.exact_documents_max);
        *self.write()? = Some(Content { about, index });
        Ok(())
    }

    /// What is there of the documents with these ids.
    pub(super) fn kept(&self, ids: &[String]) -> Result<BTreeMap<String, Kept>, StoreError> {
        self.look(|content| {
            let kept = |id: &String| {
                let document = content.index.document(id)?;
                let kept = Kept {
                    hash: Some(ContentHash::of(&document.text)),
                    metadata: document.metadata.clone(),
                };
                Some((id.clone(), kept))
            };
            Ok(ids.iter().filter_map(kept).collect())
        })
    }

    /// Those of the documents with these ids that exist.
    pub(super) fn get(&self, ids: &[String]) -> Result<Vec<Document>, StoreError> {
        self.look(|content| {
            let documents = ids.iter().filter_map(|id| content.index.document(id));
            Ok(documents.cloned().collect())
        })
    }

    /// How many documents there are.
    pub(super) fn count(&self) -> Result<usize, StoreError> {
        self.look(|content| Ok(content.index.len()))
    }

    /// How complete the collection is.
    pub(super) fn state(&self) -> Result<IndexState, StoreError> {
        Ok(match self.read()?.as_ref() {
            Some(content) => IndexState::of(content.index.len(), content.about.complete),
            None => IndexState::Empty,
        })
    }
}

fn load(
    file: &StoreFile,
    collection: Collection,
    exact_documents_max: usize,
) -> Result<Option<Content>, StoreError> {
    let index = std::cell::RefCell::new(None);
    let about = file.load(
        collection,
        |about| {
            let dimensions = about.embedder.dimensions;
            index.replace(Some(Index::new(dimensions, exact_documents_max)));
        },
        |entry| {
            if let Some(index) = index.borrow_mut().as_mut() {
                index.upsert(entry);
            }
        },
    )?;
    Ok(about
        .zip(index.into_inner())
        .map(|(about, index)| Content { about, index }))
}
