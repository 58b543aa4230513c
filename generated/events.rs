// @generated from registry/ by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, deprecated, reason = "not every registry has events of every shape")]
//! Events on spans.
//!
//! An event is a struct: its required attributes are fields, the others setters of the added event.
//! A running span has a method for each event that the registry puts on it.

use runtime::{
    AddedEvent, Attributes, Int, Integer, List, Span, Static,
    schema::{AttributeSchema, AttributeType, EventSchema, RequirementLevel},
};

use crate::attributes::*;

/// A request is about to be sent again, because its last answer was none that helps or none at all.
pub static HTTP_RETRY: EventSchema = EventSchema {
    name: "cluster_whisperer.http.retry",
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.http.retry_delay_ms", value_type: AttributeType::Int, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "http.request.resend_count", value_type: AttributeType::Int, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "http.response.status_code", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
};

/// A request is about to be sent again, because its last answer was none that helps or none at all.
///
/// Event `cluster_whisperer.http.retry`. Stability: development.
/// Registry: `event.cluster_whisperer.http.retry` in `registry/events.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "an event is recorded only if it is added to a span"]
pub struct HttpRetry {
    /// Milliseconds to wait before the request is sent again.
    ///
    /// `cluster_whisperer.http.retry_delay_ms`, required. Stability: development.
    /// Examples: `180`
    pub retry_delay_ms: i64,
    /// The class of error that the operation ended with.
    ///
    /// Why the last attempt failed.
    ///
    /// `error.type`, required. Stability: stable.
    /// Examples: `timeout`, `not_found`
    pub error_type: ErrorType,
    /// How often the request was sent again, for whatever reason.
    ///
    /// Whatever made the client send it again counts, redirects and refused credentials included.
    ///
    /// `http.request.resend_count`, required. Stability: stable.
    /// Examples: `3`
    pub http_request_resend_count: i64,
}

impl HttpRetry {
    #[inline]
    pub(crate) fn record(self, attributes: &mut Attributes) {
        attributes.add(0, self.retry_delay_ms);
        attributes.add(1, Static(self.error_type.as_str()));
        attributes.add(2, self.http_request_resend_count);
    }
}

/// A [`HttpRetry`] that was added to a running span.
#[derive(Debug)]
pub struct HttpRetryEvent<'a>(AddedEvent<'a>);

impl<'a> HttpRetryEvent<'a> {
    /// The status code of the HTTP response.
    ///
    /// `http.response.status_code`, conditionally required: If the last attempt was answered.
    /// Stability: stable.
    /// Examples: `200`
    #[inline]
    pub fn set_http_response_status_code(&self, value: impl Integer) {
        self.0.set(3, Int(value));
    }

    #[inline]
    pub(crate) fn add(span: &'a Span, event: HttpRetry) -> Self {
        Self(span.add_event(&HTTP_RETRY, |attributes| event.record(attributes)))
    }
}

/// An error that ended a span.
pub static EXCEPTION: EventSchema = EventSchema {
    name: "exception",
    attributes: &[
        AttributeSchema { key: "exception.message", value_type: AttributeType::String, level: RequirementLevel::OptIn, superseded: None },
        AttributeSchema { key: "exception.type", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
    ],
};
