//! One collection: its table in the file and its index in memory, kept alike.

use std::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use knowledge::Collection;

use super::file::StoreFile;
use super::index::{Index, Restriction};
use super::kernel::{dot, is_zero, normalise};
use super::ranking::Scored;
use crate::backend::Entry;
use crate::error::{Cause, StoreError};
use crate::limits::COLLECTION_DOCUMENTS_MAX;
use crate::search::{SearchHit, SearchOptions};

/// Of an approximate search, so many times the hits wanted are compared exactly.
const RERANKED_PER_HIT: usize = 4;

/// Of an approximate search, at least so many candidates are compared exactly.
const RERANKED_MIN: usize = 100;

/// A collection.
#[derive(Debug)]
pub(super) struct Shelf {
    collection: Collection,
    dimensions: usize,
    exact_documents_max: usize,
    /// `None` as long as the collection is not initialized.
    index: RwLock<Option<Index>>,
}

impl Shelf {
    /// Reads what the file has of `collection`.
    pub(super) fn load(
        file: &StoreFile,
        collection: Collection,
        dimensions: usize,
        exact_documents_max: usize,
    ) -> Result<Self, StoreError> {
        let mut index = Index::new(dimensions, exact_documents_max);
        let loaded = file.load(collection, |entry| index.upsert(entry))?;
        let index = RwLock::new(loaded.map(|()| index));
        Ok(Self {
            collection,
            dimensions,
            exact_documents_max,
            index,
        })
    }

    /// Whether the index is whole.
    pub(super) fn ready(&self) -> Result<(), StoreError> {
        self.read().map(drop)
    }

    fn read(&self) -> Result<RwLockReadGuard<'_, Option<Index>>, StoreError> {
        self.index.read().map_err(|_| StoreError::BrokenOff)
    }

    fn write(&self) -> Result<RwLockWriteGuard<'_, Option<Index>>, StoreError> {
        self.index.write().map_err(|_| StoreError::BrokenOff)
    }

    fn missing(&self) -> StoreError {
        StoreError::NotInitialized {
            collection: self.collection,
        }
    }

    fn failed(&self, operation: &'static str) -> impl FnOnce(Cause) -> StoreError {
        let collection = self.collection;
        move |source| StoreError::Database {
            operation,
            collection,
            source,
        }
    }

    /// Makes the collection if it does not exist. The caller orders writes.
    pub(super) fn initialize(&self, file: &StoreFile) -> Result<(), StoreError> {
        if self.read()?.is_none() {
            file.create(self.collection)
                .map_err(self.failed("create"))?;
            *self.write()? = Some(Index::new(self.dimensions, self.exact_documents_max));
        }
        Ok(())
    }

    /// Stores entries of distinct ids, all or none. The caller orders writes.
    pub(super) fn upsert(&self, file: &StoreFile, entries: Vec<Entry>) -> Result<(), StoreError> {
        self.upsert_below(file, entries, COLLECTION_DOCUMENTS_MAX)
    }

    /// [`upsert`](Self::upsert), as long as there are no more than `documents_max` documents afterwards.
    pub(super) fn upsert_below(
        &self,
        file: &StoreFile,
        mut entries: Vec<Entry>,
        documents_max: usize,
    ) -> Result<(), StoreError> {
        let documents = self
            .read()?
            .as_ref()
            .ok_or_else(|| self.missing())?
            .len_with(&entries);
        if documents > documents_max {
            return Err(StoreError::Full {
                collection: self.collection,
            });
        }
        entries
            .iter_mut()
            .for_each(|entry| normalise(&mut entry.vector));
        file.upsert(self.collection, &entries)
            .map_err(self.failed("write"))?;
        if let Some(index) = self.write()?.as_mut() {
            entries.into_iter().for_each(|entry| index.upsert(entry));
        }
        Ok(())
    }

    /// Deletes documents; returns how many there were. The caller orders writes.
    pub(super) fn delete(&self, file: &StoreFile, ids: &[String]) -> Result<usize, StoreError> {
        if self.read()?.is_none() {
            return Err(self.missing());
        }
        let deleted = file
            .delete(self.collection, ids)
            .map_err(self.failed("write"))?;
        if let Some(index) = self.write()?.as_mut() {
            ids.iter().for_each(|id| index.delete(id));
        }
        Ok(deleted)
    }

    /// The documents closest to `query`.
    pub(super) fn nearest(
        &self,
        file: &StoreFile,
        mut query: Vec<f32>,
        options: &SearchOptions,
    ) -> Result<Vec<SearchHit>, StoreError> {
        let guard = self.read()?;
        let index = guard.as_ref().ok_or_else(|| self.missing())?;
        if is_zero(&query) {
            return Ok(Vec::new());
        }
        normalise(&mut query);
        let keywords: Vec<&str> = options.keyword.as_deref().into_iter().collect();
        let restriction = Restriction {
            filter: &options.filter,
            keywords: &keywords,
        };
        if index.is_exact() {
            return Ok(index.hits(&index.nearest(&query, restriction, options.limit)));
        }
        let candidates = options
            .limit
            .map(|limit| limit.saturating_mul(RERANKED_PER_HIT).max(RERANKED_MIN));
        let candidates = index.nearest(&query, restriction, candidates);
        let mut exact = self.compared(file, index, &query, &candidates)?;
        exact.truncate(options.limit.unwrap_or(usize::MAX));
        Ok(index.hits(&exact))
    }

    /// The candidates with exact scores, closest first.
    fn compared(
        &self,
        file: &StoreFile,
        index: &Index,
        query: &[f32],
        candidates: &[Scored],
    ) -> Result<Vec<Scored>, StoreError> {
        let slots = candidates
            .iter()
            .filter_map(|scored| Some((index.id(scored.slot)?, scored.slot)));
        let mut exact = Vec::with_capacity(candidates.len());
        file.vectors(self.collection, slots, |slot, vector| {
            exact.push(Scored {
                score: dot(query, vector),
                slot,
            })
        })
        .map_err(self.failed("read"))?;
        let order = |left: &Scored, right: &Scored| {
            right
                .score
                .total_cmp(&left.score)
                .then_with(|| index.order(left.slot, right.slot))
        };
        exact.sort_unstable_by(order);
        Ok(exact)
    }

    /// The documents that contain all `keywords`, by id.
    pub(super) fn matching(
        &self,
        keywords: &[&str],
        options: &SearchOptions,
    ) -> Result<Vec<SearchHit>, StoreError> {
        let guard = self.read()?;
        let index = guard.as_ref().ok_or_else(|| self.missing())?;
        Ok(index.matching(
            Restriction {
                filter: &options.filter,
                keywords,
            },
            options.limit,
        ))
    }
}
