//! The client and its calls.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::USER_AGENT;
use http::{HeaderMap, StatusCode};
use reqwest::Url;
use reqwest::redirect::Policy;
use semconv::Failure;
use semconv::attributes::HttpRequestMethod;
use semconv::events::HttpRetry;
use semconv::http::{ClientRequest, ClientRequestSpan};
use tokio::time::Instant;

use crate::attempt::{Attempt, Outcome};
use crate::config::ClientConfig;
use crate::error::{CallError, ClientError};
use crate::limits::{CONNECT_SECONDS_MAX, IDLE_SECONDS_MAX};
use crate::request::Request;
use crate::response::Response;
use crate::retry::Backoff;
use crate::server::{Server, recorded};
use crate::tls;

const AGENT: &str = concat!("cluster-whisperer/", env!("CARGO_PKG_VERSION"));

/// Speaks to one server. Clones share their connections.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    http: reqwest::Client,
    server: Server,
    config: ClientConfig,
}

impl Client {
    /// A client; nothing is sent yet. A TLS provider must have been installed in the process.
    ///
    /// # Errors
    ///
    /// If the configuration does not work: see [`ClientError`].
    pub fn new(mut config: ClientConfig) -> Result<Self, ClientError> {
        let server = Server::new(&config)?;
        for value in config.headers.values_mut() {
            value.set_sensitive(true);
        }
        let builder = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(CONNECT_SECONDS_MAX))
            .pool_idle_timeout(Duration::from_secs(IDLE_SECONDS_MAX))
            // Whoever is led to another server would hand it the key of this one.
            .redirect(Policy::none())
            .referer(false);
        let http = tls::configure(builder, &server, &config.tls)?
            .build()
            .map_err(|error| ClientError::Setup {
                server: Arc::clone(&server.shown),
                source: error.without_url(),
            })?;
        Ok(Self(Arc::new(Inner {
            http,
            server,
            config,
        })))
    }

    /// Name or address of the server, for spans.
    #[must_use]
    pub fn server_address(&self) -> &str {
        &self.0.server.address
    }

    /// Port of the server, for spans.
    #[must_use]
    pub fn server_port(&self) -> u16 {
        self.0.server.port
    }

    /// Sends a request, again if that may help, below one span.
    ///
    /// # Errors
    ///
    /// If no answer came that the request accepts: see [`CallError`].
    pub async fn call(&self, request: Request) -> Result<Response, CallError> {
        let server = &self.0.server;
        let url = server.url(&request)?;
        let method = HttpRequestMethod::from_value(request.method.as_str());
        let span = ClientRequest {
            http_request_method: method.unwrap_or(HttpRequestMethod::Other),
            url_full: recorded(&url).as_str(),
            server_address: &server.address,
            server_port: server.port.into(),
        }
        .start();
        span.scope(self.attempts(&span, &request, &url)).await
    }

    async fn attempts(
        &self,
        span: &ClientRequestSpan,
        request: &Request,
        url: &Url,
    ) -> Result<Response, CallError> {
        let config = &self.0.config;
        let headers = self.headers(span, request);
        let attempt_timeout = request.attempt_timeout.unwrap_or(config.attempt_timeout);
        let end = Instant::now() + config.total_timeout;
        let mut backoff = Backoff::new(&config.retries);
        let mut number = 1;
        loop {
            let attempt = Attempt {
                http: &self.0.http,
                server: &self.0.server.shown,
                request,
                url,
                headers: &headers,
                response_bytes_max: config.response_bytes_max,
                number,
            };
            let left = end.saturating_duration_since(Instant::now());
            let Outcome { status, result } = attempt.run(attempt_timeout.min(left)).await;
            let left = end.saturating_duration_since(Instant::now());
            let wait = match &result {
                Err(error) if request.is_repeatable => backoff.wait(number, error, left),
                _ => None,
            };
            let (Err(error), Some(wait)) = (&result, wait) else {
                if let Some(status) = status {
                    span.set_http_response_status_code(status.as_u16());
                }
                return result;
            };
            record_retry(span, number, wait, status, error);
            tokio::time::sleep(wait).await;
            number += 1;
        }
    }

    /// The client's headers, the request's instead of those of the same name, and the trace.
    fn headers(&self, span: &ClientRequestSpan, request: &Request) -> HeaderMap {
        let mut headers = self.0.config.headers.clone();
        headers
            .entry(USER_AGENT)
            .or_insert(http::HeaderValue::from_static(AGENT));
        for name in request.headers.keys() {
            headers.remove(name);
        }
        headers.extend(request.headers.clone());
        span.inject(&mut headers);
        headers
    }
}

/// Says on the span that the request is sent again, for the `number`th time.
fn record_retry(
    span: &ClientRequestSpan,
    number: u32,
    wait: Duration,
    status: Option<StatusCode>,
    error: &CallError,
) {
    span.set_http_request_resend_count(number);
    let event = span.add_http_retry(HttpRetry {
        http_request_resend_count: number.into(),
        retry_delay_ms: i64::try_from(wait.as_millis()).unwrap_or(i64::MAX),
        error_type: error.error_type(),
    });
    if let Some(status) = status {
        event.set_http_response_status_code(status.as_u16());
    }
}

/// Without headers, which may be secret.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("server", &self.0.server.shown)
            .finish_non_exhaustive()
    }
}
