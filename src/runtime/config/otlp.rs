//! Where one signal goes over OTLP, and how records wait for it.

use std::fmt::{self, Debug, Display, Formatter};
use std::path::PathBuf;
use std::time::Duration;

/// Where one signal goes over OTLP, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtlpConfig {
    /// How requests are sent.
    pub protocol: Protocol,
    /// The signal's full URL for HTTP (`…/v1/traces`), `scheme://host:port` for gRPC.
    pub endpoint: String,
    /// Headers of every request, decoded: name and value.
    pub headers: Vec<(String, Secret)>,
    /// How long one attempt may take.
    pub timeout: Duration,
    /// Whether bodies are compressed.
    pub compression: Compression,
    /// PEM file with the authorities that the receiver's certificate may come from, instead of those of the system.
    pub certificate: Option<PathBuf>,
    /// PEM file with the certificate that this process shows.
    pub client_certificate: Option<PathBuf>,
    /// PEM file with the private key of `client_certificate`.
    pub client_key: Option<PathBuf>,
}

impl OtlpConfig {
    /// Everything as the specification has it unless set, for this endpoint.
    #[must_use]
    pub fn new(protocol: Protocol, endpoint: impl Into<String>) -> Self {
        Self {
            protocol,
            endpoint: endpoint.into(),
            headers: Vec::new(),
            timeout: Duration::from_secs(10),
            compression: Compression::None,
            certificate: None,
            client_certificate: None,
            client_key: None,
        }
    }
}

impl Default for OtlpConfig {
    /// Traces to a collector on this machine, over HTTP.
    fn default() -> Self {
        Self::new(Protocol::HttpProtobuf, "http://localhost:4318/v1/traces")
    }
}

/// How requests are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Protocol {
    /// HTTP with protobuf bodies.
    #[default]
    HttpProtobuf,
    /// gRPC.
    Grpc,
}

/// Whether bodies are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compression {
    /// They are sent as they are.
    #[default]
    None,
    /// With gzip.
    Gzip,
}

/// A text that is never shown: printing it gives `***`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for whoever has to send it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Debug for Secret {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Display for Secret {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// How finished spans wait for export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchConfig {
    /// How long a span waits for others at most.
    pub delay: Duration,
    /// Spans that wait at most, beside those of requests under way; what comes then is counted and
    /// dropped.
    pub queue_spans_max: usize,
    /// Spans in one request at most.
    pub batch_spans_max: usize,
    /// How long one batch may take, all attempts and the waits between them included.
    pub export_timeout: Duration,
}

impl Default for BatchConfig {
    /// The defaults of the specification.
    fn default() -> Self {
        Self {
            delay: Duration::from_secs(5),
            queue_spans_max: 2048,
            batch_spans_max: 512,
            export_timeout: Duration::from_secs(30),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_printed_nowhere() {
        let config = OtlpConfig {
            headers: vec![("api-key".to_owned(), Secret::new("hunter2"))],
            ..OtlpConfig::default()
        };
        assert!(!format!("{config:?} {}", config.headers[0].1).contains("hunter2"));
        assert_eq!(config.headers[0].1.expose(), "hunter2");
    }
}
