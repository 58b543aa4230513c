//! One request over HTTP, and what its answer means.

use std::time::SystemTime;

use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{RequestBuilder, Response, StatusCode};

use crate::export::Deadline;
use crate::otlp::client::{silent, unanswered};
use crate::otlp::response::{self, Outcome};
use crate::otlp::retry_after;

/// Bytes read of an answer: what OTLP defines is far shorter.
pub(super) const ANSWER_BYTES_MAX: usize = 64 * 1024;

const PROTOBUF: &str = "application/x-protobuf";

pub(super) fn add_headers(headers: &mut HeaderMap, is_compressed: bool) {
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROTOBUF));
    headers.remove(CONTENT_ENCODING);
    if is_compressed {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
}

pub(super) async fn send(request: RequestBuilder, mut deadline: Deadline) -> Outcome {
    let response = match deadline.limit(request.send()).await {
        Some(Ok(response)) => response,
        Some(Err(error)) => return unanswered(error),
        None => return silent(),
    };
    let status = response.status();
    let retry_after = retry_after::read(response.headers(), SystemTime::now());
    let body = read(response, &mut deadline).await;
    if status.is_success() {
        return match body {
            Ok(body) => Outcome::accepted(&body),
            // The status has said that the spans are there; to send them again would double them.
            Err(why) => Outcome::Accepted {
                rejected: 0,
                remark: format!("the answer's status is {status}, but its body {why}"),
            },
        };
    }
    let why = describe(status, &body.unwrap_or_default());
    match status {
        StatusCode::TOO_MANY_REQUESTS
        | StatusCode::BAD_GATEWAY
        | StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::GATEWAY_TIMEOUT => Outcome::later(why, retry_after),
        _ => Outcome::Refused(why),
    }
}

/// The body of an answer, or what is wrong with it.
async fn read(mut response: Response, deadline: &mut Deadline) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    loop {
        match deadline.limit(response.chunk()).await {
            Some(Ok(Some(chunk))) if body.len() + chunk.len() > ANSWER_BYTES_MAX => {
                return Err(format!("is longer than {ANSWER_BYTES_MAX} bytes"));
            }
            Some(Ok(Some(chunk))) => body.extend_from_slice(&chunk),
            Some(Ok(None)) => return Ok(body),
            Some(Err(_)) => return Err("ends too early".to_owned()),
            None => return Err("does not end in time".to_owned()),
        }
    }
}

/// The status, and what the receiver says about it.
fn describe(status: StatusCode, body: &[u8]) -> String {
    let message = response::status_message(body).unwrap_or_else(|| response::shown(body));
    let hint = if status.is_redirection() {
        "; redirects are not followed"
    } else {
        ""
    };
    if message.is_empty() {
        format!("HTTP {status}{hint}")
    } else {
        format!("HTTP {status}{hint}: {message}")
    }
}
