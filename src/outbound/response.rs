//! What comes back.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::error::CallError;

/// A whole answer, of a status that the request accepts.
#[derive(Clone)]
pub struct Response {
    /// 2xx, or what [`Request::accepts`](crate::Request::accepts) named.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
    /// Who answered, for errors.
    pub(crate) server: Arc<str>,
}

impl Response {
    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// If it is something else than `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, CallError> {
        serde_json::from_slice(&self.body).map_err(|source| CallError::NotJson {
            server: Arc::clone(&self.server),
            source,
        })
    }
}

/// Without headers and body, which may be secret.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
