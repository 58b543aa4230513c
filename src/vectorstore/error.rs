//! What can go wrong in a vector store.

use std::error::Error;
use std::path::PathBuf;

use embedding::EmbeddingError;
use knowledge::Collection;
use outbound::{CallError, ClientError};
use semconv::Failure;
use semconv::attributes::ErrorType;

use crate::limits::{
    COLLECTION_DOCUMENTS_MAX, ID_BYTES_MAX, METADATA_KEY_RESERVED, TEXT_BYTES_MAX,
};

/// A cause of any type.
pub type Cause = Box<dyn Error + Send + Sync>;

/// Why the store could not do what it was asked.
///
/// Messages name positions of documents, never their ids or texts.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The folder of the store cannot be created or written.
    #[error("the data folder `{}` cannot be used: choose another one, or make it writable", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// Another process has the store open.
    #[error("the store `{}` is in use by another process: stop that process, or choose another data folder", path.display())]
    Locked {
        /// The store file.
        path: PathBuf,
    },
    /// The file is no store, or a broken one.
    #[error("the store `{}` is damaged: move it away and run `sync` to build a new one", path.display())]
    Damaged {
        /// The store file.
        path: PathBuf,
        /// What is wrong with it.
        source: Cause,
    },
    /// The file was written by another release.
    #[error(
        "the store `{}` has format {found}, this release reads format {expected}: \
         move it away and run `sync` to build a new one", path.display()
    )]
    Format {
        /// The store file.
        path: PathBuf,
        /// The format this release writes.
        expected: u64,
        /// The format of the file.
        found: u64,
    },
    /// The vectors of a collection come from another embedder, so that no query could be compared with them.
    #[error(
        "collection `{collection}` was built with embedder `{found}`, but `{expected}` is configured: \
         configure `{found}`, or run `reembed` to embed the collection again"
    )]
    Embedder {
        /// The collection.
        collection: Collection,
        /// The embedder configured, with its dimensions.
        expected: String,
        /// The embedder that the collection was built with.
        found: String,
    },
    /// A document changed between being looked at and being written; never seen outside of a backend.
    #[error(
        "a document of collection `{collection}` changed while it was being written: try again"
    )]
    Moved {
        /// The collection.
        collection: Collection,
    },
    /// The database did not do what it should.
    #[error("the vector store could not {operation} collection `{collection}`")]
    Database {
        /// What was attempted: `create`, `read` or `write`.
        operation: &'static str,
        /// The collection concerned.
        collection: Collection,
        /// What the database says.
        source: Cause,
    },
    /// The server of the database did not do what it should.
    #[error("the vector store could not {operation} collection `{collection}`")]
    Remote {
        /// What was attempted: `find`, `create`, `read` or `write`.
        operation: &'static str,
        /// The collection concerned.
        collection: Collection,
        /// What became of the call.
        source: CallError,
    },
    /// The server cannot be called at all.
    #[error("the vector store is not configured as it should be")]
    Client(#[from] ClientError),
    /// The collection on the server measures distances otherwise, so that its scores would mean something else.
    #[error(
        "collection `{collection}` measures distance by `{found}`, expected `cosine`: delete it, or run `reembed`"
    )]
    Distance {
        /// The collection.
        collection: Collection,
        /// How it measures.
        found: String,
    },
    /// One of several databases failed; those before it did what they were asked.
    #[error(
        "the vector store {database} failed, while others may have done their part: do the same again"
    )]
    OneOfSeveral {
        /// Which database, and where.
        database: String,
        /// Its error.
        source: Box<StoreError>,
    },
    /// A token or key that no header can hold.
    #[error(
        "the token of the vector store has characters that no header can hold: expected visible ASCII"
    )]
    Token,
    /// A list of databases without any.
    #[error("expected at least one vector store, found none")]
    NoBackend,
    /// The database does not answer.
    #[error("the vector store is not available")]
    Unavailable {
        /// What the database says.
        source: Cause,
    },
    /// The collection was never initialized.
    #[error("collection `{collection}` does not exist yet: run `{}` first", command_that_fills(*collection))]
    NotInitialized {
        /// The collection asked for.
        collection: Collection,
    },
    /// The collection has no room for the documents.
    #[error(
        "collection `{collection}` is full: it holds at most {COLLECTION_DOCUMENTS_MAX} documents"
    )]
    Full {
        /// The collection.
        collection: Collection,
    },
    /// A document has no id.
    #[error("document {index} has an empty id")]
    IdEmpty {
        /// Position of the document, from 0.
        index: usize,
    },
    /// A document's id is too long.
    #[error("document {index} has an id of {bytes} bytes, at most {ID_BYTES_MAX} are allowed")]
    IdTooLong {
        /// Position of the document, from 0.
        index: usize,
        /// Length of the id.
        bytes: usize,
    },
    /// A document's text is too long.
    #[error("document {index} has a text of {bytes} bytes, at most {TEXT_BYTES_MAX} are allowed")]
    TextTooLong {
        /// Position of the document, from 0.
        index: usize,
        /// Length of the text.
        bytes: usize,
    },
    /// A number in a document's metadata cannot be kept.
    #[error("document {index} has a number in its metadata that is infinite or undefined")]
    NumberNotFinite {
        /// Position of the document, from 0.
        index: usize,
    },
    /// A document's metadata has a key that the store needs for itself.
    #[error(
        "document {index} has a metadata key that begins with the reserved `{METADATA_KEY_RESERVED}`"
    )]
    KeyReserved {
        /// Position of the document, from 0.
        index: usize,
    },
    /// The texts could not be turned into vectors.
    #[error("the texts could not be embedded")]
    Embedding(#[from] EmbeddingError),
    /// An operation broke off half-way, and what is in memory may no longer be what is on disk.
    #[error(
        "the vector store broke off in the middle of an operation: restart the process, nothing stored is lost"
    )]
    BrokenOff,
}

fn command_that_fills(collection: Collection) -> &'static str {
    match collection {
        Collection::Capabilities => "sync",
        Collection::Instances => "sync-instances",
    }
}

impl Failure for StoreError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::Folder { .. } | Self::Database { .. } => ErrorType::Io,
            Self::Locked { .. }
            | Self::Format { .. }
            | Self::Embedder { .. }
            | Self::Moved { .. } => ErrorType::Conflict,
            Self::Damaged { .. } => ErrorType::Corrupt,
            Self::Unavailable { .. } | Self::Full { .. } => ErrorType::Unavailable,
            Self::NotInitialized { .. } => ErrorType::NotFound,
            Self::IdEmpty { .. }
            | Self::IdTooLong { .. }
            | Self::TextTooLong { .. }
            | Self::NumberNotFinite { .. }
            | Self::KeyReserved { .. } => ErrorType::InvalidInput,
            Self::Embedding(error) => error.error_type(),
            Self::Remote { source, .. } => source.error_type(),
            Self::Client(error) => error.error_type(),
            Self::OneOfSeveral { source, .. } => source.error_type(),
            Self::NoBackend | Self::Token => ErrorType::InvalidInput,
            Self::Distance { .. } => ErrorType::Conflict,
            Self::BrokenOff => ErrorType::Internal,
        }
    }
}
