// @generated from registry/spans/vectorstore.yaml by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, reason = "not every layer has attributes of every shape")]
#![allow(deprecated, reason = "what is deprecated is still declared here")]
//! Spans of the layer `vectorstore`.

use runtime::{
    Attributes, Carrier, Int, Integer, Link, List, Span, Static,
    schema::{AttributeSchema, AttributeType, Constant, Name, NamePart, RequirementLevel, SpanKind, SpanSchema},
};

use crate::attributes::*;
use crate::{Failure, events};

pub(crate) static APPLY: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.vectorstore.apply",
    layer: "vectorstore",
    name: Name::Fixed("cluster-whisperer.vectorstore.apply"),
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.vectorstore.document_count", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "db.collection.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.operation.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.system", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Recommended, superseded: Some("database") },
        AttributeSchema { key: "db.system.name", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
    ],
    constants: &[
        (2, Constant::Text("batch")),
    ],
    error_type: Some(5),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root", "span.cluster_whisperer.pipeline.storage", "span.cluster_whisperer.http.request"],
};

/// Removes documents from a collection and adds others, as one change.
///
/// A change that only removes or only adds is a `delete` or a `store`.
///
/// Span `cluster-whisperer.vectorstore.apply`, client. Stability: development.
/// Registry: `span.cluster_whisperer.vectorstore.apply` in `spans/vectorstore.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Apply<'a> {
    /// The collection that the operation works on.
    ///
    /// Taken as the caller gave it, without changing its case.
    ///
    /// `db.collection.name`, required. Stability: stable.
    /// Examples: `capabilities`, `instances`
    pub db_collection_name: &'a str,
    /// The database product that the client talks to.
    ///
    /// What the client knows: a compatible product behind the same protocol is not told apart.
    ///
    /// `db.system.name`, required. Stability: stable.
    pub db_system_name: DbSystemName,
}

