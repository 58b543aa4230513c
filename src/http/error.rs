//! What a request can end with instead of an answer.

use std::sync::Arc;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jobs::JobsError;
use semconv::Failure;
use semconv::attributes::ErrorType;
use serde_json::json;
use vectorstore::StoreError;

use crate::access::Role;
use crate::issues::Issue;
use crate::limits::{RETRY_AFTER_SECONDS, SCAN_ITEMS_MAX, SCAN_RETRY_AFTER_SECONDS};

/// How to identify oneself.
const CHALLENGE: HeaderValue = HeaderValue::from_static("Bearer realm=\"cluster-whisperer\"");

/// Why a request was not answered. Its `Display` is the `error` of the response, and says nothing about the inside of
/// the server; that is what `source` is for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    #[error("Not found")]
    NotFound,
    /// Told like a path that is not there, with the header `Allow`.
    #[error("Not found")]
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
    #[error("Payload too large")]
    ScanTooLarge,
    #[error("Unauthorized: expected a bearer token that is known here")]
    Unauthorized,
    #[error("Forbidden: the token lacks the role {}", needed.as_str())]
    Forbidden { needed: Role },
    #[error("No such document")]
    NoSuchDocument,
    #[error("No such job")]
    NoSuchJob,
    #[error("Too many requests in progress")]
    TooManyRequests,
    #[error("Too many scan jobs in progress")]
    TooManyScans,
    #[error("Request timed out")]
    Timeout,
    #[error("The vector store could not process the request")]
    Store { source: StoreError },
    #[error("The vector store is not ready")]
    NotReady { source: StoreError },
    #[error("The readiness check timed out")]
    ReadinessTimeout,
    #[error("The job could not be kept or looked up")]
    Jobs { source: JobsError },
    #[error("Internal error")]
    Internal,
    /// The panic itself was reported where it happened.
    #[error("Internal error")]
    Panic,
}

impl ApiError {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::MethodNotAllowed | Self::NoSuchDocument | Self::NoSuchJob => {
                StatusCode::NOT_FOUND
            }
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
            Self::UnsupportedContentType | Self::UnsupportedContentEncoding => {
                StatusCode::UNSUPPORTED_MEDIA_TYPE
            }
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::BodyBrokenOff { .. }
            | Self::MalformedJson { .. }
            | Self::InvalidPayload { .. }
            | Self::ScanTooLarge => StatusCode::BAD_REQUEST,
            Self::TooManyScans => StatusCode::TOO_MANY_REQUESTS,
            Self::Store { .. } | Self::Jobs { .. } | Self::Internal | Self::Panic => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
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
            Self::ScanTooLarge => {
                let details =
                    format!("Maximum {SCAN_ITEMS_MAX} total items across upserts and deletes");
                json!({ "error": error, "details": details })
            }
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
            Self::NotFound | Self::NoSuchDocument | Self::NoSuchJob => ErrorType::NotFound,
            Self::Unauthorized
            | Self::Forbidden { .. }
            | Self::ScanTooLarge
            | Self::MethodNotAllowed
            | Self::UnsupportedContentType
            | Self::UnsupportedContentEncoding
            | Self::PayloadTooLarge
            | Self::MalformedJson { .. }
            | Self::InvalidPayload { .. } => ErrorType::InvalidInput,
            Self::BodyTimeout | Self::Timeout | Self::ReadinessTimeout => ErrorType::Timeout,
            Self::BodyBrokenOff { .. } => ErrorType::Io,
            Self::TooManyRequests | Self::TooManyScans | Self::NotReady { .. } => {
                ErrorType::Unavailable
            }
            Self::Store { source } => source.error_type(),
            Self::Jobs { source } => source.error_type(),
            Self::Internal => ErrorType::Internal,
            Self::Panic => ErrorType::Panic,
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(source: StoreError) -> Self {
        Self::Store { source }
    }
}

impl From<JobsError> for ApiError {
    fn from(source: JobsError) -> Self {
        Self::Jobs { source }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status(), Json(self.body())).into_response();
        let headers = response.headers_mut();
        let retry_after = match self {
            Self::TooManyRequests => Some(RETRY_AFTER_SECONDS),
            Self::TooManyScans => Some(SCAN_RETRY_AFTER_SECONDS),
            _ => None,
        };
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if matches!(self, Self::Unauthorized) {
            headers.insert(header::WWW_AUTHENTICATE, CHALLENGE);
        }
        // The span of the request ends with it.
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
