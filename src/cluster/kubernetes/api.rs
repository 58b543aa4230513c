//! Requests to the Kubernetes API: each a span, tried again where that helps, bounded in time and size.

mod answer;
mod retry;

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING};
use http::{HeaderMap, HeaderValue, Method, Request, Response};
use kube::Client;
use kube::client::Body;
use semconv::attributes::HttpRequestMethod;
use semconv::http as spans;
use serde::de::DeserializeOwned;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::error::ApiError;
use crate::limits::RESPONSE_BYTES_MAX;
pub(super) use answer::{Status, unsent};

/// What is asked for in plain JSON.
pub(super) const JSON: &str = "application/json";

/// One GET.
#[derive(Debug, Clone)]
pub(super) struct Get {
    path: String,
    /// Names and values of the query, percent-encoded.
    query: String,
    accept: &'static str,
}

impl Get {
    pub(super) fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            query: String::new(),
            accept: JSON,
        }
    }

    /// What the server names itself, with a query of its own.
    pub(super) fn of_link(link: &str) -> Self {
        let (path, query) = link.split_once('?').unwrap_or((link, ""));
        Self {
            query: query.to_owned(),
            ..Self::new(path)
        }
    }

    pub(super) fn accepts(self, accept: &'static str) -> Self {
        Self { accept, ..self }
    }

    pub(super) fn query(mut self, name: &str, value: &str) -> Self {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(name);
        self.query.push('=');
        self.query.extend(form_encoded(value));
        self
    }

    fn target(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }
}

/// Letters, digits and what needs no encoding stay; tokens of lists are base64.
fn form_encoded(text: &str) -> impl Iterator<Item = char> {
    text.bytes().flat_map(|byte| {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
        let shown = if plain {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        };
        shown.chars().collect::<Vec<_>>()
    })
}

/// The API of one cluster.
#[derive(Clone)]
pub(super) struct Api {
    client: Client,
    server: Server,
    timeout: Duration,
}

/// Where the API is, without credentials.
#[derive(Debug, Clone)]
pub(super) struct Server {
    base: String,
    address: String,
    port: u16,
}

impl Server {
    pub(super) fn of(url: &http::Uri) -> Self {
        let scheme = url.scheme_str().unwrap_or("https");
        let host = url.host().unwrap_or_default();
        let port = url
            .port_u16()
            .unwrap_or(if scheme == "http" { 80 } else { 443 });
        Self {
            base: format!(
                "{scheme}://{host}:{port}{}",
                url.path().trim_end_matches('/')
            ),
            address: host.trim_matches(['[', ']']).to_owned(),
            port,
        }
    }

    /// The URL without user name, password and query.
    pub(super) fn url(&self) -> &str {
        &self.base
    }
}

impl Api {
    pub(super) fn new(client: Client, server: Server, timeout: Duration) -> Self {
        Self {
            client,
            server,
            timeout,
        }
    }

    pub(super) fn server(&self) -> &Server {
        &self.server
    }

    /// The JSON of an answer. Parsed where it blocks nobody.
    pub(super) async fn json<T: DeserializeOwned + Send + 'static>(
        &self,
        get: &Get,
        expected: &'static str,
    ) -> Result<T, ApiError> {
        let body = self.get(get).await?;
        parsed(body, expected).await
    }

    /// The body of an answer.
    pub(super) async fn get(&self, get: &Get) -> Result<Bytes, ApiError> {
        self.traced(get, |headers| async {
            self.in_time(async {
                let response = self.send(get, headers, false).await?;
                answer::body(response.into_body(), RESPONSE_BYTES_MAX).await
            })
            .await
        })
        .await
    }

    /// An answer that goes on for as long as the server has something to say. Its span ends when it begins.
    pub(super) async fn open(&self, get: &Get) -> Result<Body, ApiError> {
        self.traced(get, |headers| async {
            let response = self.in_time(self.send(get, headers, true)).await?;
            Ok(response.into_body())
        })
        .await
    }

    async fn in_time<T>(
        &self,
        answer: impl Future<Output = Result<T, ApiError>>,
    ) -> Result<T, ApiError> {
        let late = |_| ApiError::Timeout {
            seconds: self.timeout.as_secs_f64(),
        };
        timeout(self.timeout, answer).await.map_err(late)?
    }

    /// One span for a request, however often it is sent.
    async fn traced<T, F>(&self, get: &Get, send: impl Fn(HeaderMap) -> F) -> Result<T, ApiError>
    where
        F: Future<Output = Result<T, ApiError>>,
    {
        let url = format!("{}{}", self.server.base, get.path);
        let span = spans::ClientRequest {
            http_request_method: HttpRequestMethod::Get,
            url_full: url.as_str(),
            server_address: self.server.address.as_str(),
            server_port: self.server.port.into(),
        }
        .start();
        let mut headers = HeaderMap::new();
        span.inject(&mut headers);
        span.scope(async {
            let outcome = retry::until_answered(&span, || send(headers.clone())).await;
            let status = match &outcome {
                Ok(_) => Some(http::StatusCode::OK),
                Err(error) => error.status(),
            };
            if let Some(status) = status {
                span.set_http_response_status_code(status.as_u16());
            }
            outcome
        })
        .await
    }

    async fn send(
        &self,
        get: &Get,
        headers: HeaderMap,
        streams: bool,
    ) -> Result<Response<Body>, ApiError> {
        let mut request = Request::builder()
            .method(Method::GET)
            .uri(get.target())
            .header(ACCEPT, get.accept)
            .body(Body::empty())
            .map_err(|_| ApiError::Request)?;
        request.headers_mut().extend(headers);
        if streams {
            // Each event of a stream would be compressed on its own, which few decoders read.
            let identity = HeaderValue::from_static("identity");
            request.headers_mut().insert(ACCEPT_ENCODING, identity);
        }
        let response = self.client.send(request).await.map_err(answer::unsent)?;
        if response.status().is_success() {
            return Ok(response);
        }
        Err(answer::refusal(response).await)
    }
}

/// Parses on a thread that may block.
pub(super) async fn parsed<T: DeserializeOwned + Send + 'static>(
    body: Bytes,
    expected: &'static str,
) -> Result<T, ApiError> {
    let parsed = spawn_blocking(move || serde_json::from_slice(&body)).await;
    let garbage = |found: String| ApiError::Garbage { expected, found };
    match parsed {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(garbage(format!(
            "something else at line {}, column {}",
            error.line(),
            error.column()
        ))),
        Err(_) => Err(garbage("an answer that could not be parsed".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_of_a_list_is_encoded() {
        let get = Get::new("/api/v1/pods")
            .query("limit", "3")
            .query("continue", "a+b/c=");
        assert_eq!(get.target(), "/api/v1/pods?limit=3&continue=a%2Bb%2Fc%3D");
    }

    #[test]
    fn the_server_is_named_without_credentials() {
        let server = Server::of(&"https://me:secret@[::1]:6443/k8s/".parse().unwrap());
        assert_eq!(server.url(), "https://[::1]:6443/k8s");
        assert_eq!((server.address.as_str(), server.port), ("::1", 6443));
        let server = Server::of(&"https://api.example.org".parse().unwrap());
        assert_eq!(server.port, 443);
    }
}
