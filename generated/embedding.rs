// @generated from registry/spans/embedding.yaml by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, reason = "not every layer has attributes of every shape")]
//! Spans of the layer `embedding`.

use runtime::{
    Attributes, Carrier, Int, Integer, Link, List, Span, Static,
    schema::{AttributeSchema, AttributeType, Constant, Name, NamePart, RequirementLevel, SpanKind, SpanSchema},
};

use crate::attributes::*;
use crate::{Failure, events};

pub(crate) static EMBED: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.embedding.embed",
    layer: "embedding",
    name: Name::Fixed("cluster-whisperer.embedding.embed"),
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.embedding.input_count", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "gen_ai.embeddings.dimension.count", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "gen_ai.operation.name", value_type: AttributeType::Enum(GenAiOperationName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "gen_ai.provider.name", value_type: AttributeType::Enum(GenAiProviderName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "gen_ai.request.model", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "gen_ai.usage.input_tokens", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
        (3, Constant::Text("embeddings")),
    ],
    error_type: Some(1),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root", "span.cluster_whisperer.vectorstore.store", "span.cluster_whisperer.vectorstore.apply", "span.cluster_whisperer.vectorstore.search", "span.cluster_whisperer.vectorstore.reembed"],
};

/// Turns texts into vectors.
///
/// Span `cluster-whisperer.embedding.embed`, client. Stability: development.
/// Registry: `span.cluster_whisperer.embedding.embed` in `spans/embedding.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Embed<'a> {
    /// The provider of the model, as the client knows it.
    ///
    /// `gen_ai.provider.name`, required. Stability: development.
    pub gen_ai_provider_name: GenAiProviderName,
    /// The name of the model that the request asks for.
    ///
    /// `gen_ai.request.model`, required. Stability: development.
    /// Examples: `lexical-1`
    pub gen_ai_request_model: &'a str,
}

impl Embed<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> EmbedSpan {
        EmbedSpan(Span::start(&EMBED, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> EmbedSpan {
        EmbedSpan(Span::start_linked(&EMBED, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(4, Static(self.gen_ai_provider_name.as_str()));
        attributes.add(5, self.gen_ai_request_model);
    }
}

/// A running [`Embed`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct EmbedSpan(Span);

impl EmbedSpan {
    /// How many texts were embedded.
    ///
    /// `cluster_whisperer.embedding.input_count`, recommended. Stability: development.
    /// Examples: `100`
    #[inline]
    pub fn set_input_count(&self, value: impl Integer) {
        self.0.set(0, Int(value));
    }

    /// How many dimensions the resulting embeddings have.
    ///
    /// `gen_ai.embeddings.dimension.count`, conditionally required: If the operation succeeded.
    /// Stability: development.
    /// Examples: `512`, `1024`
    #[inline]
    pub fn set_gen_ai_embeddings_dimension_count(&self, value: impl Integer) {
        self.0.set(2, Int(value));
    }

    /// How many tokens the input of the model came to.
    ///
    /// All of them, including those that came from or went to a cache of the provider.
    ///
    /// `gen_ai.usage.input_tokens`, conditionally required: If the provider says it. Stability:
    /// development.
    /// Examples: `100`
    #[inline]
    pub fn set_gen_ai_usage_input_tokens(&self, value: impl Integer) {
        self.0.set(6, Int(value));
    }

    /// Name or address of the server.
    ///
    /// `server.address`, conditionally required: If the model is on a server. Stability: stable.
    /// Examples: `manifests.example.com`, `127.0.0.1`
    #[inline]
    pub fn set_server_address(&self, value: &str) {
        self.0.set(7, value);
    }

    /// Port of the server.
    ///
    /// `server.port`, conditionally required: If the model is on a server. Stability: stable.
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
