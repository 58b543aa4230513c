//! What can go wrong between a text and its vector.

use semconv::Failure;
use semconv::attributes::ErrorType;

/// Why texts could not be embedded.
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
            Self::VectorCount { .. } | Self::VectorLength { .. } | Self::VectorNotFinite { .. } => {
                ErrorType::Internal
            }
        }
    }
}
