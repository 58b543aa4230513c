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

use std::path::Path;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use embedding::Embedder;
use knowledge::Collection;
use semconv::attributes::DbSystemName;

use crate::backend::{Backend, Entry};
use crate::error::StoreError;
use crate::search::{SearchHit, SearchOptions};
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
        let dimensions = embedder.dimensions();
        let name = format!("{}/{}", embedder.provider().as_str(), embedder.model());
        let file = StoreFile::open(data_dir, &name, dimensions)?;
        let shelf = |collection| Shelf::load(&file, collection, dimensions, exact_documents_max);
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

    async fn upsert(&self, collection: Collection, entries: Vec<Entry>) -> Result<(), StoreError> {
        self.writing(collection, move |file, shelf| shelf.upsert(file, entries))
            .await
    }

    async fn delete(&self, collection: Collection, ids: &[String]) -> Result<usize, StoreError> {
        let ids = ids.to_vec();
        self.writing(collection, move |file, shelf| shelf.delete(file, &ids))
            .await
    }

    async fn nearest(
        &self,
        collection: Collection,
        vector: Vec<f32>,
        options: &SearchOptions,
    ) -> Result<Vec<SearchHit>, StoreError> {
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
    ) -> Result<Vec<SearchHit>, StoreError> {
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
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use embedding::{Embedded, EmbeddingError, Purpose};
    use knowledge::{Document, Metadata};
    use semconv::attributes::GenAiProviderName;

    use super::*;
    use crate::search::Filter;

    const DIMENSIONS: usize = 24;
    const INSTANCES: Collection = Collection::Instances;

    /// Never asked: these tests bring their own vectors.
    struct Nobody;

    #[async_trait]
    impl Embedder for Nobody {
        fn provider(&self) -> GenAiProviderName {
            GenAiProviderName::ClusterWhisperer
        }

        fn model(&self) -> &str {
            "nobody"
        }

        fn dimensions(&self) -> usize {
            DIMENSIONS
        }

        async fn embed(&self, _: &[&str], _: Purpose) -> Result<Embedded, EmbeddingError> {
            Ok(Embedded::default())
        }
    }

    /// Vectors without any pattern, the same in every run.
    fn vector(seed: usize) -> Vec<f32> {
        let component = |index: usize| {
            let bits = (seed * 31 + index + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            ((bits >> 40) as f32 / (1 << 23) as f32) - 1.0
        };
        (0..DIMENSIONS).map(component).collect()
    }

    fn entry(index: usize) -> Entry {
        let kind = ["Pod", "Node", "Service"][index % 3];
        let metadata = Metadata::from([("kind".to_owned(), kind.into())]);
        let document = Document {
            id: format!("d{index:03}"),
            text: format!("{kind} {index}"),
            metadata,
        };
        Entry {
            document,
            vector: vector(index),
        }
    }

    /// A store of 300 documents, of which some were deleted and some replaced.
    async fn backend(folder: &Path, exact_documents_max: usize) -> EmbeddedBackend {
        let backend = EmbeddedBackend::open_with(folder, &Nobody, exact_documents_max).unwrap();
        backend.initialize(INSTANCES).await.unwrap();
        for first in [0, 100, 200] {
            backend
                .upsert(INSTANCES, (first..first + 100).map(entry).collect())
                .await
                .unwrap();
        }
        let gone: Vec<String> = (0..300)
            .step_by(7)
            .map(|index| entry(index).document.id)
            .collect();
        assert_eq!(backend.delete(INSTANCES, &gone).await.unwrap(), gone.len());
        let moved = |index| Entry {
            vector: vector(index + 1000),
            ..entry(index)
        };
        backend
            .upsert(INSTANCES, (0..300).step_by(11).map(moved).collect())
            .await
            .unwrap();
        backend
    }

    async fn answers(backend: &EmbeddedBackend) -> Vec<Vec<SearchHit>> {
        let mut answers = Vec::new();
        for (seed, kind, limit) in [
            (5, None, Some(10)),
            (6, Some("Node"), Some(3)),
            (7, None, None),
        ] {
            let filter = Filter {
                kind: kind.map(str::to_owned),
                ..Filter::default()
            };
            let options = SearchOptions {
                limit,
                filter,
                keyword: None,
            };
            answers.push(
                backend
                    .nearest(INSTANCES, vector(seed + 5000), &options)
                    .await
                    .unwrap(),
            );
        }
        answers
    }

    #[tokio::test]
    async fn a_collection_too_large_to_be_exact_in_memory_answers_exactly_all_the_same() {
        let (small, large) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let expect = answers(&backend(small.path(), usize::MAX).await).await;
        assert_eq!(
            expect.iter().map(Vec::len).collect::<Vec<_>>(),
            [10, 3, 261]
        );
        let backend = backend(large.path(), 120).await;
        assert_eq!(answers(&backend).await, expect);
        drop(backend);
        let reopened = EmbeddedBackend::open_with(large.path(), &Nobody, 120).unwrap();
        assert_eq!(answers(&reopened).await, expect);
    }

    #[tokio::test]
    async fn a_full_collection_takes_replacements_and_nothing_new() {
        let folder = tempfile::tempdir().unwrap();
        let backend = backend(folder.path(), 10).await;
        let shelf = Shelf::load(&backend.inner.file, INSTANCES, DIMENSIONS, 10).unwrap();
        let replaced = shelf.upsert_below(&backend.inner.file, vec![entry(1)], 261);
        assert!(replaced.is_ok());
        let new = shelf.upsert_below(&backend.inner.file, vec![entry(1), entry(999)], 261);
        assert!(matches!(new, Err(StoreError::Full { .. })));
    }
}
