// @generated from registry/spans/pipeline.yaml by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, reason = "not every layer has attributes of every shape")]
//! Spans of the layer `pipeline`.

use runtime::{
    Attributes, Carrier, Int, Integer, Link, List, Span, Static,
    schema::{AttributeSchema, AttributeType, Constant, Name, NamePart, RequirementLevel, SpanKind, SpanSchema},
};

use crate::attributes::*;
use crate::{Failure, events};

pub(crate) static DISCOVERY: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.pipeline.discovery",
    layer: "pipeline",
    name: Name::Fixed("cluster-whisperer.pipeline.discovery"),
    kind: SpanKind::Internal,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.pipeline.discovered_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.stage", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
        (1, Constant::Text("discovery")),
    ],
    error_type: Some(2),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["span.cluster_whisperer.pipeline.scan_capabilities", "span.cluster_whisperer.pipeline.sync_capabilities", "span.cluster_whisperer.pipeline.sync_instances"],
};

/// Reads what is in the cluster.
///
/// Span `cluster-whisperer.pipeline.discovery`, internal. Stability: development.
/// Registry: `span.cluster_whisperer.pipeline.discovery` in `spans/pipeline.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Discovery;

impl Discovery {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> DiscoverySpan {
        DiscoverySpan(Span::start(&DISCOVERY, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> DiscoverySpan {
        DiscoverySpan(Span::start_linked(&DISCOVERY, link, |attributes| self.record(attributes)))
    }

    const fn record(self, _: &mut Attributes) {
    }
}

/// A running [`Discovery`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct DiscoverySpan(Span);

impl DiscoverySpan {
    /// How many resources were discovered.
    ///
    /// `cluster_whisperer.pipeline.discovered_count`, conditionally required: If discovery
    /// succeeded. Stability: development.
    /// Examples: `42`
    #[inline]
    pub fn set_discovered_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
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

pub(crate) static INFERENCE: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.pipeline.inference",
    layer: "pipeline",
    name: Name::Fixed("cluster-whisperer.pipeline.inference"),
    kind: SpanKind::Internal,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.pipeline.inferred_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.stage", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
        (1, Constant::Text("inference")),
    ],
    error_type: Some(2),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["span.cluster_whisperer.pipeline.scan_capabilities", "span.cluster_whisperer.pipeline.sync_capabilities"],
};

/// Infers what each resource kind can do.
///
/// Span `cluster-whisperer.pipeline.inference`, internal. Stability: development.
/// Registry: `span.cluster_whisperer.pipeline.inference` in `spans/pipeline.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Inference;

impl Inference {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> InferenceSpan {
        InferenceSpan(Span::start(&INFERENCE, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> InferenceSpan {
        InferenceSpan(Span::start_linked(&INFERENCE, link, |attributes| self.record(attributes)))
    }

    const fn record(self, _: &mut Attributes) {
    }
}

/// A running [`Inference`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct InferenceSpan(Span);

impl InferenceSpan {
    /// For how many resource kinds capabilities were inferred.
    ///
    /// `cluster_whisperer.pipeline.inferred_count`, conditionally required: If inference succeeded.
    /// Stability: development.
    /// Examples: `40`
    #[inline]
    pub fn set_inferred_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
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

pub(crate) static SCAN_CAPABILITIES: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.pipeline.scan_capabilities",
    layer: "pipeline",
    name: Name::Fixed("cluster-whisperer.pipeline.scan-capabilities"),
    kind: SpanKind::Internal,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.job.id", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.deleted_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.discovered_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.inferred_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.stored_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.unchanged_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.sync.delete_count", value_type: AttributeType::Int, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.sync.upsert_count", value_type: AttributeType::Int, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
        (4, Constant::Text("scan-capabilities")),
    ],
    error_type: Some(9),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root"],
};

/// Deletes some capabilities, and infers and stores those of named resource kinds.
///
/// A trace of its own, linked to the request that asked for it and does not wait for it.
///
/// Span `cluster-whisperer.pipeline.scan-capabilities`, internal. Stability: development.
/// Registry: `span.cluster_whisperer.pipeline.scan_capabilities` in `spans/pipeline.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct ScanCapabilities<'a> {
    /// The job that the work is done for.
    ///
    /// What `GET /api/v1/jobs/{id}` knows it by.
    ///
    /// `cluster_whisperer.job.id`, required. Stability: development.
    /// Examples: `0190a4f2-8d3c-4b6e-9c55-2f1d3a7b6e10`
    pub id: &'a str,
    /// How many documents the request asks to delete.
    ///
    /// `cluster_whisperer.sync.delete_count`, required. Stability: development.
    /// Examples: `1`
    pub delete_count: i64,
    /// How many documents the request asks to add or replace.
    ///
    /// `cluster_whisperer.sync.upsert_count`, required. Stability: development.
    /// Examples: `50`
    pub upsert_count: i64,
}

impl ScanCapabilities<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> ScanCapabilitiesSpan {
        ScanCapabilitiesSpan(Span::start(&SCAN_CAPABILITIES, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> ScanCapabilitiesSpan {
        ScanCapabilitiesSpan(Span::start_linked(&SCAN_CAPABILITIES, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(0, self.id);
        attributes.add(7, self.delete_count);
        attributes.add(8, self.upsert_count);
    }
}

/// A running [`ScanCapabilities`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct ScanCapabilitiesSpan(Span);

impl ScanCapabilitiesSpan {
    /// How many stale documents were deleted.
    ///
    /// `cluster_whisperer.pipeline.deleted_count`, conditionally required: If the deletion
    /// succeeded. Stability: development.
    /// Examples: `3`
    #[inline]
    pub fn set_deleted_count(&self, value: impl Integer) {
        self.0.set(1, Int(value));
    }

    /// How many resources were discovered.
    ///
    /// `cluster_whisperer.pipeline.discovered_count`, conditionally required: If there was something
    /// to discover, and discovery succeeded. Stability: development.
    /// Examples: `42`
    #[inline]
    pub fn set_discovered_count(&self, value: impl Integer) {
        self.0.set(2, Int(value));
    }

    /// For how many resource kinds capabilities were inferred.
    ///
    /// `cluster_whisperer.pipeline.inferred_count`, conditionally required: If inference succeeded.
    /// Stability: development.
    /// Examples: `40`
    #[inline]
    pub fn set_inferred_count(&self, value: impl Integer) {
        self.0.set(3, Int(value));
    }

    /// How many documents are stored now.
    ///
    /// `cluster_whisperer.pipeline.stored_count`, conditionally required: If storage succeeded.
    /// Stability: development.
    /// Examples: `40`
    #[inline]
    pub fn set_stored_count(&self, value: impl Integer) {
        self.0.set(5, Int(value));
    }

    /// How many of the stored documents were there just so, and were neither embedded nor written.
    ///
    /// `cluster_whisperer.pipeline.unchanged_count`, conditionally required: If storage succeeded.
    /// Stability: development.
    /// Examples: `37`
    #[inline]
    pub fn set_unchanged_count(&self, value: impl Integer) {
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
}

pub(crate) static STALE_CLEANUP: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.pipeline.stale_cleanup",
    layer: "pipeline",
    name: Name::Fixed("cluster-whisperer.pipeline.stale-cleanup"),
    kind: SpanKind::Internal,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.pipeline.deleted_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.stage", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
        (1, Constant::Text("stale-cleanup")),
    ],
    error_type: Some(2),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["span.cluster_whisperer.pipeline.sync_instances", "span.cluster_whisperer.pipeline.watch_batch"],
};

/// Deletes documents of resources that are gone.
///
/// Span `cluster-whisperer.pipeline.stale-cleanup`, internal. Stability: development.
/// Registry: `span.cluster_whisperer.pipeline.stale_cleanup` in `spans/pipeline.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct StaleCleanup;

impl StaleCleanup {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> StaleCleanupSpan {
        StaleCleanupSpan(Span::start(&STALE_CLEANUP, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> StaleCleanupSpan {
        StaleCleanupSpan(Span::start_linked(&STALE_CLEANUP, link, |attributes| self.record(attributes)))
    }

    const fn record(self, _: &mut Attributes) {
    }
}

/// A running [`StaleCleanup`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct StaleCleanupSpan(Span);

impl StaleCleanupSpan {
    /// How many stale documents were deleted.
    ///
    /// `cluster_whisperer.pipeline.deleted_count`, conditionally required: If the stale cleanup
    /// succeeded. Stability: development.
    /// Examples: `3`
    #[inline]
    pub fn set_deleted_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
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

pub(crate) static STORAGE: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.pipeline.storage",
    layer: "pipeline",
    name: Name::Fixed("cluster-whisperer.pipeline.storage"),
    kind: SpanKind::Internal,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.pipeline.stage", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.stored_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.unchanged_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
        (0, Constant::Text("storage")),
    ],
    error_type: Some(3),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["span.cluster_whisperer.pipeline.scan_capabilities", "span.cluster_whisperer.pipeline.sync_capabilities", "span.cluster_whisperer.pipeline.sync_instances", "span.cluster_whisperer.pipeline.watch_batch"],
};

/// Stores the documents.
///
/// Span `cluster-whisperer.pipeline.storage`, internal. Stability: development.
/// Registry: `span.cluster_whisperer.pipeline.storage` in `spans/pipeline.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Storage;

impl Storage {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> StorageSpan {
        StorageSpan(Span::start(&STORAGE, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> StorageSpan {
        StorageSpan(Span::start_linked(&STORAGE, link, |attributes| self.record(attributes)))
    }

    const fn record(self, _: &mut Attributes) {
    }
}

/// A running [`Storage`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct StorageSpan(Span);

impl StorageSpan {
    /// How many documents are stored now.
    ///
    /// `cluster_whisperer.pipeline.stored_count`, conditionally required: If storage succeeded.
    /// Stability: development.
    /// Examples: `40`
    #[inline]
    pub fn set_stored_count(&self, value: impl Integer) {
        self.0.set(1, Int(value));
    }

    /// How many of the stored documents were there just so, and were neither embedded nor written.
    ///
    /// `cluster_whisperer.pipeline.unchanged_count`, conditionally required: If storage succeeded.
    /// Stability: development.
    /// Examples: `37`
    #[inline]
    pub fn set_unchanged_count(&self, value: impl Integer) {
        self.0.set(2, Int(value));
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

pub(crate) static SYNC_CAPABILITIES: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.pipeline.sync_capabilities",
    layer: "pipeline",
    name: Name::Fixed("cluster-whisperer.pipeline.sync-capabilities"),
    kind: SpanKind::Internal,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.pipeline.discovered_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.dry_run", value_type: AttributeType::Boolean, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.inferred_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.stored_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.unchanged_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
        (3, Constant::Text("sync-capabilities")),
    ],
    error_type: Some(6),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root"],
};

/// Discovers resource kinds, infers what each can do, and stores the result.
///
/// Span `cluster-whisperer.pipeline.sync-capabilities`, internal. Stability: development.
/// Registry: `span.cluster_whisperer.pipeline.sync_capabilities` in `spans/pipeline.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct SyncCapabilities {
    /// Whether the pipeline ran without touching the store.
    ///
    /// `cluster_whisperer.pipeline.dry_run`, required. Stability: development.
    /// Examples: `false`
    pub dry_run: bool,
}

impl SyncCapabilities {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> SyncCapabilitiesSpan {
        SyncCapabilitiesSpan(Span::start(&SYNC_CAPABILITIES, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> SyncCapabilitiesSpan {
        SyncCapabilitiesSpan(Span::start_linked(&SYNC_CAPABILITIES, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(1, self.dry_run);
    }
}

/// A running [`SyncCapabilities`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct SyncCapabilitiesSpan(Span);

impl SyncCapabilitiesSpan {
    /// How many resources were discovered.
    ///
    /// `cluster_whisperer.pipeline.discovered_count`, conditionally required: If discovery
    /// succeeded. Stability: development.
    /// Examples: `42`
    #[inline]
    pub fn set_discovered_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// For how many resource kinds capabilities were inferred.
    ///
    /// `cluster_whisperer.pipeline.inferred_count`, conditionally required: If inference succeeded.
    /// Stability: development.
    /// Examples: `40`
    #[inline]
    pub fn set_inferred_count(&self, value: impl Integer) {
        self.0.set(2, Int(value));
    }

    /// How many documents are stored now.
    ///
    /// `cluster_whisperer.pipeline.stored_count`, conditionally required: If storage succeeded.
    /// Stability: development.
    /// Examples: `40`
    #[inline]
    pub fn set_stored_count(&self, value: impl Integer) {
        self.0.set(4, Int(value));
    }

    /// How many of the stored documents were there just so, and were neither embedded nor written.
    ///
    /// `cluster_whisperer.pipeline.unchanged_count`, conditionally required: If storage succeeded.
    /// Stability: development.
    /// Examples: `37`
    #[inline]
    pub fn set_unchanged_count(&self, value: impl Integer) {
        self.0.set(5, Int(value));
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

pub(crate) static SYNC_INSTANCES: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.pipeline.sync_instances",
    layer: "pipeline",
    name: Name::Fixed("cluster-whisperer.pipeline.sync-instances"),
    kind: SpanKind::Internal,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.pipeline.deleted_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.discovered_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.dry_run", value_type: AttributeType::Boolean, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.stored_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.unchanged_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
        (3, Constant::Text("sync-instances")),
    ],
    error_type: Some(6),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root"],
};

/// Discovers resource instances, removes stale documents, and stores the rest.
///
/// Span `cluster-whisperer.pipeline.sync-instances`, internal. Stability: development.
/// Registry: `span.cluster_whisperer.pipeline.sync_instances` in `spans/pipeline.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct SyncInstances {
    /// Whether the pipeline ran without touching the store.
    ///
    /// `cluster_whisperer.pipeline.dry_run`, required. Stability: development.
    /// Examples: `false`
    pub dry_run: bool,
}

impl SyncInstances {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> SyncInstancesSpan {
        SyncInstancesSpan(Span::start(&SYNC_INSTANCES, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> SyncInstancesSpan {
        SyncInstancesSpan(Span::start_linked(&SYNC_INSTANCES, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(2, self.dry_run);
    }
}

/// A running [`SyncInstances`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct SyncInstancesSpan(Span);

impl SyncInstancesSpan {
    /// How many stale documents were deleted.
    ///
    /// `cluster_whisperer.pipeline.deleted_count`, conditionally required: If the stale cleanup
    /// succeeded. Stability: development.
    /// Examples: `3`
    #[inline]
    pub fn set_deleted_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// How many resources were discovered.
    ///
    /// `cluster_whisperer.pipeline.discovered_count`, conditionally required: If discovery
    /// succeeded. Stability: development.
    /// Examples: `42`
    #[inline]
    pub fn set_discovered_count(&self, value: impl Integer) {
        self.0.set(1, Int(value));
    }

    /// How many documents are stored now.
    ///
    /// `cluster_whisperer.pipeline.stored_count`, conditionally required: If storage succeeded.
    /// Stability: development.
    /// Examples: `40`
    #[inline]
    pub fn set_stored_count(&self, value: impl Integer) {
        self.0.set(4, Int(value));
    }

    /// How many of the stored documents were there just so, and were neither embedded nor written.
    ///
    /// `cluster_whisperer.pipeline.unchanged_count`, conditionally required: If storage succeeded.
    /// Stability: development.
    /// Examples: `37`
    #[inline]
    pub fn set_unchanged_count(&self, value: impl Integer) {
        self.0.set(5, Int(value));
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

pub(crate) static WATCH_BATCH: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.pipeline.watch_batch",
    layer: "pipeline",
    name: Name::Fixed("cluster-whisperer.pipeline.watch-batch"),
    kind: SpanKind::Internal,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.pipeline.deleted_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.discovered_count", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.pipeline.stored_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
        (2, Constant::Text("watch-instances")),
    ],
    error_type: Some(4),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root"],
};

/// Brings what changed in the cluster into the store.
///
/// A watch has no end; each batch of its changes is a trace of its own.
///
/// Span `cluster-whisperer.pipeline.watch-batch`, internal. Stability: development.
/// Registry: `span.cluster_whisperer.pipeline.watch_batch` in `spans/pipeline.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct WatchBatch;

impl WatchBatch {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> WatchBatchSpan {
        WatchBatchSpan(Span::start(&WATCH_BATCH, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> WatchBatchSpan {
        WatchBatchSpan(Span::start_linked(&WATCH_BATCH, link, |attributes| self.record(attributes)))
    }

    const fn record(self, _: &mut Attributes) {
    }
}

/// A running [`WatchBatch`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct WatchBatchSpan(Span);

impl WatchBatchSpan {
    /// How many stale documents were deleted.
    ///
    /// `cluster_whisperer.pipeline.deleted_count`, conditionally required: If the stale cleanup
    /// succeeded. Stability: development.
    /// Examples: `3`
    #[inline]
    pub fn set_deleted_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// How many resources were discovered.
    ///
    /// How many changes the batch holds.
    ///
    /// `cluster_whisperer.pipeline.discovered_count`, recommended. Stability: development.
    /// Examples: `42`
    #[inline]
    pub fn set_discovered_count(&self, value: impl Integer) {
        self.0.set(1, Int(value));
    }

    /// How many documents are stored now.
    ///
    /// `cluster_whisperer.pipeline.stored_count`, conditionally required: If storage succeeded.
    /// Stability: development.
    /// Examples: `40`
    #[inline]
    pub fn set_stored_count(&self, value: impl Integer) {
        self.0.set(3, Int(value));
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
