//! Text to vectors.
//!
//! [`Embedder`] is what can be plugged in, [`embed`] is how it is called.
//!
//! | embedder | where the model is |
//! |---|---|
//! | [`LexicalEmbedder`] | built in: no model, no network, no key |
//! | [`LocalEmbedder`] | a folder with a BERT model, computed in this process |
//! | [`VoyageEmbedder`] | Voyage AI |
//! | [`OpenAiEmbedder`] | OpenAI, or any server that speaks its protocol: vLLM, Ollama, TEI, LM Studio |

pub mod limits;

mod call;
mod embedder;
mod error;
mod key;
mod lexical;
mod local;
mod openai;
mod prefixes;
mod remote;
mod voyage;

pub use call::embed;
pub use embedder::{BatchLimits, Embedded, Embedder, Purpose, Server};
pub use error::EmbeddingError;
pub use key::{ApiKey, ApiKeyError};
pub use lexical::LexicalEmbedder;
pub use local::{LocalConfig, LocalEmbedder, ModelError};
pub use openai::{Encoding, OPENAI_URL, OpenAiConfig, OpenAiEmbedder, OpenAiError};
pub use prefixes::Prefixes;
pub use remote::{AnswerError, Refusal};
pub use voyage::{VOYAGE_MODEL, VOYAGE_URL, VoyageConfig, VoyageEmbedder};
