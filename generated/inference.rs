// @generated from registry/spans/inference.yaml by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, reason = "not every layer has attributes of every shape")]
//! Spans of the layer `inference`.

use runtime::{
    Attributes, Carrier, Int, Integer, Link, List, Span, Static,
    schema::{AttributeSchema, AttributeType, Constant, Name, NamePart, RequirementLevel, SpanKind, SpanSchema},
};

use crate::attributes::*;
use crate::{Failure, events};

pub(crate) static CHAT: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.inference.chat",
    layer: "inference",
    name: Name::Fixed("cluster-whisperer.inference.chat"),
    kind: SpanKind::Client,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.inference.cost", value_type: AttributeType::Double, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "gen_ai.input.messages", value_type: AttributeType::String, level: RequirementLevel::OptIn, superseded: None },
        AttributeSchema { key: "gen_ai.operation.name", value_type: AttributeType::Enum(GenAiOperationName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "gen_ai.output.messages", value_type: AttributeType::String, level: RequirementLevel::OptIn, superseded: None },
        AttributeSchema { key: "gen_ai.output.type", value_type: AttributeType::Enum(GenAiOutputType::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "gen_ai.provider.name", value_type: AttributeType::Enum(GenAiProviderName::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "gen_ai.request.max_tokens", value_type: AttributeType::Int, level: RequirementLevel::Recommended, superseded: None },
        AttributeSchema { key: "gen_ai.request.model", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "gen_ai.request.temperature", value_type: AttributeType::Double, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "gen_ai.response.finish_reasons", value_type: AttributeType::Strings, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "gen_ai.response.id", value_type: AttributeType::String, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "gen_ai.response.model", value_type: AttributeType::String, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "gen_ai.system_instructions", value_type: AttributeType::String, level: RequirementLevel::OptIn, superseded: None },
        AttributeSchema { key: "gen_ai.usage.cache_creation.input_tokens", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "gen_ai.usage.cache_read.input_tokens", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "gen_ai.usage.input_tokens", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "gen_ai.usage.output_tokens", value_type: AttributeType::Int, level: RequirementLevel::ConditionallyRequired, superseded: None },
        AttributeSchema { key: "server.address", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "server.port", value_type: AttributeType::Int, level: RequirementLevel::Required, superseded: None },
    ],
    constants: &[
        (3, Constant::Text("chat")),
        (5, Constant::Text("json")),
        (6, Constant::Text("anthropic")),
    ],
    error_type: Some(1),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root", "span.cluster_whisperer.inference.infer", "span.cluster_whisperer.pipeline.inference"],
};

/// Asks a model about one resource kind.
///
/// One span for each answer asked for. A kind whose first answer cannot be used has two; requests
/// that are sent again count as one.
///
/// Span `cluster-whisperer.inference.chat`, client. Stability: development.
/// Registry: `span.cluster_whisperer.inference.chat` in `spans/inference.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Chat<'a> {
    /// The name of the model that the request asks for.
    ///
    /// `gen_ai.request.model`, required. Stability: development.
    /// Examples: `lexical-1`
    pub gen_ai_request_model: &'a str,
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
}

