//! One span: started from its schema, given attributes by index, ended when dropped.

mod failure;

use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};

use opentelemetry::trace::TraceFlags;
use opentelemetry_sdk::trace::{IdGenerator, RandomIdGenerator};

pub use failure::Fault;
use failure::Interruption;

use crate::context::{self, Context};
use crate::propagation::Carrier;
use crate::provider;
use crate::record::{self, Attributes, Link, Record, Status, Timestamp};
use crate::schema::SpanSchema;
use crate::settings::Settings;
use crate::value::IntoValue;

/// A running span. It ends when it is dropped.
///
/// While telemetry is off it costs one load. In a trace that is not sampled it costs as little if
/// nothing is kept of such traces; otherwise it is recorded in memory that is used again, and
/// thrown away unless it ends in an error or late.
#[derive(Debug)]
#[must_use = "a span ends when it is dropped: bind it to a name for as long as the work lasts"]
pub struct Span {
    /// The context that has this span as its current one; none when telemetry is off, or when the
    /// parent is unsampled and stays the current span.
    context: Option<Context>,
    recording: Option<Recording>,
}

#[derive(Debug)]
struct Recording {
    settings: &'static Settings,
    record: Mutex<Box<Record>>,
}

/// Where a span starts.
struct Place {
    parent: Context,
    /// Whether somebody asked for this trace to be recorded.
    is_forced: bool,
    link: Option<Link>,
}

impl Span {
    /// Starts a span below the current one. `record` is called only if the span may be exported.
    #[inline]
    pub fn start(schema: &'static SpanSchema, record: impl FnOnce(&mut Attributes)) -> Self {
        match provider::settings() {
            None => Self::off(),
            Some(settings) if settings.skips_unsampled && context::is_unsampled() => {
                context::count_started();
                Self::off()
            }
            Some(settings) => {
                let place = Place {
                    parent: Context::current(),
                    is_forced: false,
                    link: None,
                };
                Self::start_at(place, schema, settings, record)
            }
        }
    }

    /// Starts a span below the remote one that the carrier names; a new trace if it names none.
    pub fn start_from(
        schema: &'static SpanSchema,
        carrier: &impl Carrier,
        record: impl FnOnce(&mut Attributes),
    ) -> Self {
        let Some(settings) = provider::settings() else {
            return Self::off();
        };
        let place = Place {
            parent: settings.propagators.extract(carrier),
            is_forced: settings.sampling.is_forced(&settings.force, carrier),
            link: None,
        };
        Self::start_at(place, schema, settings, record)
    }

    /// Starts a trace of its own, with a link to the span that caused it: for work which outlives
    /// that one.
    pub fn start_linked(
        schema: &'static SpanSchema,
        link: Option<Link>,
        record: impl FnOnce(&mut Attributes),
    ) -> Self {
        let Some(settings) = provider::settings() else {
            return Self::off();
        };
        let place = Place {
            parent: Context::NONE,
            // Whoever looks at the cause wants to see what became of it.
            is_forced: link.as_ref().is_some_and(|link| link.flags.is_sampled()),
            link,
        };
        Self::start_at(place, schema, settings, record)
    }

    fn start_at(
        place: Place,
        schema: &'static SpanSchema,
        settings: &'static Settings,
        describe: impl FnOnce(&mut Attributes),
    ) -> Self {
        context::count_started();
        let Place {
            parent,
            is_forced,
            link,
        } = place;
        let ids = RandomIdGenerator::default();
        let trace_id = if parent.is_valid() {
            parent.trace_id
        } else {
            ids.new_trace_id()
        };
        let mut is_sampled = is_forced || settings.sampling.samples(&parent, trace_id);
        let mut context = Context {
            trace_id,
            span_id: ids.new_span_id(),
            flags: flags(is_sampled),
            is_remote: false,
            schema: Some(schema),
            carried: parent.carried,
        };
        if !is_sampled && !settings.defers {
            return Self {
                context: Some(context),
                recording: None,
            };
        }
        let mut record = record::take(schema, &settings.limits);
        for &(index, value) in schema.constants {
            record.attributes.set(index, value);
        }
        describe(&mut record.attributes);
        if !is_sampled && settings.sampling.demands(&record.attributes) {
            is_sampled = true;
            context.flags = flags(is_sampled);
        }
        record.trace_id = trace_id;
        record.span_id = context.span_id;
        record.parent_id = parent.span_id;
        record.parent_is_remote = parent.is_remote;
        record.flags = context.flags;
        record.carried.clone_from(&context.carried);
        record.links.extend(link);
        record.start = Timestamp::now();
        record.end = record.start;
        Self {
            context: Some(context),
            recording: Some(Recording {
                settings,
                record: Mutex::new(record),
            }),
        }
    }

    const fn off() -> Self {
        Self {
            context: None,
            recording: None,
        }
    }

