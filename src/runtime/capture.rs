//! Finished spans kept in memory: for the trace tree of a demonstration, and for tests.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use opentelemetry::trace::{SpanId, Status};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SpanData, SpanExporter};

use crate::schema::SpanKind;

/// Spans kept at most; later ones are dropped.
pub const CAPTURED_SPANS_MAX: usize = 100_000;

/// A place where finished spans are kept. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Capture(Arc<Mutex<Vec<FinishedSpan>>>);

/// A span that has ended.
#[derive(Debug, Clone, PartialEq)]
pub struct FinishedSpan {
    /// Id of its trace, in hexadecimal.
    pub trace_id: String,
    /// Its own id, in hexadecimal.
    pub span_id: String,
    /// Id of the span above; `None` at the top of a trace.
    pub parent_id: Option<String>,
    /// Whether the span above belongs to another process.
    pub parent_is_remote: bool,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: SpanKind,
    /// When it started.
    pub start: SystemTime,
    /// How long it took.
    pub duration: Duration,
    /// Its attributes by key.
    pub attributes: BTreeMap<String, Value>,
    /// Attributes that were set more than once; always empty unless something is wrong.
    pub repeated: Vec<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// Its events, each with a name and attributes.
    pub events: Vec<(String, BTreeMap<String, Value>)>,
    /// Name, version and schema URL of its scope.
    pub scope: (String, String, String),
}

/// How a span ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It did not say.
    Unset,
    /// It succeeded.
    Ok,
    /// It failed, with a description.
    Error(String),
}

/// The value of an attribute of a finished span.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text.
    String(String),
    /// A whole number.
    Int(i64),
    /// A floating point number.
    Double(f64),
    /// True or false.
    Boolean(bool),
    /// A list, as text.
    List(String),
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) | Self::List(text) => f.write_str(text),
            Self::Int(number) => number.fmt(f),
            Self::Double(number) => number.fmt(f),
            Self::Boolean(truth) => truth.fmt(f),
        }
    }
}

impl Capture {
    /// An empty place.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The spans that have ended so far, in the order of their ends.
    #[must_use]
    pub fn finished(&self) -> Vec<FinishedSpan> {
        self.spans().clone()
    }

    fn spans(&self) -> std::sync::MutexGuard<'_, Vec<FinishedSpan>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SpanExporter for Capture {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let mut spans = self.spans();
        let room = CAPTURED_SPANS_MAX.saturating_sub(spans.len());
        spans.extend(batch.into_iter().take(room).map(FinishedSpan::from));
        Ok(())
    }
}

impl From<SpanData> for FinishedSpan {
    fn from(span: SpanData) -> Self {
        let scope = &span.instrumentation_scope;
        let mut attributes = BTreeMap::new();
        let mut repeated = Vec::new();
        for attribute in &span.attributes {
            let key = attribute.key.to_string();
            if attributes
                .insert(key.clone(), Value::from(&attribute.value))
                .is_some()
            {
                repeated.push(key);
            }
        }
        Self {
            trace_id: span.span_context.trace_id().to_string(),
            span_id: span.span_context.span_id().to_string(),
            parent_id: (span.parent_span_id != SpanId::INVALID)
                .then(|| span.parent_span_id.to_string()),
            parent_is_remote: span.parent_span_is_remote,
            kind: kind(&span.span_kind),
            start: span.start_time,
            duration: span
                .end_time
                .duration_since(span.start_time)
                .unwrap_or_default(),
            attributes,
            repeated,
            outcome: match &span.status {
                Status::Unset => Outcome::Unset,
                Status::Ok => Outcome::Ok,
                Status::Error { description } => Outcome::Error(description.to_string()),
            },
            events: span.events.iter().map(event).collect(),
            scope: (
                scope.name().to_owned(),
                scope.version().unwrap_or_default().to_owned(),
                scope.schema_url().unwrap_or_default().to_owned(),
            ),
            name: span.name.into_owned(),
        }
    }
}

fn event(event: &opentelemetry::trace::Event) -> (String, BTreeMap<String, Value>) {
    let attributes = event.attributes.iter();
    let attributes = attributes
        .map(|it| (it.key.to_string(), Value::from(&it.value)))
        .collect();
    (event.name.to_string(), attributes)
}

impl From<&opentelemetry::Value> for Value {
    fn from(value: &opentelemetry::Value) -> Self {
        match value {
            opentelemetry::Value::String(text) => Self::String(text.to_string()),
            opentelemetry::Value::I64(number) => Self::Int(*number),
            opentelemetry::Value::F64(number) => Self::Double(*number),
            opentelemetry::Value::Bool(truth) => Self::Boolean(*truth),
            other => Self::List(other.to_string()),
        }
    }
}

fn kind(kind: &opentelemetry::trace::SpanKind) -> SpanKind {
    use opentelemetry::trace::SpanKind as Otel;
    match kind {
        Otel::Internal => SpanKind::Internal,
        Otel::Client => SpanKind::Client,
        Otel::Server => SpanKind::Server,
        Otel::Producer => SpanKind::Producer,
        Otel::Consumer => SpanKind::Consumer,
    }
}
