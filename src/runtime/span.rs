//! One span: started from its schema, given attributes by index, ended when dropped.

use std::borrow::Cow;
use std::future::Future;
use std::sync::{Mutex, PoisonError};

use opentelemetry::context::FutureExt;
use opentelemetry::trace::{SpanBuilder, Status, TraceContextExt, Tracer};
use opentelemetry::{Context, KeyValue};

use crate::attributes::Attributes;
use crate::propagation::Carrier;
use crate::provider::{self, Settings};
use crate::schema::{EventSchema, SpanSchema};
use crate::value::{IntoValue, Static};
use crate::{propagation, schema};

/// A running span. It ends when it is dropped.
///
/// It costs nothing to speak of when telemetry is off or the trace is not sampled: no attribute is
/// converted, nothing is allocated.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct Span {
    /// The context that has this span as its current one; none when telemetry is off, or when the
    /// parent is unsampled and stays the current span.
    context: Option<Context>,
    recording: Option<Recording>,
}

/// What only a recorded span needs.
#[derive(Debug)]
struct Recording {
    schema: &'static SpanSchema,
    settings: &'static Settings,
    /// Attributes set after the start. Kept here until the end because the SDK would export an
    /// attribute twice that is set twice.
    late: Mutex<Vec<KeyValue>>,
}

/// A failure, in the words that may leave the process.
#[derive(Debug)]
pub struct Fault<'a> {
    /// Low-cardinality class of the error; becomes `error.type` and `exception.type`.
    pub error_type: &'static str,
    /// The error itself. Its message leaves only when content capture is on.
    pub error: &'a dyn std::error::Error,
}

impl Span {
    /// Starts a span below the current one. `record` is called only if the span is recorded.
    pub fn start(schema: &'static SpanSchema, record: impl FnOnce(&mut Attributes)) -> Self {
        match provider::settings() {
            None => Self::off(),
            Some(settings) if settings.skips_unsampled_children() && parent_is_unsampled() => {
                Self::off()
            }
            Some(settings) => Self::start_below(schema, settings, &Context::current(), record),
        }
    }

    /// Starts a span below the remote one that the carrier names; a new trace if it names none.
    pub fn start_from(
        schema: &'static SpanSchema,
        carrier: &impl Carrier,
        record: impl FnOnce(&mut Attributes),
    ) -> Self {
        match provider::settings() {
            None => Self::off(),
            Some(settings) => {
                Self::start_below(schema, settings, &propagation::extract(carrier), record)
            }
        }
    }

    fn start_below(
        schema: &'static SpanSchema,
        settings: &'static Settings,
        parent: &Context,
        record: impl FnOnce(&mut Attributes),
    ) -> Self {
        let mut attributes = Attributes::new(schema, settings);
        record(&mut attributes);
        let builder = SpanBuilder {
            span_kind: Some(kind(schema.kind)),
            name: attributes.name(),
            attributes: Some(attributes.into_values()),
            ..SpanBuilder::default()
        };
        let span = provider::tracer(schema.scope).build_with_context(builder, parent);
        let context = parent.with_span(span);
        let recording = context.span().is_recording().then(|| Recording {
            schema,
            settings,
            late: Mutex::new(Vec::new()),
        });
        Self {
            context: Some(context),
            recording,
        }
    }

    const fn off() -> Self {
        Self {
            context: None,
            recording: None,
        }
    }

    /// Sets an attribute; a later value replaces an earlier one.
    pub fn set(&self, index: usize, value: impl IntoValue) {
        if let Some(recording) = &self.recording {
            recording.set(Cow::Borrowed(recording.schema.attributes[index].key), value);
        }
    }

    /// Sets an attribute that leaves the process only when content capture is on; otherwise
    /// `value` is not called.
    pub fn set_opt_in<V: IntoValue>(&self, index: usize, value: impl FnOnce() -> V) {
        if let Some(recording) = self
            .recording
            .as_ref()
            .filter(|it| it.settings.capture_content)
        {
            recording.set(
                Cow::Borrowed(recording.schema.attributes[index].key),
                value(),
            );
        }
    }

    /// Sets one attribute of a template: its key is the template's and `suffix`.
    pub fn set_suffixed(&self, index: usize, suffix: &str, value: impl IntoValue) {
        if let Some(recording) = &self.recording {
            recording.set(recording.suffixed(index, suffix), value);
        }
    }

    /// [`set_suffixed`](Self::set_suffixed) for content: see [`set_opt_in`](Self::set_opt_in).
    pub fn set_suffixed_opt_in<V: IntoValue>(
        &self,
        index: usize,
        suffix: &str,
        value: impl FnOnce() -> V,
    ) {
        if let Some(recording) = self
            .recording
            .as_ref()
            .filter(|it| it.settings.capture_content)
        {
            recording.set(recording.suffixed(index, suffix), value());
        }
    }

