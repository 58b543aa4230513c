//! What comes back: bodies within a limit, and what an error says.

use bytes::{Bytes, BytesMut};
use http::header::RETRY_AFTER;
use http::{HeaderMap, Response, StatusCode};
use http_body_util::BodyExt;
use kube::client::Body;
use serde::Deserialize;

use crate::kubernetes::connection::credentials;
use crate::kubernetes::error::ApiError;
use crate::limits::{STATUS_BYTES_MAX, STATUS_CHARS_MAX};

/// What the API says when it refuses.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::kubernetes) struct Status {
    code: u16,
    message: String,
    metadata: StatusMetadata,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct StatusMetadata {
    #[serde(rename = "continue")]
    resume: String,
}

impl Status {
    /// An error in the midst of an answer, where only this text has the status.
    pub(in crate::kubernetes) fn into_error(self) -> ApiError {
        let status = StatusCode::from_u16(self.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.refusal(status, None)
    }

    fn refusal(self, status: StatusCode, wait_seconds: Option<u64>) -> ApiError {
        ApiError::Status {
            status,
            message: shortened(&self.message),
            wait_seconds,
            resume: Some(self.metadata.resume).filter(|token| !token.is_empty()),
        }
    }
}

/// In one line, without what would disturb a terminal.
fn shortened(message: &str) -> String {
    let line: String = message
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(STATUS_CHARS_MAX)
        .collect();
    line.trim().to_owned()
}

/// The body of an answer.
pub(super) async fn body(mut body: Body, bytes_max: usize) -> Result<Bytes, ApiError> {
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        // Trailers say nothing.
        let Ok(data) = frame.map_err(unsent)?.into_data() else {
            continue;
        };
        if read.len() + data.len() > bytes_max {
            return Err(ApiError::TooLarge);
        }
        read.extend_from_slice(&data);
    }
    Ok(read.freeze())
}

/// What an answer that is an error says.
pub(super) async fn refusal(response: Response<Body>) -> ApiError {
    let status = response.status();
    let wait_seconds = wait_seconds(response.headers());
    // Whatever stands in the way of the API answers in words of its own, which are not shown.
    let said = match body(response.into_body(), STATUS_BYTES_MAX).await {
        Ok(body) => serde_json::from_slice::<Status>(&body).unwrap_or_default(),
        Err(_) => Status::default(),
    };
    said.refusal(status, wait_seconds)
}

fn wait_seconds(headers: &HeaderMap) -> Option<u64> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()
}

/// Why a request got no answer, or not all of it.
pub(in crate::kubernetes) fn unsent(error: kube::Error) -> ApiError {
    let cause: &(dyn std::error::Error + 'static) = match &error {
        kube::Error::Auth(error) => return ApiError::Credentials(credentials(error)),
        kube::Error::Service(error) => &**error,
        other => other,
    };
    let mut causes = Vec::new();
    let mut next = Some(cause);
    while let Some(cause) = next {
        if let Some(error) = cause.downcast_ref::<kube::client::AuthError>() {
            return ApiError::Credentials(credentials(error));
        }
        causes.push(cause.to_string());
        next = cause.source();
    }
    // What the client calls itself helps nobody.
    if causes.len() > 1 && causes[0].starts_with("client error") {
        causes.remove(0);
    }
    causes.dedup();
    ApiError::Transport(causes.join(": "))
}
