// @generated from registry/spans/http.yaml by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, reason = "not every layer has attributes of every shape")]
//! Spans of the layer `http`.

use runtime::{
    Attributes, Carrier, Int, Integer, Link, List, Span, Static,
    schema::{AttributeSchema, AttributeType, Constant, Name, NamePart, RequirementLevel, SpanKind, SpanSchema},
};

use crate::attributes::*;
use crate::{Failure, events};

pub(crate) static CLIENT_REQUEST: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.http.client_request",
    layer: "http",
    name: Name::Pattern {
        template: "{http.request.method}",
        parts: &[
            NamePart::Attribute(1),
        ],
    },
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "http.request.method", value_type: AttributeType::Enum(HttpRequestMethod::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "http.request.resend_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "http.response.status_code", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "url.full", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
    ],
    constants: &[
    ],
    error_type: Some(0),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION, &events::HTTP_RETRY],
    parents: &["root", "span.cluster_whisperer.cluster.read_kinds", "span.cluster_whisperer.cluster.read_instances", "span.cluster_whisperer.embedding.embed", "span.cluster_whisperer.http.request", "span.cluster_whisperer.inference.chat", "span.cluster_whisperer.pipeline.discovery", "span.cluster_whisperer.pipeline.inference", "span.cluster_whisperer.pipeline.scan_capabilities", "span.cluster_whisperer.pipeline.stale_cleanup", "span.cluster_whisperer.pipeline.storage", "span.cluster_whisperer.pipeline.sync_capabilities", "span.cluster_whisperer.pipeline.sync_instances", "span.cluster_whisperer.pipeline.watch_batch", "span.cluster_whisperer.vectorstore.apply", "span.cluster_whisperer.vectorstore.count", "span.cluster_whisperer.vectorstore.delete", "span.cluster_whisperer.vectorstore.get", "span.cluster_whisperer.vectorstore.initialize", "span.cluster_whisperer.vectorstore.keyword_search", "span.cluster_whisperer.vectorstore.reembed", "span.cluster_whisperer.vectorstore.search", "span.cluster_whisperer.vectorstore.store"],
};

/// Makes an HTTP request to another server.
///
/// Hands the trace on in the request's `traceparent` header. A request that is sent again is still
/// one span, with an event for each time; status and error are those of the last time.
///
/// Span `{http.request.method}`, client. Stability: development.
/// Registry: `span.cluster_whisperer.http.client_request` in `spans/http.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct ClientRequest<'a> {
    /// The method of the HTTP request.
    ///
    /// A method outside the known ones is reported as `_OTHER`.
    ///
    /// `http.request.method`, required. Stability: stable.
    pub http_request_method: HttpRequestMethod,
    /// Name or address of the server.
    ///
    /// `server.address`, required. Stability: stable.
    /// Examples: `manifests.example.com`, `127.0.0.1`
    pub server_address: &'a str,
    /// Port of the server.
    ///
    /// `server.port`, required. Stability: stable.
    /// Examples: `443`, `3000`
    pub server_port: i64,
    /// The whole URL of the request.
    ///
    /// Never with user name, password or query.
    ///
    /// `url.full`, required. Stability: stable.
    /// Examples: `https://manifests.example.com/crds.yaml`
    pub url_full: &'a str,
}

