//! One unary call of gRPC, and what its answer means. gRPC is HTTP/2 with a prefix before each
//! message and a status after the last, which needs no client of its own.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use http_body_util::BodyExt;
use percent_encoding::percent_decode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, TE};
use reqwest::{RequestBuilder, Response, StatusCode};

use crate::export::Deadline;
use crate::otlp::client::{silent, unanswered};
use crate::otlp::http::ANSWER_BYTES_MAX;
use crate::otlp::response::{self, Outcome};
use crate::otlp::retry_after;

/// Bytes before each message: whether it is compressed, and its length.
pub(super) const PREFIX_BYTES: usize = 5;

const GRPC: &str = "application/grpc";

const ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");
const TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");
const STATUS: &str = "grpc-status";
const MESSAGE: &str = "grpc-message";
const DETAILS: &str = "grpc-status-details-bin";

/// Milliseconds in `grpc-timeout`, which has eight digits at most.
const TIMEOUT_MS_MAX: u128 = 99_999_999;

/// Status codes, as gRPC numbers them.
const OK: u32 = 0;
const CANCELLED: u32 = 1;
const UNKNOWN: u32 = 2;
const DEADLINE_EXCEEDED: u32 = 4;
const RESOURCE_EXHAUSTED: u32 = 8;
const ABORTED: u32 = 10;
const OUT_OF_RANGE: u32 = 11;
const UNAVAILABLE: u32 = 14;
const DATA_LOSS: u32 = 15;

/// The names of all codes, by number.
const NAMES: [&str; 17] = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

pub(super) fn add_headers(headers: &mut HeaderMap, is_compressed: bool, timeout: Duration) {
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(GRPC));
    headers.insert(TE, HeaderValue::from_static("trailers"));
    headers.remove(ENCODING);
    if is_compressed {
        headers.insert(ENCODING, HeaderValue::from_static("gzip"));
    }
    let timeout = format!("{}m", timeout.as_millis().clamp(1, TIMEOUT_MS_MAX));
    if let Ok(timeout) = HeaderValue::from_str(&timeout) {
        headers.insert(TIMEOUT, timeout);
    }
}

/// Fills the prefix of the only message of a call.
pub(super) fn write_prefix(call: &mut [u8], is_compressed: bool) {
    let Some((prefix, message)) = call.split_first_chunk_mut::<PREFIX_BYTES>() else {
        return;
    };
    // No request is as long as 4 GiB.
    let length = u32::try_from(message.len()).unwrap_or(u32::MAX);
    prefix[0] = u8::from(is_compressed);
    prefix[1..].copy_from_slice(&length.to_be_bytes());
}

pub(super) async fn send(request: RequestBuilder, mut deadline: Deadline) -> Outcome {
    let response = match deadline.limit(request.send()).await {
        Some(Ok(response)) => response,
        Some(Err(error)) => return unanswered(error),
        None => return silent(),
    };
    if let Some(outcome) = without_grpc(&response) {
        return outcome;
    }
    if response.headers().contains_key(STATUS) {
        return conclude(response.headers(), &[]);
    }
    match deadline.limit(read(response)).await {
        Some(Ok((body, trailers))) => conclude(&trailers, &body),
        Some(Err(outcome)) => outcome,
        None => silent(),
    }
}

/// What an answer means that does not come from gRPC but from something in front of it.
fn without_grpc(response: &Response) -> Option<Outcome> {
    let status = response.status();
    let kind = response.headers().get(CONTENT_TYPE);
    let is_grpc = kind.is_some_and(|kind| kind.as_bytes().starts_with(GRPC.as_bytes()));
    match status {
        StatusCode::OK if is_grpc => None,
        StatusCode::TOO_MANY_REQUESTS
        | StatusCode::BAD_GATEWAY
        | StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::GATEWAY_TIMEOUT => {
            let retry_after = retry_after::read(response.headers(), SystemTime::now());
            Some(Outcome::later(format!("HTTP {status}"), retry_after))
        }
        _ => Some(Outcome::Refused(format!(
            "HTTP {status} without a gRPC answer; is this an OTLP endpoint for gRPC?"
        ))),
    }
}

/// The messages and the trailers of an answer.
async fn read(response: Response) -> Result<(Vec<u8>, HeaderMap), Outcome> {
    let mut body = reqwest::Body::from(response);
    let mut messages = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(unanswered)?;
        let data = match frame.into_trailers() {
            Ok(trailers) => return Ok((messages, trailers)),
            Err(frame) => frame.into_data().unwrap_or_default(),
        };
        if messages.len() + data.len() > ANSWER_BYTES_MAX {
            let why = format!("the answer is longer than {ANSWER_BYTES_MAX} bytes");
            return Err(Outcome::Refused(why));
        }
        messages.extend_from_slice(&data);
    }
    Ok((messages, HeaderMap::new()))
}

