//! How a server is reached, how long it may take, how often it is asked.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use http::HeaderMap;
use reqwest::Url;

use crate::limits::{
    ATTEMPT_SECONDS_MAX, ATTEMPTS_MAX, CALL_SECONDS_MAX, DELAY_FIRST_MS, DELAY_MS_MAX,
    RESPONSE_BYTES_MAX,
};
use crate::server;

/// How a server is reached, how long it may take, how often it is asked.
#[derive(Clone)]
pub struct ClientConfig {
    /// Where the server is, `http` or `https`. Its path comes before the path of each request, its query before each
    /// request's query. User names and passwords in it are refused.
    pub base: Url,
    /// Sent with every request; treated as secrets.
    pub headers: HeaderMap,
    /// The setting that holds the server's key or token, as its user knows it (`CHROMA_TOKEN`): errors name it.
    pub key_setting: &'static str,
    /// Whom to trust and how to say who one is, over https.
    pub tls: TlsFiles,
    /// Most time for one attempt: connect, send, and read the whole answer.
    pub attempt_timeout: Duration,
    /// Most time for a call, with all attempts and the waits between them.
    pub total_timeout: Duration,
    /// How often and when a request is sent again.
    pub retries: Retries,
    /// Most bytes of an answer.
    pub response_bytes_max: usize,
}

impl ClientConfig {
    /// The defaults, for the server at `base`.
    #[must_use]
    pub fn new(base: Url) -> Self {
        Self {
            base,
            headers: HeaderMap::new(),
            key_setting: "the setting for its key",
            tls: TlsFiles::default(),
            attempt_timeout: Duration::from_secs(ATTEMPT_SECONDS_MAX),
            total_timeout: Duration::from_secs(CALL_SECONDS_MAX),
            retries: Retries::default(),
            response_bytes_max: RESPONSE_BYTES_MAX,
        }
    }
}

/// Without headers and without what may be secret in the URL.
impl fmt::Debug for ClientConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientConfig")
            .field("base", &server::public(&self.base))
            .field("tls", &self.tls)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("total_timeout", &self.total_timeout)
            .field("retries", &self.retries)
            .field("response_bytes_max", &self.response_bytes_max)
            .finish_non_exhaustive()
    }
}

/// Files in PEM for https. None of them: the authorities of the system are trusted, and no certificate is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TlsFiles {
    /// Certificates of the authorities to trust, instead of those of the system.
    pub certificate: Option<PathBuf>,
    /// The certificate to show to the server; needs `client_key`.
    pub client_certificate: Option<PathBuf>,
    /// The private key of `client_certificate`.
    pub client_key: Option<PathBuf>,
}

impl TlsFiles {
    pub(crate) const fn is_empty(&self) -> bool {
        self.certificate.is_none() && self.client_certificate.is_none() && self.client_key.is_none()
    }
}

/// How often and when a request is sent again: after a random time below a bound that doubles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retries {
    /// How often a request is sent at most; 1: never again.
    pub attempts_max: u32,
    /// The bound of the first wait.
    pub delay_first: Duration,
    /// The bound of every wait.
    pub delay_max: Duration,
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            attempts_max: ATTEMPTS_MAX,
            delay_first: Duration::from_millis(DELAY_FIRST_MS),
            delay_max: Duration::from_millis(DELAY_MS_MAX),
        }
    }
}
