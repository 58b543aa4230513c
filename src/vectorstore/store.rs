//! The vector store as the rest of the service sees it.

use std::path::Path;
use std::sync::Arc;

use embedding::Embedder;
use knowledge::{Collection, Document};

use crate::error::StoreError;
use crate::search::{SearchHit, SearchOptions};

/// Collections of documents that are embedded when stored and found again by text, keyword and metadata.
pub struct VectorStore {}

#[expect(unused_variables, clippy::unused_async, reason = "signatures first")]
impl VectorStore {
    /// Opens the embedded store in `data_dir`, which is created if it is missing.
    pub fn open(data_dir: &Path, embedder: Arc<dyn Embedder>) -> Result<Self, StoreError> {
        unimplemented!()
    }
    /// Makes `collection` ready for use; does nothing if it is.
    pub async fn initialize(&self, collection: Collection) -> Result<(), StoreError> {
        unimplemented!()
    }
    /// Whether the store can answer; changes nothing.
    pub async fn ready(&self) -> Result<(), StoreError> {
        unimplemented!()
    }
    /// Stores documents, replacing those with the same id; returns how many were stored.
    pub async fn store(
        &self,
        collection: Collection,
        documents: &[Document],
    ) -> Result<usize, StoreError> {
        unimplemented!()
    }
    /// Deletes documents; returns how many there were.
    pub async fn delete(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<usize, StoreError> {
        unimplemented!()
    }
    /// The documents closest to `query`, closest first.
    pub async fn search(
        &self,
        collection: Collection,
        query: &str,
        options: &SearchOptions,
    ) -> Result<Vec<SearchHit>, StoreError> {
        unimplemented!()
    }
    /// The documents whose text contains `keyword`, by id.
    pub async fn keyword_search(
        &self,
        collection: Collection,
        keyword: Option<&str>,
        options: &SearchOptions,
    ) -> Result<Vec<SearchHit>, StoreError> {
        unimplemented!()
    }
}
