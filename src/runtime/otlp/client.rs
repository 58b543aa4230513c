//! The connection to a receiver.

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use flate2::write::GzEncoder;
use reqwest::Url;
use reqwest::header::{
    CONNECTION, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING, USER_AGENT,
};
use reqwest::redirect::Policy;

use crate::config::{Compression, OtlpConfig, Protocol, Secret};
use crate::export::{Deadline, after};
use crate::otlp::response::{self, Outcome, Unavailable};
use crate::otlp::{grpc, http, tls};

const AGENT: &str = concat!(
    "OTel-OTLP-Exporter-Rust-semconv/",
    env!("CARGO_PKG_VERSION")
);

/// A connection over which nothing has been heard for so long is asked whether it still stands.
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(10);

/// How long the answer to that may take.
const KEEP_ALIVE_TIMEOUT: Duration = Duration::from_secs(5);

/// Connections kept open while nothing is sent: as many as there are requests at once.
const IDLE_CONNECTIONS_MAX: usize = 4;

/// How long: many receivers close them after a minute, without a word.
const IDLE_MAX: Duration = Duration::from_secs(30);

/// Shorter values of headers are no secrets, and stand in many texts.
const SECRET_BYTES_MIN: usize = 4;

/// A setting of the exporter does not work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The endpoint is no URL, or one that OTLP cannot be sent to.
    #[error("the OTLP endpoint is `{found}`, expected a URL such as `{expected}`")]
    Endpoint {
        /// The endpoint without user and password.
        found: String,
        /// One that would work.
        expected: &'static str,
    },
    /// HTTP has no such header.
    #[error(
        "the OTLP header `{0}` cannot be sent: expected a name and a value of visible ASCII characters"
    )]
    Header(String),
    /// A file could not be read.
    #[error("the OTLP {what} could not be read from {}", path.display())]
    File {
        /// What the file should hold.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file holds something else than it should.
    #[error("{} holds no {what} in PEM format, which OTLP needs", path.display())]
    Pem {
        /// What the file should hold.
        what: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// A certificate cannot be shown without its key, nor a key without its certificate.
    #[error(
        "OTLP has a client {found} but no client {missing}; set both or none of OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE and OTEL_EXPORTER_OTLP_CLIENT_KEY"
    )]
    HalfIdentity {
        /// What is there.
        found: &'static str,
        /// What is not.
        missing: &'static str,
    },
    /// The process chose no cryptography.
    #[error(
        "no TLS provider is installed in this process; call `rustls::crypto::CryptoProvider::install_default` before telemetry is installed"
    )]
    NoTlsProvider,
    /// TLS refuses its settings.
    #[error("the OTLP client could not be set up")]
    Setup(#[source] reqwest::Error),
}

/// A connection to a receiver, made when it is first needed.
#[derive(Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    url: Url,
    /// Of every request.
    headers: HeaderMap,
    protocol: Protocol,
    compression: Compression,
    timeout: Duration,
    /// What no message may show.
    secrets: Vec<Secret>,
}

impl Client {
    /// `grpc_path` is the method that takes the signal.
    pub(crate) fn new(config: &OtlpConfig, grpc_path: &str) -> Result<Self, ClientError> {
        let mut url = endpoint(config)?;
        if config.protocol == Protocol::Grpc {
            url.set_path(grpc_path);
        }
        let is_https = url.scheme() == "https";
        let mut builder = tls::configure(reqwest::Client::builder(), config, is_https)?
            .redirect(Policy::none())
            .referer(false)
            .pool_max_idle_per_host(IDLE_CONNECTIONS_MAX)
            .pool_idle_timeout(IDLE_MAX)
            .http2_keep_alive_interval(KEEP_ALIVE_INTERVAL)
            .http2_keep_alive_timeout(KEEP_ALIVE_TIMEOUT);
        if config.protocol == Protocol::Grpc {
            builder = builder.http2_prior_knowledge();
        }
        if !is_https {
            // A proxy would read the headers, and does not know the host that `localhost` is.
            builder = builder.no_proxy();
        }
        Ok(Self {
            http: builder.build().map_err(ClientError::Setup)?,
            url,
            headers: headers(config)?,
            protocol: config.protocol,
            compression: config.compression,
            timeout: config.timeout,
            secrets: secrets(config),
        })
    }

    /// Prepares an empty buffer for the message of a request.
    pub(crate) fn begin(&self, buffer: &mut Vec<u8>) {
        if self.protocol == Protocol::Grpc {
            buffer.resize(grpc::PREFIX_BYTES, 0);
        }
    }

