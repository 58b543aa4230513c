// @generated from registry/spans/cluster.yaml by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, reason = "not every layer has attributes of every shape")]
//! Spans of the layer `cluster`.

use runtime::{
    Attributes, Carrier, Int, Integer, Link, List, Span, Static,
    schema::{AttributeSchema, AttributeType, Constant, Name, NamePart, RequirementLevel, SpanKind, SpanSchema},
};

use crate::attributes::*;
use crate::{Failure, events};

pub(crate) static READ_INSTANCES: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.cluster.read_instances",
    layer: "cluster",
    name: Name::Fixed("cluster-whisperer.cluster.read_instances"),
    kind: SpanKind::Internal,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.cluster.instance_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.cluster.source", value_type: AttributeType::Enum(ClusterSource::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.cluster.unreadable_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
    ],
    error_type: Some(3),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["span.cluster_whisperer.pipeline.discovery"],
};

/// Reads the resource instances of a cluster.
///
/// Span `cluster-whisperer.cluster.read_instances`, internal. Stability: development.
/// Registry: `span.cluster_whisperer.cluster.read_instances` in `spans/cluster.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct ReadInstances {
    /// Where the state of the cluster was read from.
    ///
    /// `cluster_whisperer.cluster.source`, required. Stability: development.
    pub source: ClusterSource,
}

impl ReadInstances {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> ReadInstancesSpan {
        ReadInstancesSpan(Span::start(&READ_INSTANCES, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> ReadInstancesSpan {
        ReadInstancesSpan(Span::start_linked(&READ_INSTANCES, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(1, Static(self.source.as_str()));
    }
}

/// A running [`ReadInstances`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct ReadInstancesSpan(Span);

impl ReadInstancesSpan {
    /// How many resource instances were read.
    ///
    /// `cluster_whisperer.cluster.instance_count`, conditionally required: If reading succeeded.
    /// Stability: development.
    /// Examples: `310`
    #[inline]
    pub fn set_instance_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// How many documents, kinds or groups could not be read.
    ///
    /// `cluster_whisperer.cluster.unreadable_count`, conditionally required: If reading succeeded.
    /// Stability: development.
    /// Examples: `0`
    #[inline]
    pub fn set_unreadable_count(&self, value: impl Integer) {
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

pub(crate) static READ_KINDS: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.cluster.read_kinds",
    layer: "cluster",
    name: Name::Fixed("cluster-whisperer.cluster.read_kinds"),
    kind: SpanKind::Internal,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.cluster.kind_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "cluster_whisperer.cluster.source", value_type: AttributeType::Enum(ClusterSource::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.cluster.unreadable_count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
    ],
    error_type: Some(3),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["span.cluster_whisperer.pipeline.discovery"],
};

/// Reads the resource kinds of a cluster.
///
/// Span `cluster-whisperer.cluster.read_kinds`, internal. Stability: development.
/// Registry: `span.cluster_whisperer.cluster.read_kinds` in `spans/cluster.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct ReadKinds {
    /// Where the state of the cluster was read from.
    ///
    /// `cluster_whisperer.cluster.source`, required. Stability: development.
    pub source: ClusterSource,
}

impl ReadKinds {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> ReadKindsSpan {
        ReadKindsSpan(Span::start(&READ_KINDS, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> ReadKindsSpan {
        ReadKindsSpan(Span::start_linked(&READ_KINDS, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(1, Static(self.source.as_str()));
    }
}

/// A running [`ReadKinds`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct ReadKindsSpan(Span);

impl ReadKindsSpan {
    /// How many resource kinds were read.
    ///
    /// `cluster_whisperer.cluster.kind_count`, conditionally required: If reading succeeded.
    /// Stability: development.
    /// Examples: `42`
    #[inline]
    pub fn set_kind_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// How many documents, kinds or groups could not be read.
    ///
    /// `cluster_whisperer.cluster.unreadable_count`, conditionally required: If reading succeeded.
    /// Stability: development.
    /// Examples: `0`
    #[inline]
    pub fn set_unreadable_count(&self, value: impl Integer) {
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
