//! Why a reading came to nothing.

use reqwest::StatusCode;
use semconv::Failure;
use semconv::attributes::ErrorType;

/// Why a reading came to nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClusterError {
    /// Reading was asked for, but not from where.
    #[error(
        "there is nothing to read from: expected at least one folder, file, URL or `-` for standard input"
    )]
    NoSource,
    /// The task that reads files came to an end before it had an answer.
    #[error("reading the manifests was interrupted")]
    Interrupted(#[source] tokio::task::JoinError),
}

/// Why a URL could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    #[error(
        "URLs cannot be read here because no TLS provider is available; save the manifests to a file and pass that"
    )]
    NoTls,
    #[error("could not set up the HTTP client")]
    Client(#[source] reqwest::Error),
    #[error("could not fetch it")]
    Transport(#[source] reqwest::Error),
    #[error("expected status 200, the server answered {0}")]
    Status(StatusCode),
    #[error("the answer is larger than the {max} bytes that are read", max = crate::limits::FILE_BYTES_MAX)]
    TooLarge,
}

impl Failure for ClusterError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::NoSource => ErrorType::InvalidInput,
            Self::Interrupted(_) => ErrorType::Internal,
        }
    }
}

impl Failure for FetchError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::NoTls | Self::Client(_) => ErrorType::Internal,
            Self::Transport(error) if error.is_timeout() => ErrorType::Timeout,
            Self::Transport(_) => ErrorType::Unavailable,
            Self::Status(StatusCode::NOT_FOUND) => ErrorType::NotFound,
            Self::Status(status) if status.is_server_error() => ErrorType::Unavailable,
            Self::Status(_) => ErrorType::Other,
            Self::TooLarge => ErrorType::InvalidInput,
        }
    }
}