    /// Makes a body of a buffer that was begun and filled.
    pub(crate) fn pack(&self, mut buffer: Vec<u8>) -> io::Result<Bytes> {
        let start = match self.protocol {
            Protocol::HttpProtobuf => 0,
            Protocol::Grpc => grpc::PREFIX_BYTES,
        };
        if self.compression == Compression::Gzip {
            let mut packed = Vec::with_capacity(buffer.len() / 4);
            packed.resize(start, 0);
            let mut gzip = GzEncoder::new(packed, flate2::Compression::fast());
            gzip.write_all(&buffer[start..])?;
            buffer = gzip.finish()?;
        }
        if self.protocol == Protocol::Grpc {
            grpc::write_prefix(&mut buffer, self.compression == Compression::Gzip);
        }
        Ok(Bytes::from(buffer))
    }

    /// Sends a body once. Ends at the deadline at the latest.
    pub(crate) async fn send(&self, body: Bytes, deadline: &Deadline) -> Outcome {
        let deadline = deadline.at_most(after(self.timeout));
        let request = self
            .http
            .post(self.url.clone())
            .headers(self.headers.clone())
            .body(body);
        let outcome = match self.protocol {
            Protocol::HttpProtobuf => http::send(request, deadline).await,
            Protocol::Grpc => grpc::send(request, deadline).await,
        };
        outcome.presentable(&self.secrets)
    }

    /// Where records go, as the operator wrote it but without what must not be shown.
    pub(crate) fn target(&self) -> String {
        let target = shown(&self.url);
        match self.protocol {
            Protocol::HttpProtobuf => target,
            Protocol::Grpc => target
                .strip_suffix(self.url.path())
                .unwrap_or(&target)
                .to_owned(),
        }
    }
}

fn endpoint(config: &OtlpConfig) -> Result<Url, ClientError> {
    let expected = match config.protocol {
        Protocol::HttpProtobuf => "http://localhost:4318/v1/traces",
        Protocol::Grpc => "http://localhost:4317",
    };
    let refused = |found| ClientError::Endpoint { found, expected };
    // What stands before an `@` may be a password.
    let host = config.endpoint.rsplit('@').next().unwrap_or_default();
    let url = Url::parse(&config.endpoint).map_err(|_| refused(host.to_owned()))?;
    if !url.has_host() {
        return Err(refused(host.to_owned()));
    }
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused(shown(&url)));
    }
    Ok(url)
}

fn shown(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let port = url
        .port()
        .map(|port| format!(":{port}"))
        .unwrap_or_default();
    format!("{}://{host}{port}{}", url.scheme(), url.path())
}

/// What no message may show, the longest first: one may hold another.
fn secrets(config: &OtlpConfig) -> Vec<Secret> {
    let mut secrets = Vec::new();
    for (_, value) in &config.headers {
        let value = response::shown(value.expose().as_bytes());
        // In `Bearer …` the secret is what follows, and a receiver may repeat only that.
        let token = value.split_once(' ').map(|(_, token)| token.trim_start());
        secrets.extend(token.map(str::to_owned));
        secrets.push(value);
    }
    secrets.retain(|secret| secret.len() >= SECRET_BYTES_MIN);
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    secrets.into_iter().map(Secret::new).collect()
}

fn headers(config: &OtlpConfig) -> Result<HeaderMap, ClientError> {
    let mut headers = HeaderMap::new();
    headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
    for (name, value) in &config.headers {
        let refused = || ClientError::Header(name.clone());
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?;
        let mut value = HeaderValue::from_str(value.expose()).map_err(|_| refused())?;
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    // They say how the body is sent, which is not for the user to say.
    for name in [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        headers.remove(name);
    }
    let compression = config.compression == Compression::Gzip;
    match config.protocol {
        Protocol::HttpProtobuf => http::add_headers(&mut headers, compression),
        Protocol::Grpc => grpc::add_headers(&mut headers, compression, config.timeout),
    }
    Ok(headers)
}

/// Why a request got no answer.
pub(super) fn unanswered(error: reqwest::Error) -> Outcome {
    if error.is_builder() {
        return Outcome::Refused(chain(&error.without_url()));
    }
    Outcome::Unavailable(Unavailable {
        is_unreachable: error.is_connect(),
        why: chain(&error.without_url()),
        retry_after: None,
    })
}

/// A receiver that was silent until the deadline.
pub(super) fn silent() -> Outcome {
    Outcome::later("no answer in time".to_owned(), None)
}

/// An error with its causes: the first says little, the last what to do.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let cause = error.to_string();
        if !text.contains(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
        source = error.source();
    }
    text
}