impl Apply<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> ApplySpan {
        ApplySpan(Span::start(&APPLY, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> ApplySpan {
        ApplySpan(Span::start_linked(&APPLY, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(1, self.db_collection_name);
        attributes.add_superseded(3, Static(self.db_system_name.as_str()));
        attributes.add(4, Static(self.db_system_name.as_str()));
    }
}

/// A running [`Apply`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct ApplySpan(Span);

impl ApplySpan {
    /// How many documents the operation was given.
    ///
    /// `cluster_whisperer.vectorstore.document_count`, recommended. Stability: development.
    /// Examples: `100`
    #[inline]
    pub fn set_document_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// Name or address of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.address`, recommended. Stability: stable.
    /// Examples: `manifests.example.com`, `127.0.0.1`
    #[inline]
    pub fn set_server_address(&self, value: &str) {
        self.0.set(6, value);
    }

    /// Port of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.port`, recommended. Stability: stable.
    /// Examples: `443`, `3000`
    #[inline]
    pub fn set_server_port(&self, value: impl Integer) {
        self.0.set(7, Int(value));
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

pub(crate) static COUNT: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.vectorstore.count",
    layer: "vectorstore",
    name: Name::Fixed("cluster-whisperer.vectorstore.count"),
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.vectorstore.result_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "db.collection.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.operation.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.system", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Recommended, superseded: Some("database") },
        AttributeSchema { key: "db.system.name", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
    ],
    constants: &[
        (2, Constant::Text("count")),
    ],
    error_type: Some(5),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root", "span.cluster_whisperer.http.request"],
};

/// Counts the documents of a collection.
///
/// Span `cluster-whisperer.vectorstore.count`, client. Stability: development.
/// Registry: `span.cluster_whisperer.vectorstore.count` in `spans/vectorstore.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Count<'a> {
    /// The collection that the operation works on.
    ///
    /// Taken as the caller gave it, without changing its case.
    ///
    /// `db.collection.name`, required. Stability: stable.
    /// Examples: `capabilities`, `instances`
    pub db_collection_name: &'a str,
    /// The database product that the client talks to.
    ///
    /// What the client knows: a compatible product behind the same protocol is not told apart.
    ///
    /// `db.system.name`, required. Stability: stable.
    pub db_system_name: DbSystemName,
}

impl Count<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> CountSpan {
        CountSpan(Span::start(&COUNT, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> CountSpan {
        CountSpan(Span::start_linked(&COUNT, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(1, self.db_collection_name);
        attributes.add_superseded(3, Static(self.db_system_name.as_str()));
        attributes.add(4, Static(self.db_system_name.as_str()));
    }
}

/// A running [`Count`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct CountSpan(Span);

impl CountSpan {
    /// How many documents were found.
    ///
    /// `cluster_whisperer.vectorstore.result_count`, conditionally required: If the documents could
    /// be counted. Stability: development.
    /// Examples: `10`
    #[inline]
    pub fn set_result_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// Name or address of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.address`, recommended. Stability: stable.
    /// Examples: `manifests.example.com`, `127.0.0.1`
    #[inline]
    pub fn set_server_address(&self, value: &str) {
        self.0.set(6, value);
    }

    /// Port of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.port`, recommended. Stability: stable.
    /// Examples: `443`, `3000`
    #[inline]
    pub fn set_server_port(&self, value: impl Integer) {
        self.0.set(7, Int(value));
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

pub(crate) static DELETE: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.vectorstore.delete",
    layer: "vectorstore",
    name: Name::Fixed("cluster-whisperer.vectorstore.delete"),
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.vectorstore.document_count", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "db.collection.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.operation.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.system", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Recommended, superseded: Some("database") },
        AttributeSchema { key: "db.system.name", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
    ],
    constants: &[
        (2, Constant::Text("delete")),
    ],
    error_type: Some(5),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["span.cluster_whisperer.pipeline.scan_capabilities", "root", "span.cluster_whisperer.pipeline.stale_cleanup", "span.cluster_whisperer.http.request"],
};

/// Removes documents from a collection by id.
///
/// Span `cluster-whisperer.vectorstore.delete`, client. Stability: development.
/// Registry: `span.cluster_whisperer.vectorstore.delete` in `spans/vectorstore.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Delete<'a> {
    /// The collection that the operation works on.
    ///
    /// Taken as the caller gave it, without changing its case.
    ///
    /// `db.collection.name`, required. Stability: stable.
    /// Examples: `capabilities`, `instances`
    pub db_collection_name: &'a str,
    /// The database product that the client talks to.
    ///
    /// What the client knows: a compatible product behind the same protocol is not told apart.
    ///
    /// `db.system.name`, required. Stability: stable.
    pub db_system_name: DbSystemName,
}

impl Delete<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> DeleteSpan {
        DeleteSpan(Span::start(&DELETE, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> DeleteSpan {
        DeleteSpan(Span::start_linked(&DELETE, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(1, self.db_collection_name);
        attributes.add_superseded(3, Static(self.db_system_name.as_str()));
        attributes.add(4, Static(self.db_system_name.as_str()));
    }
}

/// A running [`Delete`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct DeleteSpan(Span);

impl DeleteSpan {
    /// How many documents the operation was given.
    ///
    /// `cluster_whisperer.vectorstore.document_count`, recommended. Stability: development.
    /// Examples: `100`
    #[inline]
    pub fn set_document_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// Name or address of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.address`, recommended. Stability: stable.
    /// Examples: `manifests.example.com`, `127.0.0.1`
    #[inline]
    pub fn set_server_address(&self, value: &str) {
        self.0.set(6, value);
    }

    /// Port of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.port`, recommended. Stability: stable.
    /// Examples: `443`, `3000`
    #[inline]
    pub fn set_server_port(&self, value: impl Integer) {
        self.0.set(7, Int(value));
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

pub(crate) static GET: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.vectorstore.get",
    layer: "vectorstore",
    name: Name::Fixed("cluster-whisperer.vectorstore.get"),
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.vectorstore.document_count", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "cluster_whisperer.vectorstore.result_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "db.collection.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.operation.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.system", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Recommended, superseded: Some("database") },
        AttributeSchema { key: "db.system.name", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
    ],
    constants: &[
        (3, Constant::Text("get")),
    ],
    error_type: Some(6),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root", "span.cluster_whisperer.pipeline.storage", "span.cluster_whisperer.http.request"],
};

/// Reads documents by id.
///
/// Span `cluster-whisperer.vectorstore.get`, client. Stability: development.
/// Registry: `span.cluster_whisperer.vectorstore.get` in `spans/vectorstore.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Get<'a> {
    /// The collection that the operation works on.
    ///
    /// Taken as the caller gave it, without changing its case.
    ///
    /// `db.collection.name`, required. Stability: stable.
    /// Examples: `capabilities`, `instances`
    pub db_collection_name: &'a str,
    /// The database product that the client talks to.
    ///
    /// What the client knows: a compatible product behind the same protocol is not told apart.
    ///
    /// `db.system.name`, required. Stability: stable.
    pub db_system_name: DbSystemName,
}

impl Get<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> GetSpan {
        GetSpan(Span::start(&GET, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> GetSpan {
        GetSpan(Span::start_linked(&GET, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(2, self.db_collection_name);
        attributes.add_superseded(4, Static(self.db_system_name.as_str()));
        attributes.add(5, Static(self.db_system_name.as_str()));
    }
}

/// A running [`Get`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct GetSpan(Span);

impl GetSpan {
    /// How many documents the operation was given.
    ///
    /// `cluster_whisperer.vectorstore.document_count`, recommended. Stability: development.
    /// Examples: `100`
    #[inline]
    pub fn set_document_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// How many documents were found.
    ///
    /// `cluster_whisperer.vectorstore.result_count`, conditionally required: If the documents could
    /// be read. Stability: development.
    /// Examples: `10`
    #[inline]
    pub fn set_result_count(&self, value: impl Integer) {
        self.0.set(1, Int(value));
    }

    /// Name or address of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.address`, recommended. Stability: stable.
    /// Examples: `manifests.example.com`, `127.0.0.1`
    #[inline]
    pub fn set_server_address(&self, value: &str) {
        self.0.set(7, value);
    }

    /// Port of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.port`, recommended. Stability: stable.
    /// Examples: `443`, `3000`
    #[inline]
    pub fn set_server_port(&self, value: impl Integer) {
        self.0.set(8, Int(value));
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

pub(crate) static INITIALIZE: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.vectorstore.initialize",
    layer: "vectorstore",
    name: Name::Fixed("cluster-whisperer.vectorstore.initialize"),
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "db.collection.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.operation.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.system", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Recommended, superseded: Some("database") },
        AttributeSchema { key: "db.system.name", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
    ],
    constants: &[
        (1, Constant::Text("get_or_create_collection")),
    ],
    error_type: Some(4),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root", "span.cluster_whisperer.pipeline.scan_capabilities", "span.cluster_whisperer.pipeline.storage", "span.cluster_whisperer.pipeline.sync_instances"],
};

/// Makes sure that a collection exists.
///
/// Span `cluster-whisperer.vectorstore.initialize`, client. Stability: development.
/// Registry: `span.cluster_whisperer.vectorstore.initialize` in `spans/vectorstore.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Initialize<'a> {
    /// The collection that the operation works on.
    ///
    /// Taken as the caller gave it, without changing its case.
    ///
    /// `db.collection.name`, required. Stability: stable.
    /// Examples: `capabilities`, `instances`
    pub db_collection_name: &'a str,
    /// The database product that the client talks to.
    ///
    /// What the client knows: a compatible product behind the same protocol is not told apart.
    ///
    /// `db.system.name`, required. Stability: stable.
    pub db_system_name: DbSystemName,
}

impl Initialize<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> InitializeSpan {
        InitializeSpan(Span::start(&INITIALIZE, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> InitializeSpan {
        InitializeSpan(Span::start_linked(&INITIALIZE, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(0, self.db_collection_name);
        attributes.add_superseded(2, Static(self.db_system_name.as_str()));
        attributes.add(3, Static(self.db_system_name.as_str()));
    }
}

/// A running [`Initialize`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct InitializeSpan(Span);

impl InitializeSpan {
    /// Name or address of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.address`, recommended. Stability: stable.
    /// Examples: `manifests.example.com`, `127.0.0.1`
    #[inline]
    pub fn set_server_address(&self, value: &str) {
        self.0.set(5, value);
    }

    /// Port of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.port`, recommended. Stability: stable.
    /// Examples: `443`, `3000`
    #[inline]
    pub fn set_server_port(&self, value: impl Integer) {
        self.0.set(6, Int(value));
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

pub(crate) static KEYWORD_SEARCH: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.vectorstore.keyword_search",
    layer: "vectorstore",
    name: Name::Fixed("cluster-whisperer.vectorstore.keyword_search"),
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.vectorstore.result_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "db.collection.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.operation.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.query.parameter", value_type: AttributeType::Template(&AttributeType::String), level: RequirementLevel::OptIn, superseded: None },
        AttributeSchema { key: "db.query.text", value_type: AttributeType::String, level: RequirementLevel::OptIn, superseded: None },
        AttributeSchema { key: "db.system", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Recommended, superseded: Some("database") },
        AttributeSchema { key: "db.system.name", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
    ],
    constants: &[
        (2, Constant::Text("get")),
    ],
    error_type: Some(7),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root", "span.cluster_whisperer.http.request", "span.cluster_whisperer.pipeline.stale_cleanup"],
};

/// Finds the documents whose text contains a keyword, or all that pass a filter.
///
/// Span `cluster-whisperer.vectorstore.keyword_search`, client. Stability: development.
/// Registry: `span.cluster_whisperer.vectorstore.keyword_search` in `spans/vectorstore.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct KeywordSearch<'a> {
    /// The collection that the operation works on.
    ///
    /// Taken as the caller gave it, without changing its case.
    ///
    /// `db.collection.name`, required. Stability: stable.
    /// Examples: `capabilities`, `instances`
    pub db_collection_name: &'a str,
    /// The database product that the client talks to.
    ///
    /// What the client knows: a compatible product behind the same protocol is not told apart.
    ///
    /// `db.system.name`, required. Stability: stable.
    pub db_system_name: DbSystemName,
}

impl KeywordSearch<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> KeywordSearchSpan {
        KeywordSearchSpan(Span::start(&KEYWORD_SEARCH, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> KeywordSearchSpan {
        KeywordSearchSpan(Span::start_linked(&KEYWORD_SEARCH, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(1, self.db_collection_name);
        attributes.add_superseded(5, Static(self.db_system_name.as_str()));
        attributes.add(6, Static(self.db_system_name.as_str()));
    }
}

/// A running [`KeywordSearch`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct KeywordSearchSpan(Span);

impl KeywordSearchSpan {
    /// How many documents were found.
    ///
    /// `cluster_whisperer.vectorstore.result_count`, conditionally required: If the search
    /// succeeded. Stability: development.
    /// Examples: `10`
    #[inline]
    pub fn set_result_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// A parameter of the query; the key ends in the name of the parameter.
    ///
    /// The filters of the search, by name; leave only when capture is on.
    ///
    /// `db.query.parameter`, opt in. Stability: development.
    /// Examples: `Certificate`, `cert-manager.io`
    ///
    /// Content: `value` is called only while content capture is on.
    pub fn set_db_query_parameter(&self, suffix: &str, value: impl FnOnce() -> String) {
        self.0.set_suffixed_opt_in(3, suffix, value);
    }

    /// The text of the query.
    ///
    /// What the user typed; leaves only when capture is on.
    ///
    /// `db.query.text`, opt in. Stability: stable.
    /// Examples: `issue TLS certificates`
    ///
    /// Content: `value` is called only while content capture is on.
    pub fn set_db_query_text(&self, value: impl FnOnce() -> String) {
        self.0.set_opt_in(4, value);
    }

    /// Name or address of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.address`, recommended. Stability: stable.
    /// Examples: `manifests.example.com`, `127.0.0.1`
    #[inline]
    pub fn set_server_address(&self, value: &str) {
        self.0.set(8, value);
    }

    /// Port of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.port`, recommended. Stability: stable.
    /// Examples: `443`, `3000`
    #[inline]
    pub fn set_server_port(&self, value: impl Integer) {
        self.0.set(9, Int(value));
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

pub(crate) static REEMBED: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.vectorstore.reembed",
    layer: "vectorstore",
    name: Name::Fixed("cluster-whisperer.vectorstore.reembed"),
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.vectorstore.document_count", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "db.collection.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.operation.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.system", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Recommended, superseded: Some("database") },
        AttributeSchema { key: "db.system.name", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
    ],
    constants: &[
        (2, Constant::Text("reembed")),
    ],
    error_type: Some(5),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root"],
};

/// Makes the vectors of a collection anew with another embedder.
///
/// Span `cluster-whisperer.vectorstore.reembed`, client. Stability: development.
/// Registry: `span.cluster_whisperer.vectorstore.reembed` in `spans/vectorstore.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Reembed<'a> {
    /// The collection that the operation works on.
    ///
    /// Taken as the caller gave it, without changing its case.
    ///
    /// `db.collection.name`, required. Stability: stable.
    /// Examples: `capabilities`, `instances`
    pub db_collection_name: &'a str,
    /// The database product that the client talks to.
    ///
    /// What the client knows: a compatible product behind the same protocol is not told apart.
    ///
    /// `db.system.name`, required. Stability: stable.
    pub db_system_name: DbSystemName,
}

impl Reembed<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> ReembedSpan {
        ReembedSpan(Span::start(&REEMBED, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> ReembedSpan {
        ReembedSpan(Span::start_linked(&REEMBED, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(1, self.db_collection_name);
        attributes.add_superseded(3, Static(self.db_system_name.as_str()));
        attributes.add(4, Static(self.db_system_name.as_str()));
    }
}

/// A running [`Reembed`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct ReembedSpan(Span);

impl ReembedSpan {
    /// How many documents the operation was given.
    ///
    /// `cluster_whisperer.vectorstore.document_count`, recommended. Stability: development.
    /// Examples: `100`
    #[inline]
    pub fn set_document_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// Name or address of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.address`, recommended. Stability: stable.
    /// Examples: `manifests.example.com`, `127.0.0.1`
    #[inline]
    pub fn set_server_address(&self, value: &str) {
        self.0.set(6, value);
    }

    /// Port of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.port`, recommended. Stability: stable.
    /// Examples: `443`, `3000`
    #[inline]
    pub fn set_server_port(&self, value: impl Integer) {
        self.0.set(7, Int(value));
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

pub(crate) static SEARCH: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.vectorstore.search",
    layer: "vectorstore",
    name: Name::Fixed("cluster-whisperer.vectorstore.search"),
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.vectorstore.result_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "db.collection.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.operation.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.query.parameter", value_type: AttributeType::Template(&AttributeType::String), level: RequirementLevel::OptIn, superseded: None },
        AttributeSchema { key: "db.query.text", value_type: AttributeType::String, level: RequirementLevel::OptIn, superseded: None },
        AttributeSchema { key: "db.system", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Recommended, superseded: Some("database") },
        AttributeSchema { key: "db.system.name", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
    ],
    constants: &[
        (2, Constant::Text("query")),
    ],
    error_type: Some(7),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root", "span.cluster_whisperer.http.request"],
};

/// Finds the documents nearest in meaning to a text.
///
/// Span `cluster-whisperer.vectorstore.search`, client. Stability: development.
/// Registry: `span.cluster_whisperer.vectorstore.search` in `spans/vectorstore.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Search<'a> {
    /// The collection that the operation works on.
    ///
    /// Taken as the caller gave it, without changing its case.
    ///
    /// `db.collection.name`, required. Stability: stable.
    /// Examples: `capabilities`, `instances`
    pub db_collection_name: &'a str,
    /// The database product that the client talks to.
    ///
    /// What the client knows: a compatible product behind the same protocol is not told apart.
    ///
    /// `db.system.name`, required. Stability: stable.
    pub db_system_name: DbSystemName,
}

impl Search<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> SearchSpan {
        SearchSpan(Span::start(&SEARCH, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> SearchSpan {
        SearchSpan(Span::start_linked(&SEARCH, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(1, self.db_collection_name);
        attributes.add_superseded(5, Static(self.db_system_name.as_str()));
        attributes.add(6, Static(self.db_system_name.as_str()));
    }
}

/// A running [`Search`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct SearchSpan(Span);

impl SearchSpan {
    /// How many documents were found.
    ///
    /// `cluster_whisperer.vectorstore.result_count`, conditionally required: If the search
    /// succeeded. Stability: development.
    /// Examples: `10`
    #[inline]
    pub fn set_result_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// A parameter of the query; the key ends in the name of the parameter.
    ///
    /// The filters of the search, by name; leave only when capture is on.
    ///
    /// `db.query.parameter`, opt in. Stability: development.
    /// Examples: `Certificate`, `cert-manager.io`
    ///
    /// Content: `value` is called only while content capture is on.
    pub fn set_db_query_parameter(&self, suffix: &str, value: impl FnOnce() -> String) {
        self.0.set_suffixed_opt_in(3, suffix, value);
    }

    /// The text of the query.
    ///
    /// What the user typed; leaves only when capture is on.
    ///
    /// `db.query.text`, opt in. Stability: stable.
    /// Examples: `issue TLS certificates`
    ///
    /// Content: `value` is called only while content capture is on.
    pub fn set_db_query_text(&self, value: impl FnOnce() -> String) {
        self.0.set_opt_in(4, value);
    }

    /// Name or address of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.address`, recommended. Stability: stable.
    /// Examples: `manifests.example.com`, `127.0.0.1`
    #[inline]
    pub fn set_server_address(&self, value: &str) {
        self.0.set(8, value);
    }

    /// Port of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.port`, recommended. Stability: stable.
    /// Examples: `443`, `3000`
    #[inline]
    pub fn set_server_port(&self, value: impl Integer) {
        self.0.set(9, Int(value));
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

pub(crate) static STORE: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.vectorstore.store",
    layer: "vectorstore",
    name: Name::Fixed("cluster-whisperer.vectorstore.store"),
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.vectorstore.document_count", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "db.collection.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.operation.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "db.system", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Recommended, superseded: Some("database") },
        AttributeSchema { key: "db.system.name", value_type: AttributeType::Enum(DbSystemName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
    ],
    constants: &[
        (2, Constant::Text("upsert")),
    ],
    error_type: Some(5),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root", "span.cluster_whisperer.pipeline.storage", "span.cluster_whisperer.http.request"],
};

/// Adds documents to a collection, or replaces those with the same id.
///
/// Span `cluster-whisperer.vectorstore.store`, client. Stability: development.
/// Registry: `span.cluster_whisperer.vectorstore.store` in `spans/vectorstore.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Store<'a> {
    /// The collection that the operation works on.
    ///
    /// Taken as the caller gave it, without changing its case.
    ///
    /// `db.collection.name`, required. Stability: stable.
    /// Examples: `capabilities`, `instances`
    pub db_collection_name: &'a str,
    /// The database product that the client talks to.
    ///
    /// What the client knows: a compatible product behind the same protocol is not told apart.
    ///
    /// `db.system.name`, required. Stability: stable.
    pub db_system_name: DbSystemName,
}

impl Store<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> StoreSpan {
        StoreSpan(Span::start(&STORE, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> StoreSpan {
        StoreSpan(Span::start_linked(&STORE, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(1, self.db_collection_name);
        attributes.add_superseded(3, Static(self.db_system_name.as_str()));
        attributes.add(4, Static(self.db_system_name.as_str()));
    }
}

/// A running [`Store`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct StoreSpan(Span);

impl StoreSpan {
    /// How many documents the operation was given.
    ///
    /// `cluster_whisperer.vectorstore.document_count`, recommended. Stability: development.
    /// Examples: `100`
    #[inline]
    pub fn set_document_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// Name or address of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.address`, recommended. Stability: stable.
    /// Examples: `manifests.example.com`, `127.0.0.1`
    #[inline]
    pub fn set_server_address(&self, value: &str) {
        self.0.set(6, value);
    }

    /// Port of the server.
    ///
    /// Only of a database that is not in this process.
    ///
    /// `server.port`, recommended. Stability: stable.
    /// Examples: `443`, `3000`
    #[inline]
    pub fn set_server_port(&self, value: impl Integer) {
        self.0.set(7, Int(value));
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