impl Chat<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> ChatSpan {
        ChatSpan(Span::start(&CHAT, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> ChatSpan {
        ChatSpan(Span::start_linked(&CHAT, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(8, self.gen_ai_request_model);
        attributes.add(18, self.server_address);
        attributes.add(19, self.server_port);
    }
}

/// A running [`Chat`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct ChatSpan(Span);

impl ChatSpan {
    /// What the answer cost, in US dollars, by the list price of the model that gave it.
    ///
    /// Absent for a model whose price is not known. The bill may differ by discounts and taxes.
    ///
    /// `cluster_whisperer.inference.cost`, conditionally required: If the model answered and its
    /// price is known. Stability: development.
    /// Examples: `0.0042`
    #[inline]
    pub fn set_cost(&self, value: f64) {
        self.0.set(0, value);
    }

    /// The conversation that the model is given.
    ///
    /// A JSON text. May hold what should not leave, so capture it only where that is wanted.
    ///
    /// `gen_ai.input.messages`, opt in. Stability: development.
    /// Examples: `[{"role": "user", "parts": [{"type": "text", "content": "What is a Bucket?"}]}]`
    ///
    /// Content: `value` is called only while content capture is on.
    pub fn set_gen_ai_input_messages(&self, value: impl FnOnce() -> String) {
        self.0.set_opt_in(2, value);
    }

    /// What the model answered.
    ///
    /// A JSON text. May hold what should not leave, so capture it only where that is wanted.
    ///
    /// `gen_ai.output.messages`, opt in. Stability: development.
    /// Examples:
    /// `[{"role": "assistant", "parts": [{"type": "text", "content": "A place for files."}], "finish_reason": "end_turn"}]`
    ///
    /// Content: `value` is called only while content capture is on.
    pub fn set_gen_ai_output_messages(&self, value: impl FnOnce() -> String) {
        self.0.set_opt_in(4, value);
    }

    /// Most tokens that the model may generate for the request.
    ///
    /// `gen_ai.request.max_tokens`, recommended. Stability: development.
    /// Examples: `2048`
    #[inline]
    pub fn set_gen_ai_request_max_tokens(&self, value: impl Integer) {
        self.0.set(7, Int(value));
    }

    /// The temperature that the request asks for.
    ///
    /// `gen_ai.request.temperature`, conditionally required: If the request sets it. Stability:
    /// development.
    /// Examples: `0.0`
    #[inline]
    pub fn set_gen_ai_request_temperature(&self, value: f64) {
        self.0.set(9, value);
    }

    /// Why the model stopped, one reason for each answer it generated.
    ///
    /// `gen_ai.response.finish_reasons`, conditionally required: If the model answered. Stability:
    /// development.
    /// Examples: `["tool_use"]`, `["max_tokens"]`
    #[inline]
    pub fn set_gen_ai_response_finish_reasons(&self, value: &[&str]) {
        self.0.set(10, value);
    }

    /// The identifier that the provider gave the answer.
    ///
    /// `gen_ai.response.id`, conditionally required: If the model answered. Stability: development.
    /// Examples: `msg_01XFDUDYJgAACzvnptvVoYEL`
    #[inline]
    pub fn set_gen_ai_response_id(&self, value: &str) {
        self.0.set(11, value);
    }

    /// The name of the model that answered.
    ///
    /// `gen_ai.response.model`, conditionally required: If the model answered. Stability:
    /// development.
    /// Examples: `claude-haiku-4-5-20251001`
    #[inline]
    pub fn set_gen_ai_response_model(&self, value: &str) {
        self.0.set(12, value);
    }

    /// What the model is told apart from the conversation.
    ///
    /// A JSON text. May hold what should not leave, so capture it only where that is wanted.
    ///
    /// `gen_ai.system_instructions`, opt in. Stability: development.
    /// Examples: `[{"type": "text", "content": "You describe resources."}]`
    ///
    /// Content: `value` is called only while content capture is on.
    pub fn set_gen_ai_system_instructions(&self, value: impl FnOnce() -> String) {
        self.0.set_opt_in(13, value);
    }

    /// How many tokens of the prompt went to a cache of the provider.
    ///
    /// They count in `gen_ai.usage.input_tokens` too.
    ///
    /// `gen_ai.usage.cache_creation.input_tokens`, conditionally required: If tokens were written to
    /// the provider's cache. Stability: development.
    /// Examples: `1200`
    #[inline]
    pub fn set_gen_ai_usage_cache_creation_input_tokens(&self, value: impl Integer) {
        self.0.set(14, Int(value));
    }

    /// How many tokens of the prompt came from a cache of the provider.
    ///
    /// They count in `gen_ai.usage.input_tokens` too.
    ///
    /// `gen_ai.usage.cache_read.input_tokens`, conditionally required: If tokens were read from the
    /// provider's cache. Stability: development.
    /// Examples: `1200`
    #[inline]
    pub fn set_gen_ai_usage_cache_read_input_tokens(&self, value: impl Integer) {
        self.0.set(15, Int(value));
    }

    /// How many tokens the input of the model came to.
    ///
    /// All of them, including those that came from or went to a cache of the provider.
    ///
    /// `gen_ai.usage.input_tokens`, conditionally required: If the model answered. Stability:
    /// development.
    /// Examples: `100`
    #[inline]
    pub fn set_gen_ai_usage_input_tokens(&self, value: impl Integer) {
        self.0.set(16, Int(value));
    }

    /// How many tokens the model generated.
    ///
    /// `gen_ai.usage.output_tokens`, conditionally required: If the model answered. Stability:
    /// development.
    /// Examples: `250`
    #[inline]
    pub fn set_gen_ai_usage_output_tokens(&self, value: impl Integer) {
        self.0.set(17, Int(value));
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

pub(crate) static INFER: SpanSchema = SpanSchema {
    scope: &crate::SCOPE,
    id: "span.cluster_whisperer.inference.infer",
    layer: "inference",
    name: Name::Fixed("cluster-whisperer.inference.infer"),
    kind: SpanKind::Internal,
    attributes: &[
        AttributeSchema { key: "cluster_whisperer.inference.cache_result", value_type: AttributeType::Enum(InferenceCacheResult::VALUES), level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.k8s.api_group", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "cluster_whisperer.k8s.resource_kind", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "error.type", value_type: AttributeType::Enum(ErrorType::VALUES), level: RequirementLevel::ConditionallyRequired, superseded: None },
    ],
    constants: &[
    ],
    error_type: Some(3),
    exception: Some(&events::EXCEPTION),
    events: &[&events::EXCEPTION],
    parents: &["root", "span.cluster_whisperer.pipeline.inference"],
};

/// Finds out what one resource kind can do, from the cache or by asking a model.
///
/// Span `cluster-whisperer.inference.infer`, internal. Stability: development.
/// Registry: `span.cluster_whisperer.inference.infer` in `spans/inference.yaml`
#[derive(Debug, Clone, Copy)]
#[must_use = "a span is recorded only if it is started"]
pub struct Infer<'a> {
    /// Whether the answer came from the cache.
    ///
    /// `cluster_whisperer.inference.cache_result`, required. Stability: development.
    pub cache_result: InferenceCacheResult,
    /// The API group of the kind; empty for the core group.
    ///
    /// `cluster_whisperer.k8s.api_group`, required. Stability: development.
    /// Examples: `cert-manager.io`
    pub api_group: &'a str,
    /// The kind of resource, as manifests write it.
    ///
    /// `cluster_whisperer.k8s.resource_kind`, required. Stability: development.
    /// Examples: `Certificate`
    pub resource_kind: &'a str,
}

impl Infer<'_> {
    /// Starts the span below the current one.
    #[inline]
    pub fn start(self) -> InferSpan {
        InferSpan(Span::start(&INFER, |attributes| self.record(attributes)))
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work that outlives it.
    pub fn start_linked(self, link: Option<Link>) -> InferSpan {
        InferSpan(Span::start_linked(&INFER, link, |attributes| self.record(attributes)))
    }

    #[inline]
    fn record(self, attributes: &mut Attributes) {
        attributes.add(0, Static(self.cache_result.as_str()));
        attributes.add(1, self.api_group);
        attributes.add(2, self.resource_kind);
    }
}

/// A running [`Infer`]; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct InferSpan(Span);

impl InferSpan {
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
