//! One span: started from its schema, given attributes by index, ended when dropped.

mod event;
mod failure;
mod running;
mod scope;

use std::future::Future;

use opentelemetry::trace::TraceFlags;
use opentelemetry_sdk::trace::{IdGenerator, RandomIdGenerator};

pub use event::AddedEvent;
pub use failure::Fault;
use failure::Interruption;
use running::Running;
use scope::{Scoped, Within};

use crate::context::{self, Context};
use crate::propagation::Carrier;
use crate::provider;
use crate::record::{Attributes, Link, Status, Timestamp};
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
    /// None when telemetry is off, or when the parent is unsampled and stays the current span.
    running: Option<Box<Running>>,
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
        if provider::skips_here() {
            return Self::off();
        }
        Self::start_here(schema, record)
    }

    /// Apart from [`start`](Self::start), so that a span which is not recorded costs no more than
    /// to find that out.
    #[inline(never)]
    fn start_here(schema: &'static SpanSchema, record: impl FnOnce(&mut Attributes)) -> Self {
        let Some(settings) = provider::settings() else {
            return Self::off();
        };
        let place = Place {
            parent: context::count_below(),
            is_forced: false,
            link: None,
        };
        Self::start_at(place, schema, settings, record)
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
        context::count_started();
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
        context::count_started();
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
        let span_id = ids.new_span_id();
        let is_top = parent.is_remote || !parent.is_valid();
        let top = if is_top { span_id } else { parent.top };
        let mut running = Running::take(settings);
        running.context = Context {
            trace_id,
            span_id,
            flags: flags(is_sampled),
            top,
            is_remote: false,
            schema: Some(schema),
            carried: parent.carried,
        };
        if !is_sampled && !settings.defers {
            return Self::of(running);
        }
        let carried = running.context.carried.clone();
        let record = running.begin(schema);
        describe(&mut record.attributes);
        if !is_sampled && settings.sampling.demands(&record.attributes) {
            is_sampled = true;
            if !is_top {
                settings.sampling.keep_below(top);
            }
        }
        record.trace_id = trace_id;
        record.span_id = span_id;
        record.parent_id = parent.span_id;
        record.parent_is_remote = parent.is_remote;
        record.flags = flags(is_sampled);
        record.top = top;
        record.carried = carried;
        if let Some(link) = link {
            record.link(link, &settings.limits);
        }
        record.start = Timestamp::now();
        record.end = record.start;
        running.context.flags = flags(is_sampled);
        Self::of(running)
    }

    #[inline]
    const fn of(running: Box<Running>) -> Self {
        Self {
            running: Some(running),
        }
    }

    #[inline]
    const fn off() -> Self {
        Self { running: None }
    }

    /// Sets an attribute; a later value replaces an earlier one.
    #[inline]
    pub fn set(&self, index: usize, value: impl IntoValue) {
        if let Some(mut recording) = self.running.as_ref().and_then(|it| it.record()) {
            recording.write(|record| record.attributes.set(index, value));
        }
    }

    /// Sets an attribute that leaves the process only when content capture is on; otherwise
    /// `value` is not called.
    pub fn set_opt_in<V: IntoValue>(&self, index: usize, value: impl FnOnce() -> V) {
        if self.captures_content() {
            // Called before the record is locked: it may set other attributes.
            self.set(index, value());
        }
    }

    /// Sets one attribute of a template: its key is the template's and `suffix`.
    pub fn set_suffixed(&self, index: usize, suffix: &str, value: impl IntoValue) {
        if let Some(mut recording) = self.running.as_ref().and_then(|it| it.record()) {
            recording.write(|record| record.attributes.set_suffixed(index, suffix, value));
        }
    }

    /// [`set_suffixed`](Self::set_suffixed) for content: see [`set_opt_in`](Self::set_opt_in).
    pub fn set_suffixed_opt_in<V: IntoValue>(
        &self,
        index: usize,
        suffix: &str,
        value: impl FnOnce() -> V,
    ) {
        if self.captures_content() {
            self.set_suffixed(index, suffix, value());
        }
    }

    fn captures_content(&self) -> bool {
        let running = self.running.as_ref();
        running.is_some_and(|it| it.settings.capture_content && it.is_recording())
    }

    /// Runs a future with this span as the current one, and says how it ended: status OK, or what
    /// [`fail`](Self::fail) does with the fault that `describe` makes of the error. A panic, or a
    /// future that is dropped before its end, is an error too.
    pub fn scope<T, E>(
        &self,
        future: impl Future<Output = Result<T, E>>,
        describe: impl for<'e> FnOnce(&'e E) -> Fault<'e>,
    ) -> impl Future<Output = Result<T, E>> {
        let within = Within::new(future, self.running.as_deref());
        Scoped::new(within, self, describe)
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
    pub fn within<T>(&self, future: impl Future<Output = T>) -> impl Future<Output = T> {
        Within::new(future, self.running.as_deref())
    }

    /// [`within`](Self::within) for work that blocks the thread.
    pub fn within_blocking<T>(&self, work: impl FnOnce() -> T) -> T {
        let Some(running) = &self.running else {
            return work();
        };
        let _current = running.context.attach();
        let watch = Watch(Some(running));
        let output = work();
        watch.ended();
        output
    }

    /// Marks the span as failed: status ERROR, `error.type`, and the exception event, as far as the
    /// registry puts them on the span.
    pub fn fail(&self, fault: &Fault<'_>) {
        if let Some(running) = &self.running
            && let Some(mut recording) = running.record()
        {
            recording.write(|record| failure::fail(record, running.settings, fault));
        }
    }

    /// Writes the W3C headers that make this span the parent of whoever reads them.
    pub fn inject(&self, carrier: &mut impl Carrier) {
        match (&self.running, provider::settings()) {
            (Some(running), _) => {
                let propagators = running.settings.propagators;
                propagators.inject(&running.context, carrier);
            }
            (None, Some(settings)) => settings.propagators.inject(&Context::current(), carrier),
            (None, None) => {}
        }
    }

    fn conclude<T, E>(
        &self,
        outcome: Result<T, E>,
        describe: impl for<'e> FnOnce(&'e E) -> Fault<'e>,
    ) -> Result<T, E> {
        match &outcome {
            Err(error) if self.is_recording() => self.fail(&describe(error)),
            Err(_) => {}
            Ok(_) => self.succeed(),
        }
        outcome
    }

    fn is_recording(&self) -> bool {
        self.running.as_ref().is_some_and(|it| it.is_recording())
    }

    fn succeed(&self) {
        if let Some(mut recording) = self.running.as_ref().and_then(|it| it.record()) {
            recording.write(|record| record.status = Status::Ok);
        }
    }
}

impl Drop for Span {
    #[inline]
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.end();
        }
    }
}

/// Sees work that does not come to its end.
struct Watch<'a>(Option<&'a Running>);

impl Watch<'_> {
    fn ended(mut self) {
        self.0 = None;
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        let Some(running) = self.0 else {
            return;
        };
        let interruption = if std::thread::panicking() {
            Interruption::Panic
        } else {
            Interruption::Cancelled
        };
        if let Some(mut recording) = running.record() {
            recording.write(|record| failure::interrupt(record, running.settings, interruption));
        }
    }
}

const fn flags(is_sampled: bool) -> TraceFlags {
    if is_sampled {
        TraceFlags::SAMPLED
    } else {
        TraceFlags::NOT_SAMPLED
    }
}
