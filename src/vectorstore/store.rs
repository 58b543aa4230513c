//! The vector store as the rest of the service sees it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use embedding::{Embedder, Purpose, embed};
use knowledge::{Collection, Document, MetadataValue};
use semconv::vectorstore as spans;

use crate::backend::{Backend, Entry};
use crate::embedded::EmbeddedBackend;
use crate::error::StoreError;
use crate::limits::{BATCH_DOCUMENTS_MAX, ID_BYTES_MAX, TEXT_BYTES_MAX};
use crate::search::{Filter, SearchHit, SearchOptions};

/// Collections of documents that are embedded when stored and found again by text, keyword and metadata.
///
/// Every operation on a collection is a span, with the embedding it needs below it.
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

    /// Opens the embedded store in `data_dir`; the folder is created if it is missing.
    ///
    /// # Errors
    ///
    /// The folder cannot be used; another process has the store open; the file is damaged, or was built by another
    /// release or with another embedder.
    pub fn open(data_dir: &Path, embedder: Arc<dyn Embedder>) -> Result<Self, StoreError> {
        let backend = EmbeddedBackend::open(data_dir, &*embedder)?;
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
    /// The backend's.
    pub async fn initialize(&self, collection: Collection) -> Result<(), StoreError> {
        let span = spans::Initialize {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
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

    /// Stores `documents`, replacing those with the same id; of documents with one id, the last counts. Returns how many
    /// were stored. A batch of [`BATCH_DOCUMENTS_MAX`] is stored as a whole or not at all; the batches before a failed one
    /// stay stored.
    ///
    /// # Errors
    ///
    /// A document that breaks a limit, before anything is stored; the embedder's; the backend's.
    pub async fn store(
        &self,
        collection: Collection,
        documents: &[Document],
    ) -> Result<usize, StoreError> {
        if documents.is_empty() {
            return Ok(0);
        }
        let span = spans::Store {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
        let distinct = last_of_each_id(documents);
        span.set_document_count(distinct.len());
        span.scope(async {
            documents
                .iter()
                .enumerate()
                .try_for_each(|(index, document)| check(index, document))?;
            for batch in distinct.chunks(BATCH_DOCUMENTS_MAX) {
                self.store_batch(collection, batch).await?;
            }
            Ok(distinct.len())
        })
        .await
    }

    async fn store_batch(
        &self,
        collection: Collection,
        batch: &[&Document],
    ) -> Result<(), StoreError> {
        let texts: Vec<&str> = batch
            .iter()
            .map(|document| document.text.as_str())
            .collect();
        let vectors = embed(&*self.embedder, &texts, Purpose::Document).await?;
        let entry = |(document, vector): (&&Document, _)| Entry {
            document: (*document).clone(),
            vector,
        };
        self.backend
            .upsert(collection, batch.iter().zip(vectors).map(entry).collect())
            .await
    }

    /// Deletes documents; returns how many there were.
    ///
    /// # Errors
    ///
    /// The backend's.
    pub async fn delete(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<usize, StoreError> {
        if ids.is_empty() {
            return Ok(0);
        }
        let span = spans::Delete {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
        span.set_document_count(ids.len());
        span.scope(self.backend.delete(collection, ids)).await
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
    ) -> Result<Vec<SearchHit>, StoreError> {
        let span = spans::Search {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
        span.set_db_query_text(|| query.to_owned());
        each_parameter(options, None, |name, value| {
            span.set_db_query_parameter(name, || value.to_owned())
        });
        span.scope(async {
            let vector = embed(&*self.embedder, &[query], Purpose::Query)
                .await?
                .swap_remove(0);
            let hits = self.backend.nearest(collection, vector, options).await?;
            span.set_result_count(hits.len());
            Ok(hits)
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
    ) -> Result<Vec<SearchHit>, StoreError> {
        let span = spans::KeywordSearch {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
        each_parameter(options, keyword, |name, value| {
            span.set_db_query_parameter(name, || value.to_owned())
        });
        span.scope(async {
            let keywords: Vec<&str> = keyword
                .into_iter()
                .chain(options.keyword.as_deref())
                .collect();
            let hits = self
                .backend
                .matching(collection, &keywords, options)
                .await?;
            span.set_result_count(hits.len());
            Ok(hits)
        })
        .await
    }
}

fn each_parameter(
    options: &SearchOptions,
    keyword: Option<&str>,
    mut record: impl FnMut(&str, &str),
) {
    for (name, value) in Filter::KEYS.into_iter().zip(options.filter.values()) {
        if let Some(value) = value {
            record(name, value);
        }
    }
    if let Some(keyword) = keyword.or(options.keyword.as_deref()) {
        record("keyword", keyword);
    }
}

/// The last document of each id, in the order given: what counts must not be decided after it was paid for.
fn last_of_each_id(documents: &[Document]) -> Vec<&Document> {
    let positions = documents
        .iter()
        .enumerate()
        .map(|(position, document)| (document.id.as_str(), position));
    let last: BTreeMap<&str, usize> = positions.clone().collect();
    positions
        .filter(|(id, position)| last[id] == *position)
        .map(|(_, position)| &documents[position])
        .collect()
}

fn check(index: usize, document: &Document) -> Result<(), StoreError> {
    let Document { id, text, metadata } = document;
    let not_finite = |value: &MetadataValue| matches!(value, MetadataValue::Number(number) if !number.is_finite());
    if id.is_empty() {
        Err(StoreError::IdEmpty { index })
    } else if id.len() > ID_BYTES_MAX {
        Err(StoreError::IdTooLong {
            index,
            bytes: id.len(),
        })
    } else if text.len() > TEXT_BYTES_MAX {
        Err(StoreError::TextTooLong {
            index,
            bytes: text.len(),
        })
    } else if metadata.values().any(not_finite) {
        Err(StoreError::NumberNotFinite { index })
    } else {
        Ok(())
    }
}