    /// Runs a future with this span as the current one, and says how it ended: status OK, or what
    /// [`fail`](Self::fail) does with the fault that `describe` makes of the error.
    pub async fn scope<T, E>(
        &self,
        future: impl Future<Output = Result<T, E>>,
        describe: impl for<'e> FnOnce(&'e E) -> Fault<'e>,
    ) -> Result<T, E> {
        let outcome = self.within(future).await;
        self.conclude(outcome, describe)
    }

    /// [`scope`](Self::scope) for work that blocks the thread.
    pub fn scope_blocking<T, E>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
        describe: impl for<'e> FnOnce(&'e E) -> Fault<'e>,
    ) -> Result<T, E> {
        let outcome = self.within_blocking(work);
        self.conclude(outcome, describe)
    }

    /// Runs a future with this span as the current one, and leaves the status as it is.
    pub async fn within<T>(&self, future: impl Future<Output = T>) -> T {
        match &self.context {
            Some(context) => future.with_context(context.clone()).await,
            None => future.await,
        }
    }

    /// [`within`](Self::within) for work that blocks the thread.
    pub fn within_blocking<T>(&self, work: impl FnOnce() -> T) -> T {
        let _current = self.context.clone().map(Context::attach);
        work()
    }

    /// Marks the span as failed: status ERROR, `error.type`, and the exception event, as far as the
    /// registry puts them on the span.
    pub fn fail(&self, fault: &Fault<'_>) {
        let (Some(context), Some(recording)) = (&self.context, &self.recording) else {
            return;
        };
        let capture = recording.settings.capture_content;
        let description = if capture {
            Cow::Owned(fault.error.to_string())
        } else {
            Cow::Borrowed(fault.error_type)
        };
        context.span().set_status(Status::Error { description });
        if let Some(index) = recording.schema.error_type {
            self.set(index, Static(fault.error_type));
        }
        if let Some(event) = recording.schema.exception {
            context
                .span()
                .add_event(event.name, exception(event, fault, capture));
        }
    }

    /// Writes the W3C headers that make this span the parent of whoever reads them.
    pub fn inject(&self, carrier: &mut impl Carrier) {
        match &self.context {
            Some(context) => propagation::inject(context, carrier),
            None => propagation::inject(&Context::current(), carrier),
        }
    }

    fn conclude<T, E>(
        &self,
        outcome: Result<T, E>,
        describe: impl for<'e> FnOnce(&'e E) -> Fault<'e>,
    ) -> Result<T, E> {
        match (&outcome, &self.context) {
            (Err(error), _) => self.fail(&describe(error)),
            (Ok(_), Some(context)) if self.recording.is_some() => {
                context.span().set_status(Status::Ok);
            }
            (Ok(_), _) => {}
        }
        outcome
    }
}

impl Drop for Span {
    fn drop(&mut self) {
        if let (Some(context), Some(recording)) = (&self.context, &mut self.recording) {
            let span = context.span();
            let late = recording
                .late
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner);
            span.set_attributes(std::mem::take(late));
            // The context may still be held by a task that outlives this span, so end it here.
            span.end();
            recording.settings.count_end();
        }
    }
}

impl Recording {
    fn set(&self, key: Cow<'static, str>, value: impl IntoValue) {
        let value = value.into_value().0;
        let mut late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        match late
            .iter_mut()
            .find(|attribute| attribute.key.as_str() == key)
        {
            Some(attribute) => attribute.value = value,
            None => {
                late.reserve(self.schema.attributes.len());
                late.push(KeyValue::new(key, value));
            }
        }
    }

    fn suffixed(&self, index: usize, suffix: &str) -> Cow<'static, str> {
        Cow::Owned(format!("{}.{suffix}", self.schema.attributes[index].key))
    }
}

fn exception(event: &EventSchema, fault: &Fault<'_>, capture: bool) -> Vec<KeyValue> {
    let mut attributes = Vec::with_capacity(event.attributes.len());
    for attribute in event.attributes {
        match attribute.key {
            "exception.type" => attributes.push(KeyValue::new(attribute.key, fault.error_type)),
            "exception.message" if capture => {
                attributes.push(KeyValue::new(attribute.key, fault.error.to_string()));
            }
            _ => {}
        }
    }
    attributes
}

fn parent_is_unsampled() -> bool {
    Context::map_current(|current| {
        let span = current.span();
        let parent = span.span_context();
        parent.is_valid() && !parent.is_sampled()
    })
}

fn kind(kind: schema::SpanKind) -> opentelemetry::trace::SpanKind {
    use opentelemetry::trace::SpanKind as Otel;
    use schema::SpanKind as Ours;
    match kind {
        Ours::Internal => Otel::Internal,
        Ours::Client => Otel::Client,
        Ours::Server => Otel::Server,
        Ours::Producer => Otel::Producer,
        Ours::Consumer => Otel::Consumer,
    }
}
