//! What keeps the documents: the seam below [`VectorStore`](crate::VectorStore).

use std::collections::BTreeMap;

use async_trait::async_trait;
use knowledge::{Collection, Document, Metadata};
use semconv::attributes::DbSystemName;

use crate::content::ContentHash;
use crate::error::StoreError;
use crate::search::{Found, SearchOptions};
use crate::state::IndexState;

/// A document and the vector of its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What is found.
    pub document: Document,
    /// What it is found by; a vector of zeros is never found.
    pub vector: Vec<f32>,
}

/// What is to be different in a collection afterwards. No id occurs twice, in whatever list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Change {
    /// Ids of documents that go.
    pub deletes: Vec<String>,
    /// Documents that are new, or whose text is.
    pub upserts: Vec<Entry>,
    /// Documents of which only the metadata is new: they keep their vectors.
    pub relabelled: Vec<Document>,
    /// Metadata keys that stored documents lose, by id: for a database that adds new metadata to the old.
    pub lost_keys: BTreeMap<String, Vec<String>>,
}

impl Change {
    /// Whether nothing is to be different.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.deletes.is_empty() && self.upserts.is_empty() && self.relabelled.is_empty()
    }
}

/// What is known of a stored document without reading its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The hash of its text; `None` if whoever wrote it kept none.
    pub hash: Option<ContentHash>,
    /// Its metadata.
    pub metadata: Metadata,
}

/// A document whose vector is still to be made by the embedder that is configured now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unembedded {
    /// Its id.
    pub id: String,
    /// What is to be embedded.
    pub text: String,
}

/// A vector that [`Backend::reembed_finish`] will put in the place of an older one.
#[derive(Debug, Clone, PartialEq)]
pub struct Reembedded {
    /// The document it belongs to.
    pub id: String,
    /// Of which text it is the vector.
    pub hash: ContentHash,
    /// The vector.
    pub vector: Vec<f32>,
}

/// Where a database that is not in this process listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Server<'a> {
    /// Its host name or address.
    pub address: &'a str,
    /// Its port.
    pub port: u16,
}

/// A database of vectors.
///
/// It knows neither texts to be embedded nor telemetry: [`VectorStore`](crate::VectorStore) embeds, compares with what is
/// there, removes duplicates and starts the spans, so that no backend can forget to.
#[async_trait]
pub trait Backend: Send + Sync {
    /// Which database this is.
    fn system(&self) -> DbSystemName;

    /// Where it listens; `None` if it is in this process.
    fn server(&self) -> Option<Server<'_>>;

    /// Makes `collection` ready for use; does nothing if it is. Fails if it holds vectors of another embedder.
    async fn initialize(&self, collection: Collection) -> Result<(), StoreError>;

    /// Whether the database can answer; changes nothing.
    async fn ready(&self) -> Result<(), StoreError>;

    /// What is there of the documents with these ids.
    async fn kept(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<BTreeMap<String, Kept>, StoreError>;

    /// Carries out a change, deletes first, and returns how many documents were deleted. The embedded backend does all of
    /// it or nothing; a server may do a part of it, and can be given the same change again.
    ///
    /// [`StoreError::Moved`] says that a relabelled document has another text by now.
    async fn change(&self, collection: Collection, change: Change) -> Result<usize, StoreError>;

    /// The documents closest to `vector` by cosine similarity, closest first, equals by id. A vector of zeros is close to
    /// nothing, on either side.
    async fn nearest(
        &self,
        collection: Collection,
        vector: Vec<f32>,
        options: &SearchOptions,
    ) -> Result<Found, StoreError>;

    /// The documents whose text contains every one of `keywords`, by id and without a score. What `options` has of a
    /// keyword is among them already.
    async fn matching(
        &self,
        collection: Collection,
        keywords: &[&str],
        options: &SearchOptions,
    ) -> Result<Found, StoreError>;

    /// Those of the documents with these ids that exist, in no particular order.
    async fn get(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<Vec<Document>, StoreError>;

    /// How many documents there are.
    async fn count(&self, collection: Collection) -> Result<usize, StoreError>;

    /// How complete the collection is; [`IndexState::Empty`] as well if it does not exist. Changes nothing.
    async fn state(&self, collection: Collection) -> Result<IndexState, StoreError>;

    /// Notes whether the collection is complete.
    async fn mark(&self, collection: Collection, complete: bool) -> Result<(), StoreError>;

    /// Up to `limit` documents behind the id `after`, by id, that have no vector of the configured embedder yet, neither
    /// in place nor from an earlier [`reembed_stage`](Self::reembed_stage).
    async fn reembed_pending(
        &self,
        collection: Collection,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unembedded>, StoreError>;

    /// Keeps new vectors beside those in use.
    async fn reembed_stage(
        &self,
        collection: Collection,
        vectors: Vec<Reembedded>,
    ) -> Result<(), StoreError>;

    /// Puts the new vectors in the place of the old ones; `false` if some are still missing and nothing was done.
    async fn reembed_finish(&self, collection: Collection) -> Result<bool, StoreError>;
}
