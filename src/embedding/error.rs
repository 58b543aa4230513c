//! What can go wrong between a text and its vector.

use outbound::CallError;
use semconv::Failure;
use semconv::attributes::ErrorType;

use crate::remote::{AnswerError, Refusal};

/// Why texts could not be embedded. The texts themselves are in no error.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddingError {
    /// The model could not be reached or did not answer usefully; trying again may help.
    #[error("embedding model `{model}` gave no answer")]
    Unavailable {
        /// The model asked.
        model: String,
        /// What happened.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The call to the model's server came to nothing.
    #[error("embedding model `{model}` could not be asked")]
    Call {
        /// The model asked.
        model: String,
        /// What happened.
        source: CallError,
    },
    /// The server does not know the key, or the key does not open this model.
    #[error("embedding model `{model}` refused the API key: check {setting}")]
    Key {
        /// The model asked.
        model: String,
        /// Where the key comes from.
        setting: &'static str,
        /// What the server answered.
        source: Refusal,
    },
    /// The server will not embed these texts, however often it is asked.
    #[error("embedding model `{model}` refused the request")]
    Refused {
        /// The model asked.
        model: String,
        /// What the server answered.
        source: Refusal,
    },
    /// The answer is not one to an embeddings request.
    #[error("embedding model `{model}` answered something else than embeddings")]
    Answer {
        /// The model asked.
        model: String,
        /// What is wrong with it.
        source: AnswerError,
    },
    /// The answer has too few or too many vectors.
    #[error("embedding model `{model}` answered {found} vectors to {expected} texts")]
    VectorCount {
        /// The model asked.
        model: String,
        /// How many texts it was given.
        expected: usize,
        /// How many vectors it answered.
        found: usize,
    },
    /// A vector of the answer has the wrong length.
    #[error(
        "embedding model `{model}` answered a vector of {found} dimensions to text {index}, expected {expected}"
    )]
    VectorLength {
        /// The model asked.
        model: String,
        /// Position of the text, from 0.
        index: usize,
        /// The dimensions the model promises.
        expected: usize,
        /// The dimensions of the vector.
        found: usize,
    },
    /// A vector of the answer holds something that is not a number.
    #[error(
        "embedding model `{model}` answered a vector with an infinite or undefined component to text {index}"
    )]
    VectorNotFinite {
        /// The model asked.
        model: String,
        /// Position of the text, from 0.
        index: usize,
    },
}

impl Failure for EmbeddingError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::Unavailable { .. } => ErrorType::Unavailable,
            Self::Call { source, .. } => source.error_type(),
            // Nothing that whoever sent the texts can do anything about.
            Self::Key { .. } => ErrorType::Unavailable,
            Self::Refused { .. } => ErrorType::InvalidInput,
            Self::Answer { .. } => ErrorType::Corrupt,
            Self::VectorCount { .. } | Self::VectorLength { .. } | Self::VectorNotFinite { .. } => {
                ErrorType::Internal
            }
        }
    }
}
