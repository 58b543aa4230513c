//! The body of a request, from bytes to what it means.

pub(crate) mod json;
mod receive;
mod take;

use axum::extract::{FromRequest, Request};

use crate::error::ApiError;
use crate::issues::Issue;
use crate::limits::BODY_BYTES_INLINE_MAX;
pub(crate) use json::Json;
use receive::Received;
pub(crate) use receive::{Room, receive, refuse_oversized};
pub(crate) use take::{Fields, array, choice, integer, object, string, string_map, text};

/// What a body can mean.
pub(crate) trait FromJson: Sized + Send + 'static {
    /// Reads a body; answers with every issue, in the order of the fields.
    fn from_json(body: Json) -> Result<Self, Vec<Issue>>;
}

/// Extracts the body of a request that was [received](receive) and says that it is JSON.
#[derive(Debug)]
pub(crate) struct Payload<T>(pub(crate) T);

impl<T: FromJson, S: Sync> FromRequest<S> for Payload<T> {
    type Rejection = ApiError;

    async fn from_request(mut request: Request, _: &S) -> Result<Self, ApiError> {
        let received = request.extensions_mut().remove::<Received>();
        let Received(bytes) = received.ok_or(ApiError::Internal)?;
        if !receive::is_json(request.headers()) {
            return Err(ApiError::UnsupportedContentType);
        }
        if receive::is_encoded(request.headers()) {
            return Err(ApiError::UnsupportedContentEncoding);
        }
        let parse = move || {
            // Like a browser decodes text: what is no UTF-8 is replaced, and a byte order mark dropped.
            let text = String::from_utf8_lossy(&bytes);
            let json = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(&text));
            let json = json.map_err(|source| ApiError::MalformedJson { source })?;
            T::from_json(json).map_err(|issues| ApiError::InvalidPayload { issues })
        };
        if received_is_small(&request) {
            return parse().map(Self);
        }
        let parsed = tokio::task::spawn_blocking(parse).await;
        parsed.map_err(|_| ApiError::Internal)?.map(Self)
    }
}

fn received_is_small(request: &Request) -> bool {
    let length = request.extensions().get::<receive::Length>();
    length.is_none_or(|length| length.0 <= BODY_BYTES_INLINE_MAX)
}
