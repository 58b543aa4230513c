//! What is sent.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde::Serialize;

use crate::error::CallError;

/// What is sent. Unless it is [`once`](Self::once), it must do no harm if the server gets it twice.
#[derive(Clone)]
#[must_use = "a request is sent by `Client::call`"]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) path: Vec<String>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) is_repeatable: bool,
    pub(crate) accepted: Vec<StatusCode>,
    pub(crate) attempt_timeout: Option<Duration>,
}

impl Request {
    /// A request without a body. `path` is relative to the client's base; its segments are divided by `/` and not
    /// percent-encoded.
    pub fn new(method: Method, path: &str) -> Self {
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        Self {
            method,
            path: segments.map(str::to_owned).collect(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            is_repeatable: true,
            accepted: Vec::new(),
            attempt_timeout: None,
        }
    }

    /// A GET.
    pub fn get(path: &str) -> Self {
        Self::new(Method::GET, path)
    }

    /// A DELETE.
    pub fn delete(path: &str) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// A POST without a body.
    pub fn post(path: &str) -> Self {
        Self::new(Method::POST, path)
    }

    /// A POST of JSON.
    ///
    /// # Errors
    ///
    /// If `body` cannot be written as JSON.
    pub fn post_json(path: &str, body: &impl Serialize) -> Result<Self, CallError> {
        Self::new(Method::POST, path).json(body)
    }

    /// A PUT of JSON.
    ///
    /// # Errors
    ///
    /// If `body` cannot be written as JSON.
    pub fn put_json(path: &str, body: &impl Serialize) -> Result<Self, CallError> {
        Self::new(Method::PUT, path).json(body)
    }

    /// The request with a body of JSON.
    ///
    /// # Errors
    ///
    /// If `body` cannot be written as JSON.
    pub fn json(self, body: &impl Serialize) -> Result<Self, CallError> {
        let body = serde_json::to_vec(body).map_err(CallError::Body)?;
        Ok(self.body(HeaderValue::from_static("application/json"), body.into()))
    }

    /// The request with a body of any type.
    pub fn body(mut self, content_type: HeaderValue, body: Bytes) -> Self {
        self.headers.insert(CONTENT_TYPE, content_type);
        self.body = body;
        self
    }

    /// One more segment of the path, with any characters: a name or an id. `.`, `..` and nothing are refused by the
    /// call.
    pub fn segment(mut self, segment: &str) -> Self {
        self.path.push(segment.to_owned());
        self
    }

    /// One more pair of the query; neither part is percent-encoded.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.query.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A header, instead of the client's own of that name.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sent once at most: a second time could do harm.
    pub const fn once(mut self) -> Self {
        self.is_repeatable = false;
        self
    }

    /// An answer with this status is no error, besides all with 2xx.
    pub fn accepts(mut self, status: StatusCode) -> Self {
        self.accepted.push(status);
        self
    }

    /// Most time for one attempt, instead of the client's own.
    pub const fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }
}

/// The method: all else may be secret.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}
