//! Documents that can be found again: by meaning as far as the embedder understands it, by keyword, by metadata.
//!
//! [`VectorStore`] is what the service uses. [`Backend`] is what can be plugged in below it; the built-in backend keeps
//! everything in one file and needs no server.

mod backend;
mod embedded;
mod error;
mod limits;
mod search;
mod store;

pub use backend::{Backend, Entry};
pub use embedded::EmbeddedBackend;
pub use error::{Cause, StoreError};
pub use limits::*;
pub use search::{Filter, SearchHit, SearchOptions};
pub use store::VectorStore;
