//! Finished spans kept in memory: for the trace tree of a demonstration, and for tests.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use opentelemetry::trace::SpanId;

use crate::record::{Attributes, Event, Link, Record, Status};
use crate::schema::{Scope, SpanKind};
use crate::value::{self, ListValue};

/// Spans kept at most, unless said otherwise; later ones are dropped.
pub const CAPTURED_SPANS_MAX: usize = 100_000;

/// A place where finished spans are kept. Clones share it.
#[derive(Debug, Clone)]
pub struct Capture(Arc<Kept>);

#[derive(Debug)]
struct Kept {
    spans_max: usize,
    spans: Mutex<Vec<FinishedSpan>>,
}

impl Default for Capture {
    fn default() -> Self {
        Self::of(CAPTURED_SPANS_MAX)
    }
}

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
    /// How it ended.
    pub outcome: Outcome,
    /// Its events, each with a name and attributes.
    pub events: Vec<(String, BTreeMap<String, Value>)>,
    /// Spans that caused it without being above it: trace id and span id.
    pub links: Vec<(String, String)>,
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

    /// An empty place for so many spans.
    #[must_use]
    pub fn of(spans_max: usize) -> Self {
        let spans = Mutex::default();
        Self(Arc::new(Kept { spans_max, spans }))
    }

    /// The spans that have ended so far, in the order of their ends.
    #[must_use]
    pub fn finished(&self) -> Vec<FinishedSpan> {
        self.spans().clone()
    }

    /// Keeps a span that has ended.
    pub(crate) fn keep(&self, record: &Record) {
        let mut spans = self.spans();
        if spans.len() < self.0.spans_max {
            spans.push(FinishedSpan::from(record));
        }
    }

    fn spans(&self) -> std::sync::MutexGuard<'_, Vec<FinishedSpan>> {
        let spans = &self.0.spans;
        spans.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<&Record> for FinishedSpan {
    fn from(span: &Record) -> Self {
        let Scope {
            name,
            version,
            schema_url,
        } = span.schema.scope;
        Self {
            trace_id: span.trace_id.to_string(),
            span_id: span.span_id.to_string(),
            parent_id: (span.parent_id != SpanId::INVALID).then(|| span.parent_id.to_string()),
            parent_is_remote: span.parent_is_remote,
            name: span.name().into_owned(),
            kind: span.schema.kind,
            start: span.start.into(),
            duration: span.duration(),
            attributes: values(&span.attributes),
            outcome: match &span.status {
                Status::Unset => Outcome::Unset,
                Status::Ok => Outcome::Ok,
                Status::Error(description) => Outcome::Error(description.to_string()),
            },
            events: span.events.iter().map(event).collect(),
            links: span.links.iter().map(link).collect(),
            scope: (
                (*name).to_owned(),
                (*version).to_owned(),
                (*schema_url).to_owned(),
            ),
        }
    }
}

fn values(attributes: &Attributes) -> BTreeMap<String, Value> {
    let attributes = attributes.iter();
    attributes
        .map(|(key, value)| (key.into_owned(), Value::from(value)))
        .collect()
}

fn event(event: &Event) -> (String, BTreeMap<String, Value>) {
    (event.name.to_owned(), values(&event.attributes))
}

fn link(link: &Link) -> (String, String) {
    (link.trace_id.to_string(), link.span_id.to_string())
}

impl From<value::Value<'_>> for Value {
    fn from(value: value::Value<'_>) -> Self {
        match value {
            value::Value::Text(text) => Self::String(text.to_owned()),
            value::Value::Static(text) => Self::String(text.to_owned()),
            value::Value::Int(number) => Self::Int(number),
            value::Value::Double(number) => Self::Double(number),
            value::Value::Boolean(truth) => Self::Boolean(truth),
            value::Value::List(list) => Self::List(match &*list {
                ListValue::Texts(texts) => listed(texts),
                ListValue::Ints(numbers) => listed(numbers),
                ListValue::Doubles(numbers) => listed(numbers),
                ListValue::Booleans(truths) => listed(truths),
            }),
        }
    }
}

/// Members as text, in brackets; texts are quoted.
fn listed(members: &[impl std::fmt::Debug]) -> String {
    let members: Vec<_> = members.iter().map(|member| format!("{member:?}")).collect();
    format!("[{}]", members.join(","))
}
