//! The vector store as the rest of the service sees it.

mod reembed;
mod telemetry;
mod write;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use embedding::{Embedder, Purpose, embed};
use knowledge::{Collection, Document};
use semconv::vectorstore as spans;

use crate::backend::Backend;
use crate::chroma::{ChromaBackend, ChromaConfig};
use crate::embedded::EmbeddedBackend;
use crate::error::StoreError;
use crate::filter::Filter;
use crate::qdrant::{QdrantBackend, QdrantConfig};
use crate::search::{Found, Page, SearchOptions};
use crate::several::Several;
use crate::state::IndexState;
use telemetry::{each_parameter, say_where};
pub use write::{Applied, Stored};

/// Collections of documents that are embedded when stored and found again by text, keyword and metadata.
///
/// Every operation on a collection is a span, with the embedding and the calls it needs below it.
pub struct VectorStore {
    backend: Box<dyn Backend>,
    embedder: Arc<dyn Embedder>,
}

impl VectorStore {
    /// Whether there is an embedded store in `data_dir`, which [`open`](Self::open) would make.
    #[must_use]
    pub fn exists(data_dir: &Path) -> bool {
        EmbeddedBackend::exists(data_dir)
    }

    /// Opens the embedded store in `data_dir`; the folder is created if it is missing. A store with vectors of another
    /// embedder opens as well: see [`initialize`](Self::initialize) and [`reembed`](Self::reembed).
    ///
    /// # Errors
    ///
    /// The folder cannot be used; another process has the store open; the file is damaged, or was built by a later release.
    pub fn open(data_dir: &Path, embedder: Arc<dyn Embedder>) -> Result<Self, StoreError> {
        let backend = EmbeddedBackend::open(data_dir, &*embedder)?;
        Ok(Self::new(Box::new(backend), embedder))
    }

    /// The store in a Chroma server. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// If the configuration does not work.
    pub fn chroma(config: ChromaConfig, embedder: Arc<dyn Embedder>) -> Result<Self, StoreError> {
        let backend = ChromaBackend::new(config, &*embedder)?;
        Ok(Self::new(Box::new(backend), embedder))
    }

    /// The store in a Qdrant server. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// If the configuration does not work.
    pub fn qdrant(config: &QdrantConfig, embedder: Arc<dyn Embedder>) -> Result<Self, StoreError> {
        let backend = QdrantBackend::new(config, &*embedder)?;
        Ok(Self::new(Box::new(backend), embedder))
    }

    /// Several stores that are to hold the same: all are written, with vectors that are made once; the first is read.
    ///
    /// A write that fails in one of them may be done in the others. It can be done again, and then brings all to the same.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoBackend`] for none.
    pub fn several(
        backends: Vec<Box<dyn Backend>>,
        embedder: Arc<dyn Embedder>,
    ) -> Result<Self, StoreError> {
        let backend = Several::new(backends)?;
        Ok(Self::new(Box::new(backend), embedder))
    }

    /// A store over any backend. Its vectors must come from the same embedder.
    #[must_use]
    pub fn new(backend: Box<dyn Backend>, embedder: Arc<dyn Embedder>) -> Self {
        Self { backend, embedder }
    }

    /// Makes `collection` ready for use; does nothing if it is.
    ///
    /// # Errors
    ///
    /// [`StoreError::Embedder`] if it holds vectors of another embedder; the backend's.
    pub async fn initialize(&self, collection: Collection) -> Result<(), StoreError> {
        let span = spans::Initialize {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
        say_where!(span, self.backend);
        span.scope(self.backend.initialize(collection)).await
    }

    /// Whether the store can answer. Changes nothing, and is no span: it is asked every few seconds.
    ///
    /// # Errors
    ///
    /// The backend's.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.backend.ready().await
    }

    /// How complete a collection is; [`IndexState::Empty`] as well if it was never initialized. Changes nothing, and is no
    /// span, as [`ready`](Self::ready).
    ///
    /// # Errors
    ///
    /// The backend's.
    pub async fn state(&self, collection: Collection) -> Result<IndexState, StoreError> {
        self.backend.state(collection).await
    }

    /// Notes how complete a collection is: [`IndexState::Ready`] after a full sync, anything else when one begins that
    /// will replace what is there.
    ///
    /// # Errors
    ///
    /// The backend's.
    pub async fn mark(&self, collection: Collection, state: IndexState) -> Result<(), StoreError> {
        let complete = state == IndexState::Ready;
        self.backend.mark(collection, complete).await
    }

    /// The documents closest to `query`, closest first.
    ///
    /// # Errors
    ///
    /// The embedder's; the backend's.
    pub async fn search(
        &self,
        collection: Collection,
        query: &str,
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        let span = spans::Search {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
        say_where!(span, self.backend);
        span.set_db_query_text(|| query.to_owned());
        each_parameter(options, None, |name, value| {
            span.set_db_query_parameter(name, || value.to_owned())
        });
        span.scope(async {
            let vector = embed(&*self.embedder, &[query], Purpose::Query)
                .await?
                .swap_remove(0);
            let found = self.backend.nearest(collection, vector, options).await?;
            span.set_result_count(found.hits.len());
            Ok(found)
        })
        .await
    }

    /// The documents whose text contains `keyword`, and the keyword of `options`, case-sensitively; by id, not ranked.
    /// Without any keyword, all documents that pass the filter.
    ///
    /// # Errors
    ///
    /// The backend's.
    pub async fn keyword_search(
        &self,
        collection: Collection,
        keyword: Option<&str>,
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        let span = spans::KeywordSearch {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
        say_where!(span, self.backend);
        each_parameter(options, keyword, |name, value| {
            span.set_db_query_parameter(name, || value.to_owned())
        });
        span.scope(async {
            let keywords: Vec<&str> = keyword
                .into_iter()
                .chain(options.keyword.as_deref())
                .filter(|keyword| !keyword.is_empty())
                .collect();
            let found = self
                .backend
                .matching(collection, &keywords, options)
                .await?;
            span.set_result_count(found.hits.len());
            Ok(found)
        })
        .await
    }

    /// A page of the documents that pass `filter`, by id.
    ///
    /// # Errors
    ///
    /// The backend's.
    pub async fn list(
        &self,
        collection: Collection,
        filter: &Filter,
        page: Page,
    ) -> Result<Found, StoreError> {
        let options = SearchOptions {
            limit: Some(page.limit),
            offset: page.offset,
            filter: filter.clone(),
            keyword: None,
        };
        self.keyword_search(collection, None, &options).await
    }

    /// The documents with these ids, in the order of `ids`; those that do not exist are left out.
    ///
    /// # Errors
    ///
    /// The backend's.
    pub async fn get(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<Vec<Document>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let span = spans::Get {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
        say_where!(span, self.backend);
        span.set_document_count(ids.len());
        span.scope(async {
            let found = self.backend.get(collection, ids).await?;
            span.set_result_count(found.len());
            let mut by_id: BTreeMap<String, Document> = found
                .into_iter()
                .map(|document| (document.id.clone(), document))
                .collect();
            Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
        })
        .await
    }

    /// How many documents a collection holds.
    ///
    /// # Errors
    ///
    /// The backend's.
    pub async fn count(&self, collection: Collection) -> Result<usize, StoreError> {
        let span = spans::Count {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
        say_where!(span, self.backend);
        span.scope(async {
            let count = self.backend.count(collection).await?;
            span.set_result_count(count);
            Ok(count)
        })
        .await
    }
}