impl ClientRequest<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> ClientRequestSpan {
        ClientRequestSpan(Span::start(&CLIENT_REQUEST, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> ClientRequestSpan {
        ClientRequestSpan(Span::start_linked(&CLIENT_REQUEST, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(1, Static(self.http_request_method.as_str()));
        attributes.add(4, self.server_address);
        attributes.add(5, self.server_port);
        attributes.add(6, self.url_full);
    }
}

/// A running [`ClientRequest`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct ClientRequestSpan(Span);

impl ClientRequestSpan {
    /// How often the request was sent again, for whatever reason.
    ///
    /// Whatever made the client send it again counts, redirects and refused credentials included.
    ///
    /// `http.request.resend_count`, conditionally required: If the request was sent more than once.
    /// Stability: stable.
    /// Examples: `3`
    #[inline]
    pub fn set_http_request_resend_count(&self, value: impl Integer) {
        self.0.set(2, Int(value));
    }

    /// The status code of the HTTP response.
    ///
    /// `http.response.status_code`, conditionally required: If a response was sent or received.
    /// Stability: stable.
    /// Examples: `200`
    #[inline]
    pub fn set_http_response_status_code(&self, value: impl Integer) {
        self.0.set(3, Int(value));
    }

    /// A request is about to be sent again, because its last answer was none that helps or none at
    /// all.
    ///
    /// Adds the event `cluster_whisperer.http.retry`.
    #[inline]
    pub fn add_http_retry(&self, event: events::HttpRetry) -> events::HttpRetryEvent<'_> {
        events::HttpRetryEvent::add(&self.0, event)
    }

    /// Runs a future below this span. `Ok` sets the status OK; an error is recorded by
    /// [`fail`](Self::fail).
    ///
    /// # Errors
    /// The future's own.
    pub fn scope<T, E: Failure>(&self, future: impl Future<Output = Result<T, E>>) -> impl Future<Output = Result<T, E>> {
        self.0.scope(future, crate::fault)
    }

    /// [`scope`](Self::scope) for work that blocks the thread.
    ///
    /// # Errors
    /// The work's own.
    pub fn scope_blocking<T, E: Failure>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.0.scope_blocking(work, crate::fault)
    }

    /// Runs a future below this span and leaves the status as it is.
    pub fn within<T>(&self, future: impl Future<Output = T>) -> impl Future<Output = T> {
        self.0.within(future)
    }

    /// [`within`](Self::within) for work that blocks the thread.
    pub fn within_blocking<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.within_blocking(work)
    }

    /// Marks the span as failed: status ERROR, `error.type`, and an exception event.
    pub fn fail(&self, error: &impl Failure) {
        self.0.fail(&crate::fault(error));
    }

    /// Writes the headers that make this span the parent of whoever reads them.
    pub fn inject(&self, carrier: &mut impl Carrier) {
        self.0.inject(carrier);
    }
}

pub(crate) static REQUEST: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.http.request",
    layer: "http",
    name: Name::Fixed("cluster-whisperer.http.request"),
    kind: SpanKind::Server,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.sync.delete_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.sync.upsert_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "http.request.method", value_type: AttributeType::Enum(HttpRequestMethod::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "http.request.method_original", value_type: AttributeType::String, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "http.response.status_code", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "http.route", value_type: AttributeType::String, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "url.path", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "url.scheme", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "user.id", value_type: AttributeType::String, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "user.roles", value_type: AttributeType::Strings, level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
    ],
    error_type: Some(2),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root", "span.cluster_whisperer.http.client_request"],
};

/// Answers an HTTP request.
///
/// Joins the trace that the request's `traceparent` header names.
///
/// Span `cluster-whisperer.http.request`, server. Stability: development.
/// Registry: `span.cluster_whisperer.http.request` in `spans/http.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Request<'a> {
    /// The method of the HTTP request.
    ///
    /// A method outside the known ones is reported as `_OTHER`.
    ///
    /// `http.request.method`, required. Stability: stable.
    pub http_request_method: HttpRequestMethod,
    /// The path of the URL.
    ///
    /// `url.path`, required. Stability: stable.
    /// Examples: `/api/v1/search`
    pub url_path: &'a str,
    /// The scheme of the URL.
    ///
    /// `url.scheme`, required. Stability: stable.
    /// Examples: `https`, `http`
    pub url_scheme: &'a str,
}

