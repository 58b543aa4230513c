//! Documents that can be found again: by meaning as far as the embedder understands it, by keyword, by metadata.
//!
//! [`VectorStore`] is what the service uses. [`Backend`] is what can be plugged in below it; the built-in backend keeps
//! everything in one file and needs no server.

mod backend;
mod chroma;
mod content;
mod embedded;
mod error;
mod filter;
mod limits;
mod qdrant;
mod remote;
mod search;
mod several;
mod state;
mod store;

pub use backend::{Backend, Change, Entry, Kept, Reembedded, Server, Unembedded};
pub use chroma::{ChromaBackend, ChromaConfig, TokenHeader};
pub use content::{ContentHash, EmbedderRecord};
pub use embedded::EmbeddedBackend;
pub use error::{Cause, StoreError};
pub use filter::{Comparison, Condition, Filter};
pub use limits::*;
pub use qdrant::{QdrantBackend, QdrantConfig};
pub use search::{Found, Page, SearchHit, SearchOptions};
pub use state::IndexState;
pub use store::{Applied, Stored, VectorStore};
