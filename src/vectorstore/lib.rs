//! Documents that can be found again: by meaning as far as the embedder understands it, by keyword, by metadata.

mod error;
mod search;
mod store;

pub use error::StoreError;
pub use search::{Filter, SearchHit, SearchOptions};
pub use store::VectorStore;
