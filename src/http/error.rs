//! What a request can end with instead of an answer.

use std::sync::Arc;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use semconv::Failure;
use semconv::attributes::ErrorType;
use serde_json::json;
use vectorstore::StoreError;

use crate::issues::Issue;
use crate::limits::RETRY_AFTER_SECONDS;

/// Why a request was not answered. Its `Display` is the `error` of the response, and says nothing about the inside of
/// the server; that is what `source` is for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    #[error("Not found")]
    NotFound,
    #[error("Method not allowed")]
    MethodNotAllowed,
    #[error("Unsupported content type: expected application/json")]
    UnsupportedContentType,
    #[error("Unsupported content encoding: expected a body that is not compressed")]
    UnsupportedContentEncoding,
    #[error("Payload too large (max 5MB)")]
    PayloadTooLarge,
    #[error("Request body did not arrive in time")]
    BodyTimeout,
    #[error("Request body broke off")]
    BodyBrokenOff { source: axum::Error },
    #[error("Malformed JSON in request body")]
    MalformedJson { source: serde_json::Error },
    #[error("Invalid payload")]
    InvalidPayload { issues: Vec<Issue> },
    #[error("Too many requests in progress")]
    TooManyRequests,
    #[error("Request timed out")]
    Timeout,
    #[error("The vector store could not process the request")]
    Store { source: StoreError },
    #[error("The vector store is not ready")]
    NotReady { source: StoreError },
    #[error("The readiness check timed out")]
    ReadinessTimeout,
}

impl ApiError {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::UnsupportedContentType | Self::UnsupportedContentEncoding => {
                StatusCode::UNSUPPORTED_MEDIA_TYPE
            }
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::BodyBrokenOff { .. }
            | Self::MalformedJson { .. }
            | Self::InvalidPayload { .. } => StatusCode::BAD_REQUEST,
            Self::Store { .. } => StatusCode::INTERNAL_SERVER_ERROR,
            Self::TooManyRequests
            | Self::Timeout
            | Self::NotReady { .. }
            | Self::ReadinessTimeout => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn body(&self) -> serde_json::Value {
        let error = self.to_string();
        match self {
            Self::InvalidPayload { issues } => json!({ "error": error, "details": issues }),
            Self::NotReady { .. } | Self::ReadinessTimeout => {
                json!({ "status": "unavailable", "error": error })
            }
            _ => json!({ "error": error }),
        }
    }
}

impl Failure for ApiError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::NotFound => ErrorType::NotFound,
            Self::MethodNotAllowed
            | Self::UnsupportedContentType
            | Self::UnsupportedContentEncoding
            | Self::PayloadTooLarge
            | Self::MalformedJson { .. }
            | Self::InvalidPayload { .. } => ErrorType::InvalidInput,
            Self::BodyTimeout | Self::Timeout | Self::ReadinessTimeout => ErrorType::Timeout,
            Self::BodyBrokenOff { .. } => ErrorType::Io,
            Self::TooManyRequests | Self::NotReady { .. } => ErrorType::Unavailable,
            Self::Store { source } => source.error_type(),
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(source: StoreError) -> Self {
        Self::Store { source }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status(), Json(self.body())).into_response();
        if matches!(self, Self::TooManyRequests) {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER_SECONDS));
        }
        // The span of the request ends with it.
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
