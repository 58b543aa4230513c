//! Text to vectors.
//!
//! [`Embedder`] is what can be plugged in, [`embed`] is how it is called, [`LexicalEmbedder`] is the built-in one: it
//! needs no model, no network and no key.

mod call;
mod embedder;
mod error;
mod lexical;

pub use call::embed;
pub use embedder::{BatchLimits, Embedded, Embedder, Purpose, Server};
pub use error::EmbeddingError;
pub use lexical::LexicalEmbedder;
