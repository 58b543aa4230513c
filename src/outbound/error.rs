//! Why a client could not be made, why a call came to nothing.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use semconv::Failure;
use semconv::attributes::ErrorType;

/// Why a client could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The URL is for something else than HTTP.
    #[error(
        "expected a URL that starts with http:// or https://, found one that starts with {found}:"
    )]
    Scheme {
        /// The scheme.
        found: String,
    },
    /// The URL holds a user name or a password, which URLs show to everybody.
    #[error(
        "the URL of {server} holds a user name or a password: take them out, and put the key or token into {setting}"
    )]
    Credentials {
        /// Scheme, host and port.
        server: Arc<str>,
        /// Where the key belongs.
        setting: &'static str,
    },
    /// No cryptography was installed in the process.
    #[error("{server} cannot be called because no TLS provider is available in this process")]
    NoTls {
        /// Scheme, host and port.
        server: Arc<str>,
    },
    /// There are files for TLS, but the URL says not to use it.
    #[error(
        "certificates or keys are set for {server}, which is called without TLS: expected an https:// URL"
    )]
    TlsUnused {
        /// Scheme, host and port.
        server: Arc<str>,
    },
    /// A file for TLS could not be read.
    #[error("the {what} for {server} could not be read from {}", path.display())]
    File {
        /// Scheme, host and port.
        server: Arc<str>,
        /// What the file should hold.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A file for TLS holds something else.
    #[error("expected the {what} for {server} in PEM in {}, found none", path.display())]
    Pem {
        /// Scheme, host and port.
        server: Arc<str>,
        /// What the file should hold.
        what: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// A client certificate without its key, or the other way round.
    #[error("a client {found} is set for {server} without its {missing}: set both or none")]
    HalfIdentity {
        /// Scheme, host and port.
        server: Arc<str>,
        /// What is there.
        found: &'static str,
        /// What is not.
        missing: &'static str,
    },
    /// The HTTP library refused the configuration.
    #[error("no HTTP client could be set up for {server}")]
    Setup {
        /// Scheme, host and port.
        server: Arc<str>,
        /// Why not.
        source: reqwest::Error,
    },
}

impl Failure for ClientError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::NoTls { .. } | Self::Setup { .. } => ErrorType::Internal,
            Self::File { .. } => ErrorType::Io,
            _ => ErrorType::InvalidInput,
        }
    }
}

/// Why a call came to nothing. Its text has neither query nor path, neither headers nor body.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// The body of the request cannot be written as JSON; nothing was sent.
    #[error("the request cannot be written as JSON")]
    Body(#[source] serde_json::Error),
    /// The path of the request would lead somewhere else; nothing was sent.
    #[error("expected a name, found `{segment}`, which cannot be part of a URL's path")]
    Path {
        /// `.`, `..` or nothing.
        segment: String,
    },
    /// No connection to the server.
    #[error("could not connect to {server}{}", Attempts(*attempts))]
    Connect {
        /// Scheme, host and port.
        server: Arc<str>,
        /// How often it was tried.
        attempts: u32,
        /// Why not.
        source: reqwest::Error,
    },
    /// A connection, but one side does not trust the other.
    #[error("no secure connection to {server}: {reason}")]
    Tls {
        /// Scheme, host and port.
        server: Arc<str>,
        /// What is wrong.
        reason: String,
        /// The same, as it was reported.
        source: reqwest::Error,
    },
    /// The connection broke, or what came was no HTTP.
    #[error("the connection to {server} broke before its answer was complete{}", Attempts(*attempts))]
    Transport {
        /// Scheme, host and port.
        server: Arc<str>,
        /// How often it was tried.
        attempts: u32,
        /// What happened.
        source: reqwest::Error,
    },
    /// No whole answer in time.
    #[error("{server} gave no answer within {:.1} s{}", after.as_secs_f64(), Attempts(*attempts))]
    Timeout {
        /// Scheme, host and port.
        server: Arc<str>,
        /// How long the last attempt waited.
        after: Duration,
        /// How often it was tried.
        attempts: u32,
    },
    /// An answer whose status is an error.
    #[error("{server} answered {status}{}{}", Asked(*retry_after), Attempts(*attempts))]
    Status {
        /// Scheme, host and port.
        server: Arc<str>,
        /// The status.
        status: StatusCode,
        /// The beginning of the body, for whoever knows the server: may hold content.
        body: Bytes,
        /// How long the server asks to wait before the next request.
        retry_after: Option<Duration>,
        /// How often it was tried.
        attempts: u32,
    },
    /// An answer above the limit.
    #[error("the answer of {server} is larger than the {bytes_max} bytes that are read")]
    TooLarge {
        /// Scheme, host and port.
        server: Arc<str>,
        /// The limit.
        bytes_max: usize,
    },
    /// An answer in another form than was expected.
    #[error(
        "the answer of {server} is not the JSON that was expected (line {}, column {})",
        source.line(), source.column()
    )]
    NotJson {
        /// Scheme, host and port.
        server: Arc<str>,
        /// What is wrong; may quote the answer.
        source: serde_json::Error,
    },
}

impl CallError {
    /// The status, if the server answered with one that is an error.
    #[must_use]
    pub const fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Status { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The beginning of the body of such an answer; otherwise empty.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        match self {
            Self::Status { body, .. } => body,
            _ => &[],
        }
    }
}

impl Failure for CallError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::Body(_) => ErrorType::Internal,
            Self::Path { .. } => ErrorType::InvalidInput,
            Self::Timeout { .. } => ErrorType::Timeout,
            Self::Connect { .. } | Self::Tls { .. } | Self::Transport { .. } => {
                ErrorType::Unavailable
            }
            Self::Status { status, .. } => of_status(*status),
            Self::TooLarge { .. } | Self::NotJson { .. } => ErrorType::Corrupt,
        }
    }
}

const fn of_status(status: StatusCode) -> ErrorType {
    match status {
        StatusCode::NOT_FOUND => ErrorType::NotFound,
        StatusCode::CONFLICT => ErrorType::Conflict,
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => ErrorType::Timeout,
        StatusCode::BAD_REQUEST
        | StatusCode::PAYLOAD_TOO_LARGE
        | StatusCode::UNPROCESSABLE_ENTITY => ErrorType::InvalidInput,
        StatusCode::TOO_MANY_REQUESTS => ErrorType::Unavailable,
        _ if status.as_u16() >= 500 => ErrorType::Unavailable,
        _ => ErrorType::Other,
    }
}

/// How often it was tried, if that was more than once.
struct Attempts(u32);

impl fmt::Display for Attempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 | 1 => Ok(()),
            attempts => write!(f, " ({attempts} attempts)"),
        }
    }
}

/// How long the server asks to wait.
struct Asked(Option<Duration>);

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => Ok(()),
            Some(wait) => write!(f, " and asks to wait {} s", wait.as_secs()),
        }
    }
}