impl Request<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> RequestSpan {
        RequestSpan(Span::start(&REQUEST, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> RequestSpan {
        RequestSpan(Span::start_linked(&REQUEST, link, |attributes| self.record(attributes)))
    }

    /// Starts the span below the remote one that the carrier names, such as the headers of a request.
    pub fn start_from(self, carrier: &impl Carrier) -> RequestSpan {
        RequestSpan(Span::start_from(&REQUEST, carrier, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(3, Static(self.http_request_method.as_str()));
        attributes.add(9, self.url_path);
        attributes.add(10, self.url_scheme);
    }
}

/// A running [`Request`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct RequestSpan(Span);

impl RequestSpan {
    /// How many documents the request asks to delete.
    ///
    /// `cluster_whisperer.sync.delete_count`, conditionally required: If the request is a valid sync
    /// or scan. Stability: development.
    /// Examples: `1`
    #[inline]
    pub fn set_delete_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// How many documents the request asks to add or replace.
    ///
    /// `cluster_whisperer.sync.upsert_count`, conditionally required: If the request is a valid sync
    /// or scan. Stability: development.
    /// Examples: `50`
    #[inline]
    pub fn set_upsert_count(&self, value: impl Integer) {
        self.0.set(1, Int(value));
    }

    /// The method as it stood in the request line.
    ///
    /// Set when `http.request.method` is `_OTHER`.
    ///
    /// `http.request.method_original`, conditionally required: If the method is not a known one.
    /// Stability: stable.
    /// Examples: `PURGE`, `get`
    #[inline]
    pub fn set_http_request_method_original(&self, value: &str) {
        self.0.set(4, value);
    }

    /// The status code of the HTTP response.
    ///
    /// `http.response.status_code`, conditionally required: If a response was sent or received.
    /// Stability: stable.
    /// Examples: `200`
    #[inline]
    pub fn set_http_response_status_code(&self, value: impl Integer) {
        self.0.set(5, Int(value));
    }

    /// The route template that matched the request.
    ///
    /// Low in cardinality; absent when no route matched.
    ///
    /// `http.route`, conditionally required: If a route matched. Stability: stable.
    /// Examples: `/api/v1/search`
    #[inline]
    pub fn set_http_route(&self, value: &str) {
        self.0.set(6, value);
    }

    /// Name or address of the server.
    ///
    /// `server.address`, recommended. Stability: stable.
    /// Examples: `manifests.example.com`, `127.0.0.1`
    #[inline]
    pub fn set_server_address(&self, value: &str) {
        self.0.set(7, value);
    }

    /// Port of the server.
    ///
    /// `server.port`, recommended. Stability: stable.
    /// Examples: `443`, `3000`
    #[inline]
    pub fn set_server_port(&self, value: impl Integer) {
        self.0.set(8, Int(value));
    }

    /// Unique identifier of the user.
    ///
    /// `user.id`, conditionally required: If the API asks who calls, and knows the caller.
    /// Stability: development.
    /// Examples: `S-1-5-21-202424912787-2692429404-2351956786-1000`
    #[inline]
    pub fn set_user_id(&self, value: &str) {
        self.0.set(11, value);
    }

    /// The roles of the user at the time of the event.
    ///
    /// `user.roles`, conditionally required: If the API asks who calls, and knows the caller.
    /// Stability: development.
    /// Examples: `["admin", "reporting_user"]`
    #[inline]
    pub fn set_user_roles(&self, value: &[&str]) {
        self.0.set(12, value);
    }

    /// Runs a future below this span. `Ok` sets the status OK; an error is recorded by
    /// [`fail`](Self::fail).
    ///
    /// # Errors
    /// The future's own.
    pub fn scope<T, E: Failure>(&self, future: impl Future<Output = Result<T, E>>) -> impl Future<Output = Result<T, E>> {
        self.0.scope(future, crate::fault)
    }

    /// [`scope`](Self::scope) for work that blocks the thread.
    ///
    /// # Errors
    /// The work's own.
    pub fn scope_blocking<T, E: Failure>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.0.scope_blocking(work, crate::fault)
    }

    /// Runs a future below this span and leaves the status as it is.
    pub fn within<T>(&self, future: impl Future<Output = T>) -> impl Future<Output = T> {
        self.0.within(future)
    }

    /// [`within`](Self::within) for work that blocks the thread.
    pub fn within_blocking<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.within_blocking(work)
    }

    /// Marks the span as failed: status ERROR, `error.type`, and an exception event.
    pub fn fail(&self, error: &impl Failure) {
        self.0.fail(&crate::fault(error));
    }
}
