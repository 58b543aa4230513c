//! An id for every request, by which clients and logs speak of it.

use std::fmt;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use uuid::Uuid;

use crate::limits::REQUEST_ID_BYTES_MAX;

/// The header that carries it, both ways.
const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// What tells the ids of this process from those of others.
static PROCESS: LazyLock<u64> = LazyLock::new(|| Uuid::new_v4().as_u64_pair().0);

/// How many ids were made.
static MADE: AtomicU64 = AtomicU64::new(0);

/// The id of a request; goes out with the response, for the log.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(HeaderValue);

impl RequestId {
    /// The client's, if it is one that may stand in a log.
    fn of(request: &Request) -> Option<Self> {
        let value = request.headers().get(HEADER)?;
        let is_sane = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:/+=@".contains(byte);
        let bytes = value.as_bytes();
        let fits = (1..=REQUEST_ID_BYTES_MAX).contains(&bytes.len()) && bytes.iter().all(is_sane);
        fits.then(|| Self(value.clone()))
    }

    /// One that no other request has.
    fn new() -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let text = format!("{:016x}{number:08x}", *PROCESS);
        let value = HeaderValue::from_str(&text);
        Self(value.unwrap_or(HeaderValue::from_static("unknown")))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.to_str().unwrap_or_default())
    }
}

/// Gives the response the id of the request, or one made for it.
pub(crate) async fn assign(request: Request, next: Next) -> Response {
    let id = RequestId::of(&request).unwrap_or_else(RequestId::new);
    let mut response = next.run(request).await;
    response.headers_mut().insert(HEADER, id.0.clone());
    response.extensions_mut().insert(id);
    response
}