    /// Sets an attribute; a later value replaces an earlier one.
    #[inline]
    pub fn set(&self, index: usize, value: impl IntoValue) {
        if let Some(recording) = &self.recording {
            recording.record().attributes.set(index, value);
        }
    }

    /// Sets an attribute that leaves the process only when content capture is on; otherwise
    /// `value` is not called.
    pub fn set_opt_in<V: IntoValue>(&self, index: usize, value: impl FnOnce() -> V) {
        if let Some(recording) = self.recording_content() {
            // Before the record is locked: the caller's code may set other attributes.
            let value = value();
            recording.record().attributes.set(index, value);
        }
    }

    /// Sets one attribute of a template: its key is the template's and `suffix`.
    pub fn set_suffixed(&self, index: usize, suffix: &str, value: impl IntoValue) {
        if let Some(recording) = &self.recording {
            let mut record = recording.record();
            record.attributes.set_suffixed(index, suffix, value);
        }
    }

    /// [`set_suffixed`](Self::set_suffixed) for content: see [`set_opt_in`](Self::set_opt_in).
    pub fn set_suffixed_opt_in<V: IntoValue>(
        &self,
        index: usize,
        suffix: &str,
        value: impl FnOnce() -> V,
    ) {
        if let Some(recording) = self.recording_content() {
            let value = value();
            let mut record = recording.record();
            record.attributes.set_suffixed(index, suffix, value);
        }
    }

    fn recording_content(&self) -> Option<&Recording> {
        let recording = self.recording.as_ref();
        recording.filter(|recording| recording.settings.capture_content)
    }

    /// Runs a future with this span as the current one, and says how it ended: status OK, or what
    /// [`fail`](Self::fail) does with the fault that `describe` makes of the error. A panic, or a
    /// future that is dropped before its end, is an error too.
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

    /// Runs a future with this span as the current one, and leaves the status as it is, unless the
    /// future panics or is dropped before its end.
    pub async fn within<T>(&self, future: impl Future<Output = T>) -> T {
        let Some(context) = &self.context else {
            return future.await;
        };
        let watch = Watch(Some(self));
        let output = context.run(future).await;
        watch.ended();
        output
    }

    /// [`within`](Self::within) for work that blocks the thread.
    pub fn within_blocking<T>(&self, work: impl FnOnce() -> T) -> T {
        let Some(context) = &self.context else {
            return work();
        };
        let _current = context.attach();
        let watch = Watch(Some(self));
        let output = work();
        watch.ended();
        output
    }

    /// Marks the span as failed: status ERROR, `error.type`, and the exception event, as far as the
    /// registry puts them on the span.
    pub fn fail(&self, fault: &Fault<'_>) {
        if let Some(Recording { settings, record }) = &self.recording {
            failure::fail(&mut locked(record), settings, fault);
        }
    }

    /// Writes the W3C headers that make this span the parent of whoever reads them.
    pub fn inject(&self, carrier: &mut impl Carrier) {
        let Some(settings) = provider::settings() else {
            return;
        };
        match &self.context {
            Some(context) => settings.propagators.inject(context, carrier),
            None => settings.propagators.inject(&Context::current(), carrier),
        }
    }

    fn conclude<T, E>(
        &self,
        outcome: Result<T, E>,
        describe: impl for<'e> FnOnce(&'e E) -> Fault<'e>,
    ) -> Result<T, E> {
        if let Some(recording) = &self.recording {
            match &outcome {
                Err(error) => self.fail(&describe(error)),
                Ok(_) => recording.record().status = Status::Ok,
            }
        }
        outcome
    }
}

impl Drop for Span {
    fn drop(&mut self) {
        if let Some(Recording { settings, record }) = self.recording.take() {
            let record = record.into_inner().unwrap_or_else(PoisonError::into_inner);
            settings.finish(record);
        }
    }
}

impl Recording {
    fn record(&self) -> MutexGuard<'_, Box<Record>> {
        locked(&self.record)
    }
}

fn locked(record: &Mutex<Box<Record>>) -> MutexGuard<'_, Box<Record>> {
    record.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sees work that does not come to its end.
struct Watch<'a>(Option<&'a Span>);

impl Watch<'_> {
    fn ended(mut self) {
        self.0 = None;
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        let Some(Recording { settings, record }) = self.0.and_then(|span| span.recording.as_ref())
        else {
            return;
        };
        let interruption = if std::thread::panicking() {
            Interruption::Panic
        } else {
            Interruption::Cancelled
        };
        failure::interrupt(&mut locked(record), settings, interruption);
    }
}

const fn flags(is_sampled: bool) -> TraceFlags {
    if is_sampled {
        TraceFlags::SAMPLED
    } else {
        TraceFlags::NOT_SAMPLED
    }
}
