//! The body of a request, from bytes to JSON.

pub(crate) mod json;
mod take;

use std::pin::Pin;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};

use crate::error::ApiError;
use crate::limits::{BODY_BYTES_DISCARDED_MAX, BODY_BYTES_MAX, BODY_TIME_MAX};
pub(crate) use json::Json;
pub(crate) use take::{Fields, array, choice, integer, object, string, string_map, text};

/// Extracts the body of a request that says it is JSON.
#[derive(Debug)]
pub(crate) struct JsonBody(pub(crate) Json);

impl<S: Sync> FromRequest<S> for JsonBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let is_json = is_json(request.headers());
        let is_encoded = is_encoded(request.headers());
        // The size first: whoever sends too much is told so whatever it was.
        let bytes = tokio::time::timeout(BODY_TIME_MAX, read(request)).await;
        let bytes = bytes.unwrap_or(Err(ApiError::BodyTimeout))?;
        if !is_json {
            return Err(ApiError::UnsupportedContentType);
        }
        if is_encoded {
            return Err(ApiError::UnsupportedContentEncoding);
        }
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|source| ApiError::MalformedJson { source })
    }
}

/// `application/json` or `application/<anything>+json`, with or without parameters.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let media_type = value
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let subtype = media_type.strip_prefix("application/").unwrap_or_default();
    subtype == "json"
        || subtype
            .strip_suffix("+json")
            .is_some_and(|name| !name.is_empty())
}

/// Whether the body is compressed, which would otherwise be told to be malformed JSON.
fn is_encoded(headers: &HeaderMap) -> bool {
    let encodings = headers.get_all(header::CONTENT_ENCODING);
    encodings
        .iter()
        .any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

async fn read(request: Request) -> Result<Vec<u8>, ApiError> {
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > BODY_BYTES_DISCARDED_MAX) {
        return Err(ApiError::PayloadTooLarge);
    }
    let mut bytes = Vec::with_capacity(announced.unwrap_or_default().min(BODY_BYTES_MAX));
    let mut received = 0;
    let mut body = request.into_body();
    while let Some(chunk) = next_chunk(&mut body).await? {
        received += chunk.len();
        if received > BODY_BYTES_DISCARDED_MAX {
            break;
        }
        if received > BODY_BYTES_MAX {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&chunk);
        }
    }
    if received > BODY_BYTES_MAX {
        return Err(ApiError::PayloadTooLarge);
    }
    Ok(bytes)
}

async fn next_chunk(body: &mut Body) -> Result<Option<Bytes>, ApiError> {
    loop {
        let frame = std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await;
        match frame
            .transpose()
            .map_err(|source| ApiError::BodyBrokenOff { source })?
        {
            None => return Ok(None),
            // Trailers say nothing that matters here.
            Some(frame) => {
                if let Ok(chunk) = frame.into_data() {
                    return Ok(Some(chunk));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_what_says_it_is_json() {
        let check = |value: Option<&str>, expect: bool| {
            let mut headers = HeaderMap::new();
            if let Some(value) = value {
                headers.insert(header::CONTENT_TYPE, value.parse().unwrap());
            }
            assert_eq!(is_json(&headers), expect, "{value:?}");
        };
        check(Some("application/json"), true);
        check(Some("Application/JSON; charset=utf-8"), true);
        check(Some("application/problem+json"), true);
        check(Some("application/+json"), false);
        check(Some("application/jsonp"), false);
        check(Some("text/json"), false);
        check(Some("text/plain"), false);
        check(Some(""), false);
        check(None, false);
    }
}
