//! The seam between text and vectors.

use async_trait::async_trait;
use semconv::attributes::GenAiProviderName;

use crate::error::EmbeddingError;

/// What a text is embedded for; some models treat the two sides of a search differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// The text is stored, to be found.
    Document,
    /// The text is what is searched for.
    Query,
}

/// What an embedder answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Embedded {
    /// One vector per text, in the order of the texts.
    pub vectors: Vec<Vec<f32>>,
    /// How many tokens the texts came to, as the provider counts; `None` if it does not say.
    pub input_tokens: Option<u64>,
}

impl From<Vec<Vec<f32>>> for Embedded {
    fn from(vectors: Vec<Vec<f32>>) -> Self {
        Self {
            vectors,
            input_tokens: None,
        }
    }
}

/// How much an embedder takes. [`embed`](crate::embed) keeps to it; one text is always passed on, however long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchLimits {
    /// Texts of one call.
    pub texts_max: usize,
    /// Bytes of all texts of one call together.
    pub bytes_max: usize,
    /// Calls under way at once for one [`embed`](crate::embed).
    pub calls_max: usize,
}

impl BatchLimits {
    /// Everything in one call: for an embedder that computes in this process.
    pub const NONE: Self = Self {
        texts_max: usize::MAX,
        bytes_max: usize::MAX,
        calls_max: 1,
    };
}

/// The server that a remote model is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Server<'a> {
    /// Name or address.
    pub address: &'a str,
    /// Port.
    pub port: u16,
}

/// Turns texts into vectors whose cosine similarity says how close the texts are.
///
/// Implementations contain no telemetry; call them through [`embed`](crate::embed), which adds it and checks the answer.
#[async_trait]
pub trait Embedder: Send + Sync {
    /// Who provides the model.
    fn provider(&self) -> GenAiProviderName;

    /// The model's name.
    fn model(&self) -> &str;

    /// The length of every vector.
    fn dimensions(&self) -> usize;

    /// What a store keeps beside the vectors: `provider/model (n dimensions)`. Vectors of different identities cannot be
    /// compared, so it changes whenever the same text would give another vector.
    fn id(&self) -> String {
        format!(
            "{}/{} ({} dimensions)",
            self.provider().as_str(),
            self.model(),
            self.dimensions()
        )
    }

    /// How much one call may ask for.
    fn limits(&self) -> BatchLimits {
        BatchLimits::NONE
    }

    /// Where the model is; `None` if it is in this process.
    fn server(&self) -> Option<Server<'_>> {
        None
    }

    /// One vector per text, in the order of the texts. The texts keep to [`limits`](Self::limits).
    async fn embed(&self, texts: &[&str], purpose: Purpose) -> Result<Embedded, EmbeddingError>;
}