fn conclude(trailers: &HeaderMap, body: &[u8]) -> Outcome {
    let text = |name| trailers.get(name).map(HeaderValue::as_bytes);
    let code = text(STATUS).and_then(|code| str::from_utf8(code).ok()?.trim().parse().ok());
    let message: Vec<u8> = percent_decode(text(MESSAGE).unwrap_or_default()).collect();
    let details = text(DETAILS).and_then(|details| {
        let unpadded = details.trim_ascii_end();
        let end = unpadded.iter().rposition(|byte| *byte != b'=')? + 1;
        STANDARD_NO_PAD.decode(&unpadded[..end]).ok()
    });
    let retry_after = details.as_deref().and_then(response::retry_delay);
    let why = || describe(code.unwrap_or(UNKNOWN), &message);
    match code {
        Some(OK) => accepted(body),
        Some(RESOURCE_EXHAUSTED) if retry_after.is_none() => Outcome::Refused(why()),
        Some(
            CANCELLED | DEADLINE_EXCEEDED | RESOURCE_EXHAUSTED | ABORTED | OUT_OF_RANGE
            | UNAVAILABLE | DATA_LOSS,
        ) => Outcome::later(why(), retry_after),
        Some(_) => Outcome::Refused(why()),
        None => Outcome::Refused("the answer has no gRPC status".to_owned()),
    }
}

fn accepted(body: &[u8]) -> Outcome {
    match body.split_first_chunk::<PREFIX_BYTES>() {
        None => Outcome::accepted(&[]),
        Some(([0, length @ ..], message)) => {
            let length = u32::from_be_bytes(*length) as usize;
            // What is cut cannot be read, which is said of it.
            Outcome::accepted(message.get(..length).unwrap_or(b"\xff"))
        }
        // Nobody said that compressed answers are understood.
        Some(_) => Outcome::accepted(b"\xff"),
    }
}

fn describe(code: u32, message: &[u8]) -> String {
    let name = NAMES
        .get(code as usize)
        .unwrap_or(&"of a number that gRPC does not know");
    let message = response::shown(message);
    if message.is_empty() {
        format!("gRPC status {name}")
    } else {
        format!("gRPC status {name}: {message}")
    }
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;

    use super::*;
    use crate::otlp::protobuf::{Expected, Writer};

    fn outcome(code: &'static str, details: Option<&'static str>) -> Outcome {
        let mut trailers = HeaderMap::new();
        trailers.insert(STATUS, HeaderValue::from_static(code));
        trailers.insert(MESSAGE, HeaderValue::from_static("too%20much"));
        if let Some(details) = details {
            trailers.insert(DETAILS, HeaderValue::from_static(details));
        }
        conclude(&trailers, &[])
    }

    #[test]
    fn exactly_the_codes_that_otlp_names_are_tried_again() {
        let again: Vec<_> = NAMES
            .iter()
            .enumerate()
            .filter(|(code, _)| {
                let code: &'static str = code.to_string().leak();
                matches!(outcome(code, None), Outcome::Unavailable(_))
            })
            .map(|(_, name)| *name)
            .collect();
        let expected = [
            "CANCELLED",
            "DEADLINE_EXCEEDED",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNAVAILABLE",
            "DATA_LOSS",
        ];
        assert_eq!(again, expected);
    }

    #[test]
    fn exhausted_resources_are_waited_for_if_the_receiver_says_how_long() {
        let refused = Outcome::Refused("gRPC status RESOURCE_EXHAUSTED: too much".to_owned());
        assert_eq!(outcome("8", None), refused);
        let mut status = Vec::new();
        Writer::new(&mut status).message(3, Expected::Tiny, |any| {
            any.text(1, "type.googleapis.com/google.rpc.RetryInfo");
            any.message(2, Expected::Tiny, |info| {
                info.message(1, Expected::Tiny, |duration| duration.put_uint(1, 2));
            });
        });
        for details in [STANDARD.encode(&status), STANDARD_NO_PAD.encode(&status)] {
            let expected = Outcome::later(
                "gRPC status RESOURCE_EXHAUSTED: too much".to_owned(),
                Some(Duration::from_secs(2)),
            );
            assert_eq!(outcome("8", Some(details.leak())), expected);
        }
    }
}
