//! Bytes as they arrive.

use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::ApiError;
use crate::limits::{BODIES_BYTES_MAX, BODY_BYTES_DISCARDED_MAX, BODY_BYTES_MAX, BODY_TIME_MAX};

/// What one permit of the room stands for, in bytes.
const ROOM_UNIT_BYTES: usize = 1024;

/// A body that has arrived, in the extensions of its request.
#[derive(Debug, Clone)]
pub(super) struct Received(pub(super) Bytes);

/// How long that body is, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length(pub(super) usize);

/// Memory for bodies. A body that would need more than there is left is refused rather than made to wait: all that
/// arrive at once could wait for one another.
#[derive(Debug, Clone)]
pub(crate) struct Room(Arc<Semaphore>);

impl Default for Room {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(BODIES_BYTES_MAX / ROOM_UNIT_BYTES)))
    }
}

impl Room {
    fn take(&self, bytes: usize) -> Result<OwnedSemaphorePermit, ApiError> {
        let units = u32::try_from(bytes.div_ceil(ROOM_UNIT_BYTES)).unwrap_or(u32::MAX);
        let taken = Arc::clone(&self.0).try_acquire_many_owned(units);
        taken.map_err(|_| ApiError::TooManyRequests)
    }
}

impl Room {
    /// Takes what is missing for so many bytes. Room is rounded up: what is held may do for further small chunks.
    fn hold(&self, bytes: usize, taken: &mut Option<OwnedSemaphorePermit>) -> Result<(), ApiError> {
        let held = taken.as_ref().map_or(0, OwnedSemaphorePermit::num_permits) * ROOM_UNIT_BYTES;
        if bytes > held {
            let more = self.take(bytes - held)?;
            match taken {
                Some(taken) => taken.merge(more),
                None => *taken = Some(more),
            }
        }
        Ok(())
    }
}

/// Waits for the body of a request, and keeps it in the extensions. The room is taken until the second result is dropped.
pub(crate) async fn receive(
    request: Request,
    room: &Room,
) -> Result<(Request, Option<OwnedSemaphorePermit>), ApiError> {
    let (mut parts, body) = request.into_parts();
    let read = tokio::time::timeout(BODY_TIME_MAX, read(&parts.headers, body, room)).await;
    let (bytes, taken) = read.unwrap_or(Err(ApiError::BodyTimeout))?;
    parts.extensions.insert(Length(bytes.len()));
    parts.extensions.insert(Received(bytes));
    Ok((Request::from_parts(parts, Body::empty()), taken))
}

/// Refuses a request that announces too large a body, whatever it asks for.
pub(crate) async fn refuse_oversized(request: Request, next: Next) -> Response {
    if announced(request.headers()).is_none_or(|length| length <= BODY_BYTES_MAX) {
        return next.run(request).await;
    }
    match receive(request, &Room::default()).await {
        Err(error) => error.into_response(),
        // Less came than was announced.
        Ok(_) => ApiError::PayloadTooLarge.into_response(),
    }
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    let length = headers.get(header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

async fn read(
    headers: &HeaderMap,
    mut body: Body,
    room: &Room,
) -> Result<(Bytes, Option<OwnedSemaphorePermit>), ApiError> {
    let announced = announced(headers).unwrap_or_default();
    let is_waiting = headers.contains_key(header::EXPECT);
    if announced > BODY_BYTES_DISCARDED_MAX || (is_waiting && announced > BODY_BYTES_MAX) {
        return Err(ApiError::PayloadTooLarge);
    }
    let mut bytes = Vec::new();
    let mut taken: Option<OwnedSemaphorePermit> = None;
    let mut received = 0;
    while let Some(chunk) = next_chunk(&mut body).await? {
        received += chunk.len();
        if received > BODY_BYTES_DISCARDED_MAX {
            break;
        }
        if received > BODY_BYTES_MAX || announced > BODY_BYTES_MAX {
            (bytes, taken) = (Vec::new(), None);
            continue;
        }
        room.hold(received, &mut taken)?;
        bytes.extend_from_slice(&chunk);
    }
    if received > BODY_BYTES_MAX {
        return Err(ApiError::PayloadTooLarge);
    }
    Ok((bytes.into(), taken))
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

/// `application/json` or `application/<anything>+json`, with or without parameters.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
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
pub(super) fn is_encoded(headers: &HeaderMap) -> bool {
    let encodings = headers.get_all(header::CONTENT_ENCODING);
    encodings
        .iter()
        .any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"))
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

    #[test]
    fn small_chunks_take_no_more_room_than_one_large_one() {
        let (room, mut taken) = (Room::default(), None);
        for received in 1..=3000 {
            room.hold(received, &mut taken).unwrap();
        }
        assert_eq!(taken.unwrap().num_permits(), 3);
    }

    #[test]
    fn room_is_taken_until_it_is_given_back() {
        let room = Room::default();
        let all = room.take(BODIES_BYTES_MAX).unwrap();
        assert!(matches!(room.take(1), Err(ApiError::TooManyRequests)));
        drop(all);
        assert!(room.take(BODIES_BYTES_MAX).is_ok());
    }
}
