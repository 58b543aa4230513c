//! What keeps the documents: the seam below [`VectorStore`](crate::VectorStore).

use async_trait::async_trait;
use knowledge::{Collection, Document};
use semconv::attributes::DbSystemName;

use crate::error::StoreError;
use crate::search::{SearchHit, SearchOptions};

/// A document and the vector of its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What is found.
    pub document: Document,
    /// What it is found by; a vector of zeros is never found.
    pub vector: Vec<f32>,
}

/// A database of vectors.
///
/// It knows neither texts to be embedded nor telemetry: [`VectorStore`](crate::VectorStore) embeds, cuts into batches,
/// removes duplicates and starts the spans, so that no backend can forget to.
#[async_trait]
pub trait Backend: Send + Sync {
    /// Which database this is.
    fn system(&self) -> DbSystemName;

    /// Makes `collection` ready for use; does nothing if it is.
    async fn initialize(&self, collection: Collection) -> Result<(), StoreError>;

    /// Whether the database can answer; changes nothing.
    async fn ready(&self) -> Result<(), StoreError>;

    /// Stores entries of distinct ids, replacing those that exist; all of them or none.
    async fn upsert(&self, collection: Collection, entries: Vec<Entry>) -> Result<(), StoreError>;

    /// Deletes documents; returns how many there were.
    async fn delete(&self, collection: Collection, ids: &[String]) -> Result<usize, StoreError>;

    /// The documents closest to `vector` by cosine similarity, closest first, equals by id. A vector of zeros is close to
    /// nothing, on either side.
    async fn nearest(
        &self,
        collection: Collection,
        vector: Vec<f32>,
        options: &SearchOptions,
    ) -> Result<Vec<SearchHit>, StoreError>;

    /// The documents whose text contains every one of `keywords`, by id and without a score.
    async fn matching(
        &self,
        collection: Collection,
        keywords: &[&str],
        options: &SearchOptions,
    ) -> Result<Vec<SearchHit>, StoreError>;
}
