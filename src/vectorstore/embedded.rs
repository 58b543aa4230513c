//! The built-in backend: one file on disk, an index in memory, no server.
//!
//! The file is the truth. A write goes to disk first, in one transaction that is synced before it is acknowledged, and
//! then to memory; a process that is killed in between reads it again when it starts. There is no graph of neighbours to
//! build, repair or tune: a scan of everything is exact, knows deletions and filters for free, and takes milliseconds.

mod bitset;
mod columns;
mod file;
mod index;
mod kernel;
mod ranking;
mod record;
mod shelf;
mod slab;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use embedding::Embedder;
use knowledge::{Collection, Document};
use semconv::attributes::DbSystemName;

use crate::backend::{Backend, Change, Kept, Reembedded, Server, Unembedded};
use crate::content::EmbedderRecord;
use crate::error::StoreError;
use crate::search::{Found, SearchOptions};
use crate::state::IndexState;
use file::StoreFile;
use shelf::Shelf;

/// Up to so many documents per collection are compared exactly in memory, at 4 bytes per dimension. Beyond, memory holds
/// one byte per dimension, and the best candidates are compared exactly with what is on disk.
const EXACT_DOCUMENTS_MAX: usize = 20_000;

/// The backend that [`VectorStore::open`](crate::VectorStore::open) uses.
pub struct EmbeddedBackend {
    inner: Arc<Inner>,
}

struct Inner {
    file: StoreFile,
    /// One per collection, in the order of [`Collection::ALL`].
    shelves: Vec<Shelf>,
    /// Held from the write to the file until the index has it too, so that both see writes in the same order.
    writing: Mutex<()>,
}

impl EmbeddedBackend {
    /// Opens the store in `data_dir`, or makes a new one, for the vectors of `embedder`.
    ///
    /// # Errors
    ///
    /// Those of [`VectorStore::open`](crate::VectorStore::open).
    pub fn open(data_dir: &Path, embedder: &dyn Embedder) -> Result<Self, StoreError> {
        Self::open_with(data_dir, embedder, EXACT_DOCUMENTS_MAX)
    }

    /// Whether there is a store in `data_dir`.
    #[must_use]
    pub fn exists(data_dir: &Path) -> bool {
        StoreFile::exists(data_dir)
    }

    fn open_with(
        data_dir: &Path,
        embedder: &dyn Embedder,
        exact_documents_max: usize,
    ) -> Result<Self, StoreError> {
        let embedder = EmbedderRecord::of(embedder);
        let file = StoreFile::open(data_dir)?;
        let shelf = |collection| Shelf::load(&file, collection, &embedder, exact_documents_max);
        let shelves = Collection::ALL
            .into_iter()
            .map(shelf)
            .collect::<Result<_, _>>()?;
        Ok(Self {
            inner: Arc::new(Inner {
                file,
                shelves,
                writing: Mutex::new(()),
            }),
        })
    }

    /// Runs `work` on a thread that may block.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let inner = Arc::clone(&self.inner);
        let done = tokio::task::spawn_blocking(move || work(&inner)).await;
        done.unwrap_or(Err(StoreError::BrokenOff))
    }

    /// Runs `work` on a thread that may block, after all writes that were begun before.
    async fn writing<T: Send + 'static>(
        &self,
        collection: Collection,
        work: impl FnOnce(&StoreFile, &Shelf) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.blocking(move |inner| {
            let _in_order = inner.writing.lock().map_err(|_| StoreError::BrokenOff)?;
            work(&inner.file, inner.shelf(collection))
        })
        .await
    }
}

impl Inner {
    fn shelf(&self, collection: Collection) -> &Shelf {
        &self.shelves[collection as usize]
    }
}

#[async_trait]
impl Backend for EmbeddedBackend {
    fn system(&self) -> DbSystemName {
        DbSystemName::Redb
    }

    fn server(&self) -> Option<Server<'_>> {
        None
    }

    async fn initialize(&self, collection: Collection) -> Result<(), StoreError> {
        self.writing(collection, |file, shelf| shelf.initialize(file))
            .await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.blocking(|inner| {
            inner.shelves.iter().try_for_each(Shelf::ready)?;
            inner
                .file
                .read()
                .map(drop)
                .map_err(|source| StoreError::Unavailable { source })
        })
        .await
    }

    async fn kept(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<BTreeMap<String, Kept>, StoreError> {
        let ids = ids.to_vec();
        self.blocking(move |inner| inner.shelf(collection).kept(&ids))
            .await
    }

    async fn change(&self, collection: Collection, change: Change) -> Result<usize, StoreError> {
        self.writing(collection, move |file, shelf| shelf.change(file, change))
            .await
    }

    async fn nearest(
        &self,
        collection: Collection,
        vector: Vec<f32>,
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        let options = options.clone();
        self.blocking(move |inner| {
            inner
                .shelf(collection)
                .nearest(&inner.file, vector, &options)
        })
        .await
    }

    async fn matching(
        &self,
        collection: Collection,
        keywords: &[&str],
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        let keywords: Vec<String> = keywords
            .iter()
            .map(|keyword| (*keyword).to_owned())
            .collect();
        let options = options.clone();
        self.blocking(move |inner| {
            let keywords: Vec<&str> = keywords.iter().map(String::as_str).collect();
            inner.shelf(collection).matching(&keywords, &options)
        })
        .await
    }

    async fn get(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<Vec<Document>, StoreError> {
        let ids = ids.to_vec();
        self.blocking(move |inner| inner.shelf(collection).get(&ids))
            .await
    }

    async fn count(&self, collection: Collection) -> Result<usize, StoreError> {
        self.blocking(move |inner| inner.shelf(collection).count())
            .await
    }

    async fn state(&self, collection: Collection) -> Result<IndexState, StoreError> {
        self.blocking(move |inner| inner.shelf(collection).state())
            .await
    }

    async fn mark(&self, collection: Collection, complete: bool) -> Result<(), StoreError> {
        self.writing(collection, move |file, shelf| shelf.mark(file, complete))
            .await
    }

    async fn reembed_pending(
        &self,
        collection: Collection,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unembedded>, StoreError> {
        let after = after.map(str::to_owned);
        self.writing(collection, move |file, shelf| {
            shelf.reembed_pending(file, after.as_deref(), limit)
        })
        .await
    }

    async fn reembed_stage(
        &self,
        collection: Collection,
        vectors: Vec<Reembedded>,
    ) -> Result<(), StoreError> {
        self.writing(collection, move |file, shelf| {
            shelf.reembed_stage(file, vectors)
        })
        .await
    }

    async fn reembed_finish(&self, collection: Collection) -> Result<bool, StoreError> {
        self.writing(collection, |file, shelf| shelf.reembed_finish(file))
            .await
    }
}

#[cfg(test)]
mod tests;
