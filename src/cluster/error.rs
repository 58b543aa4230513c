//! Why a reading came to nothing.

use reqwest::StatusCode;
use semconv::Failure;
use semconv::attributes::ErrorType;

use crate::ApiError;

/// Why a reading came to nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClusterError {
    /// Reading was asked for, but not from where.
    #[error(
        "there is nothing to read from: expected at least one folder, file, URL or `-` for standard input"
    )]
    NoSource,
    /// There is no cluster to ask; whoever tried to connect was told why.
    #[error("no Kubernetes cluster could be connected to; the log of this process says why")]
    NotConnected,
    /// The task that reads files came to an end before it had an answer.
    #[error("reading the manifests was interrupted")]
    Interrupted(#[source] tokio::task::JoinError),
    /// No Kubernetes API answers.
    #[error(
        "the Kubernetes API at {server} cannot be reached; check that the cluster is running and that the context is the right one"
    )]
    Unreachable {
        /// Its URL, without credentials.
        server: String,
        /// Why.
        #[source]
        source: ApiError,
    },
    /// The Kubernetes API does not know who asks.
    #[error(
        "the Kubernetes API at {server} does not accept the credentials; log in to the cluster again, or use another context"
    )]
    Unauthorized {
        /// Its URL, without credentials.
        server: String,
        /// What it says.
        #[source]
        source: ApiError,
    },
    /// The Kubernetes API did not say what it serves.
    #[error("the Kubernetes API at {server} does not say what it serves")]
    Undiscovered {
        /// Its URL, without credentials.
        server: String,
        /// Why.
        #[source]
        source: ApiError,
    },
}

impl ClusterError {
    /// What came of asking the API of a cluster what it serves.
    pub(crate) fn of_api(server: &str, source: ApiError) -> Self {
        let server = server.to_owned();
        match source {
            ApiError::Transport(_) | ApiError::Timeout { .. } => {
                Self::Unreachable { server, source }
            }
            ApiError::Credentials(_) => Self::Unauthorized { server, source },
            _ if source.status() == Some(StatusCode::UNAUTHORIZED) => {
                Self::Unauthorized { server, source }
            }
            _ => Self::Undiscovered { server, source },
        }
    }
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
            Self::NotConnected => ErrorType::Unavailable,
            Self::Interrupted(_) => ErrorType::Internal,
            Self::Unreachable { source, .. }
            | Self::Unauthorized { source, .. }
            | Self::Undiscovered { source, .. } => source.error_type(),
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
