// @generated from registry/registry/spans.yaml by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, reason = "not every layer has attributes of every shape")]
//! Spans of the layer `store`.

use runtime::{
    Attributes, Carrier, Int, Integer, Link, List, Span, Static,
    schema::{AttributeSchema, AttributeType, Constant, Name, NamePart, RequirementLevel, SpanKind, SpanSchema},
};

use crate::attributes::*;
use crate::{Failure, events};

pub(crate) static SEARCH: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.store.search",
    layer: "store",
    name: Name::Fixed("store.search"),
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "store.collection", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "store.count", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "store.limit", value_type: AttributeType::Int, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "store.operation", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "store.region", value_type: AttributeType::Enum(StoreRegion::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "store.system", value_type: AttributeType::Enum(StoreSystem::VALUES), level: RequirementLevel::Required, superseded: None },
    ],
    constants: &[
        (3, Constant::Text("query")),
    ],
    error_type: None,
    exception: None,
    events: &[],
    parents: &[],
};

/// A search.
///
/// Span `store.search`, client. Stability: development.
/// Registry: `span.store.search` in `registry/spans.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Search<'a> {
    /// Collection.
    ///
    /// `store.collection`, required. Stability: development.
    /// Examples: `capabilities`
    pub store_collection: &'a str,
    /// Results asked for.
    ///
    /// `store.limit`, required. Stability: development.
    pub store_limit: i64,
    /// Place.
    ///
    /// `store.region`, required. Stability: development.
    pub store_region: StoreRegion,
    /// Product.
    ///
    /// `store.system`, required. Stability: development.
    pub store_system: StoreSystem,
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
        attributes.add(0, self.store_collection);
        attributes.add(2, self.store_limit);
        attributes.add(4, Static(self.store_region.as_str()));
        attributes.add(5, Static(self.store_system.as_str()));
    }
}

/// A running [`Search`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct SearchSpan(Span);

impl SearchSpan {
    /// Results found.
    ///
    /// `store.count`, recommended. Stability: development.
    #[inline]
    pub fn set_store_count(&self, value: impl Integer) {
        self.0.set(1, Int(value));
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
