//! One attempt: a request sent, and its answer read.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};
use reqwest::Url;

use crate::error::CallError;
use crate::limits::{ERROR_BODY_BYTES_MAX, ERROR_BODY_SECONDS_MAX};
use crate::request::Request;
use crate::response::Response;
use crate::retry_after;

/// What one attempt needs.
pub(crate) struct Attempt<'a> {
    pub(crate) http: &'a reqwest::Client,
    pub(crate) server: &'a Arc<str>,
    pub(crate) request: &'a Request,
    pub(crate) url: &'a Url,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) response_bytes_max: usize,
    /// Which attempt it is, from 1.
    pub(crate) number: u32,
}

/// What came of an attempt.
pub(crate) struct Outcome {
    /// The status, if one came.
    pub(crate) status: Option<StatusCode>,
    pub(crate) result: Result<Response, CallError>,
}

impl Attempt<'_> {
    pub(crate) async fn run(&self, timeout: Duration) -> Outcome {
        let mut status = None;
        let result = tokio::time::timeout(timeout, self.exchange(&mut status)).await;
        let result = result.unwrap_or_else(|_| {
            Err(CallError::Timeout {
                server: Arc::clone(self.server),
                after: timeout,
                attempts: self.number,
            })
        });
        Outcome { status, result }
    }

    async fn exchange(&self, status: &mut Option<StatusCode>) -> Result<Response, CallError> {
        let mut request = reqwest::Request::new(self.request.method.clone(), self.url.clone());
        *request.headers_mut() = self.headers.clone();
        if !self.request.body.is_empty() {
            *request.body_mut() = Some(self.request.body.clone().into());
        }
        let sent = self.http.execute(request).await;
        let mut response = sent.map_err(|error| self.broken(error))?;
        let found = *status.insert(response.status());
        if !found.is_success() && !self.request.accepted.contains(&found) {
            return Err(self.refused(response).await);
        }
        let headers = std::mem::take(response.headers_mut());
        Ok(Response {
            status: found,
            headers,
            body: self.body(response).await?,
            server: Arc::clone(self.server),
        })
    }

    async fn body(&self, mut response: reqwest::Response) -> Result<Bytes, CallError> {
        let too_large = || CallError::TooLarge {
            server: Arc::clone(self.server),
            bytes_max: self.response_bytes_max,
        };
        let announced = response.content_length().unwrap_or_default();
        if announced > self.response_bytes_max as u64 {
            return Err(too_large());
        }
        // In one piece, which most answers are, it need not be copied.
        let Some(first) = self.chunk(&mut response).await? else {
            return Ok(Bytes::new());
        };
        let mut whole = None::<BytesMut>;
        while let Some(next) = self.chunk(&mut response).await? {
            let body = whole.get_or_insert_with(|| BytesMut::from(&first[..]));
            if body.len() + next.len() > self.response_bytes_max {
                return Err(too_large());
            }
            body.extend_from_slice(&next);
        }
        let body = whole.map_or(first, BytesMut::freeze);
        if body.len() > self.response_bytes_max {
            return Err(too_large());
        }
        Ok(body)
    }

    async fn chunk(&self, response: &mut reqwest::Response) -> Result<Option<Bytes>, CallError> {
        response.chunk().await.map_err(|error| self.broken(error))
    }

    /// What an answer with an error's status means.
    async fn refused(&self, mut response: reqwest::Response) -> CallError {
        let mut body = BytesMut::new();
        let read = async {
            while body.len() < ERROR_BODY_BYTES_MAX
                && let Ok(Some(chunk)) = response.chunk().await
            {
                let room = ERROR_BODY_BYTES_MAX - body.len();
                body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            }
        };
        // The status says enough if the rest does not come.
        let time = Duration::from_secs(ERROR_BODY_SECONDS_MAX);
        tokio::time::timeout(time, read).await.ok();
        CallError::Status {
            server: Arc::clone(self.server),
            status: response.status(),
            body: body.freeze(),
            retry_after: retry_after::read(response.headers(), SystemTime::now()),
            attempts: self.number,
        }
    }

    /// The URL in the error's own text has path and query.
    fn broken(&self, error: reqwest::Error) -> CallError {
        let source = error.without_url();
        let server = Arc::clone(self.server);
        let attempts = self.number;
        if let Some(reason) = distrust(&source) {
            return CallError::Tls {
                server,
                reason,
                source,
            };
        }
        if source.is_connect() {
            return CallError::Connect {
                server,
                attempts,
                source,
            };
        }
        CallError::Transport {
            server,
            attempts,
            source,
        }
    }
}

/// What TLS complains about, if it does.
fn distrust(error: &reqwest::Error) -> Option<String> {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(tls) = error.downcast_ref::<rustls::Error>() {
            return Some(tls.to_string());
        }
        // An I/O error is not the source of what it wraps: it hands out the source of that.
        let wrapped = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        cause = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    None
}
