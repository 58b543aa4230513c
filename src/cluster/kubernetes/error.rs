//! Why a cluster could not be connected to, and why its API did not answer.

use std::path::PathBuf;

use http::StatusCode;
use semconv::Failure;
use semconv::attributes::ErrorType;

/// Why no cluster could be connected to. Nothing was sent yet.
///
/// Displays for the person who configures: it names files, and never what is in them.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// Nothing says where a cluster is.
    #[error(
        "no Kubernetes cluster is configured: expected a kubeconfig that is named, in $KUBECONFIG or at ~/.kube/config, or to run in a pod"
    )]
    NotConfigured,
    /// The kubeconfig is not there, or may not be read.
    #[error("the kubeconfig {} cannot be read; name another one, or set KUBECONFIG", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The kubeconfig is no kubeconfig.
    #[error("the kubeconfig {} is not valid: {reason}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where; nothing of what is there.
        reason: String,
    },
    /// No context was named, and the kubeconfig names none as the current one.
    #[error(
        "the kubeconfig has no current context; name one of its contexts: {}",
        known.join(", ")
    )]
    NoContext {
        /// The contexts that there are.
        known: Vec<String>,
    },
    /// The context is not in the kubeconfig.
    #[error(
        "the kubeconfig has no context `{context}`; it has {}",
        if known.is_empty() { "none".to_owned() } else { known.join(", ") }
    )]
    UnknownContext {
        /// The context that was asked for.
        context: String,
        /// The contexts that there are.
        known: Vec<String>,
    },
    /// A context was named where there is no kubeconfig that could have it.
    #[error(
        "the context `{context}` cannot be used: there is no kubeconfig, only the service account of this pod"
    )]
    ContextInPod {
        /// The context that was asked for.
        context: String,
    },
    /// What the context says cannot be used.
    #[error("the cluster of the kubeconfig's context cannot be connected to: {0}")]
    Unusable(String),
    /// The service account of the pod cannot be used.
    #[error("the service account of this pod cannot be used: {0}")]
    InPod(String),
    /// No TLS provider was installed.
    #[error("no TLS provider is available, without which no Kubernetes API can be reached")]
    NoTls,
}

impl Failure for ConnectError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::Unreadable { .. } => ErrorType::Io,
            Self::NoTls => ErrorType::Internal,
            _ => ErrorType::InvalidInput,
        }
    }
}

/// Why the Kubernetes API did not answer a request as it should.
///
/// Displays without the address of the server, without credentials and without files.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum ApiError {
    /// No connection, or it broke.
    #[error("{0}")]
    Transport(String),
    /// The answer took too long.
    #[error("no complete answer within {seconds} s")]
    Timeout {
        /// How long was waited.
        seconds: f64,
    },
    /// The server answered with a status that is none of success.
    #[error("the server answered {status}{}{message}", if message.is_empty() { "" } else { ": " })]
    Status {
        /// The status.
        status: StatusCode,
        /// What the server says, shortened; empty if it says nothing.
        message: String,
        /// How many seconds the server asks to wait before the request is sent again.
        wait_seconds: Option<u64>,
        /// Where a list whose snapshot has expired may go on, at a later state.
        resume: Option<String>,
    },
    /// The answer is larger than what is read.
    #[error("the answer is larger than the {max} bytes that are read", max = crate::limits::RESPONSE_BYTES_MAX)]
    TooLarge,
    /// The answer is not what the API answers.
    #[error("expected {expected}, found {found}")]
    Garbage {
        /// What was expected.
        expected: &'static str,
        /// What was found, without content.
        found: String,
    },
    /// The credentials of the kubeconfig could not be obtained.
    #[error("the credentials could not be obtained: {0}")]
    Credentials(&'static str),
    /// A request that cannot be sent.
    #[error("the request could not be made")]
    Request,
}

impl ApiError {
    /// The status of the answer, if there was one that is none of success.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Status { status, .. } => Some(*status),
            _ => None,
        }
    }
}

impl Failure for ApiError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::Transport(_) => ErrorType::Unavailable,
            Self::Timeout { .. } => ErrorType::Timeout,
            Self::Status { status, .. } => match *status {
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => ErrorType::PermissionDenied,
                StatusCode::NOT_FOUND | StatusCode::GONE => ErrorType::NotFound,
                StatusCode::TOO_MANY_REQUESTS => ErrorType::Unavailable,
                status if status.is_server_error() => ErrorType::Unavailable,
                _ => ErrorType::Other,
            },
            Self::TooLarge | Self::Garbage { .. } => ErrorType::Corrupt,
            Self::Credentials(_) => ErrorType::PermissionDenied,
            Self::Request => ErrorType::Internal,
        }
    }
}
