//! Why a kind cannot be judged.

use outbound::{CallError, ClientError};
use semconv::Failure;
use semconv::attributes::ErrorType;

/// Why a kind cannot be judged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InferenceError {
    /// The kind lacks what identifies it.
    #[error("expected a kind with name, kind and apiVersion, found `{name}` of kind `{kind}`")]
    Nameless {
        /// Its fully qualified plural, as far as it is known.
        name: String,
        /// Its kind, as far as it is known.
        kind: String,
    },
    /// The example could not be written as YAML.
    #[error("could not write an example of `{name}` as YAML")]
    Example {
        /// Its fully qualified plural.
        name: String,
        /// What the YAML writer says.
        #[source]
        source: serde_yaml::Error,
    },
    /// The key cannot be sent.
    #[error(
        "the key in ANTHROPIC_API_KEY is empty or holds characters that no key has: set it again"
    )]
    Key,
    /// A setting is out of its range.
    #[error("expected {expected} as {setting} of the model, found {found}")]
    Setting {
        /// The setting.
        setting: &'static str,
        /// What it may be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// The client could not be made.
    #[error("the model cannot be reached")]
    Client(#[source] ClientError),
    /// The provider does not let the key's owner ask.
    #[error(
        "the provider of model `{model}` refuses the key: {reason}; check ANTHROPIC_API_KEY and the account it belongs to"
    )]
    Refused {
        /// The model asked.
        model: String,
        /// What the provider says.
        reason: String,
    },
    /// The provider does not accept the request.
    #[error("the provider of model `{model}` rejects the request with status {status}: {reason}")]
    Rejected {
        /// The model asked.
        model: String,
        /// The HTTP status.
        status: u16,
        /// What the provider says.
        reason: String,
    },
    /// The provider has too much to do, or allows the key's owner no more for now.
    #[error(
        "the provider of model `{model}` has no time (status {status}): {reason}; try again later, or ask about fewer kinds at a time"
    )]
    Busy {
        /// The model asked.
        model: String,
        /// The HTTP status.
        status: u16,
        /// What the provider says.
        reason: String,
    },
    /// No answer came, or none that can be read.
    #[error("model `{model}` gave no answer")]
    Unavailable {
        /// The model asked.
        model: String,
        /// What happened.
        #[source]
        source: CallError,
    },
    /// Nobody was asked, because the last ones in a row were asked in vain.
    #[error(
        "model `{model}` was not asked, since it just failed: {reason}; it is asked again in {seconds} s"
    )]
    Paused {
        /// The model that would have been asked.
        model: String,
        /// How the last one failed.
        reason: String,
        /// For how long nobody is asked.
        seconds: u64,
    },
    /// The model does not want to.
    #[error("model `{model}` declined to describe `{name}`")]
    Declined {
        /// The model asked.
        model: String,
        /// The kind's fully qualified plural.
        name: String,
    },
    /// The model's answers cannot be used.
    #[error("model `{model}` gave no usable answer about `{name}`: {}", problems.join("; "))]
    Answer {
        /// The model asked.
        model: String,
        /// The kind's fully qualified plural.
        name: String,
        /// What is wrong with the last answer.
        problems: Vec<String>,
    },
}

impl InferenceError {
    /// Whether the next kind would fail for the same reason.
    pub(crate) const fn is_lasting(&self) -> bool {
        matches!(self, Self::Refused { .. })
    }

    /// Whether no answer came although the request may be a good one.
    pub(crate) const fn is_outage(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unavailable { .. })
    }
}

impl Failure for InferenceError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::Nameless { .. } | Self::Key | Self::Setting { .. } => ErrorType::InvalidInput,
            Self::Refused { .. } | Self::Rejected { .. } => ErrorType::InvalidInput,
            Self::Example { .. } | Self::Declined { .. } | Self::Answer { .. } => {
                ErrorType::Internal
            }
            Self::Client(source) => source.error_type(),
            Self::Busy { .. } | Self::Paused { .. } => ErrorType::Unavailable,
            Self::Unavailable { source, .. } => source.error_type(),
        }
    }
}
