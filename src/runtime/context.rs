//! Which span is the current one, and carrying it to where work goes on: other tasks, other threads.
//!
//! A span is current for the future that its `scope` runs. Work handed to `tokio::spawn`,
//! `spawn_blocking` or a thread starts without it, unless it is carried there.

mod local;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Task, Poll};

use opentelemetry::trace::{SpanId, TraceFlags, TraceId};
use pin_project_lite::pin_project;

pub(crate) use local::{count_below, count_if_unsampled, count_started, started};

use crate::record::Link;
use crate::schema::SpanSchema;

/// What a span below needs to know of the one above. Cheap to copy: nothing in it is allocated
/// unless the trace came with `tracestate` or baggage.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    /// [`TraceId::INVALID`] where no span is current.
    pub(crate) trace_id: TraceId,
    pub(crate) span_id: SpanId,
    pub(crate) flags: TraceFlags,
    /// The span above all others of this process.
    pub(crate) top: SpanId,
    /// Whether the span belongs to another process.
    pub(crate) is_remote: bool,
    /// What the registry says of the span; `None` for that of another process.
    pub(crate) schema: Option<&'static SpanSchema>,
    pub(crate) carried: Option<Arc<Carried>>,
}

/// What a trace carries along for others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Carried {
    /// The value of the W3C header `tracestate`; empty if there was none.
    pub(crate) trace_state: String,
    /// The value of the W3C header `baggage`; empty if there was none.
    pub(crate) baggage: String,
}

impl Context {
    /// No span is current.
    pub(crate) const NONE: Self = Self {
        trace_id: TraceId::INVALID,
        span_id: SpanId::INVALID,
        flags: TraceFlags::NOT_SAMPLED,
        top: SpanId::INVALID,
        is_remote: false,
        schema: None,
        carried: None,
    };

    /// Whether there is a span.
    pub(crate) fn is_valid(&self) -> bool {
        self.trace_id != TraceId::INVALID
    }

    pub(crate) fn is_unsampled(&self) -> bool {
        self.is_valid() && !self.flags.is_sampled()
    }

    /// The context that is current on this thread.
    pub(crate) fn current() -> Self {
        local::with(Self::clone).unwrap_or(Self::NONE)
    }

    /// Makes this context the current one of the thread until the guard is dropped.
    pub(crate) fn attach(&self) -> Attached {
        Attached(local::replace(self.clone()))
    }
}

/// Puts the context back that was current before.
#[must_use = "the context is current until this is dropped"]
pub(crate) struct Attached(Context);

impl Drop for Attached {
    fn drop(&mut self) {
        local::replace(std::mem::replace(&mut self.0, Context::NONE));
    }
}

/// A link to the span which is current now; `None` if there is none. For work that it causes and
/// that outlives it.
#[must_use]
pub fn link() -> Option<Link> {
    local::with(|current| {
        current.is_valid().then_some(Link {
            trace_id: current.trace_id,
            span_id: current.span_id,
            flags: current.flags,
        })
    })
    .flatten()
}

/// A future that runs below the span which is current now, wherever it is polled.
///
/// ```
/// # async fn example() {
/// # async fn work() {}
/// let task = runtime::context::carry(work());
/// # task.await;
/// # }
/// ```
pub fn carry<F: Future>(future: F) -> impl Future<Output = F::Output> {
    InContext {
        future,
        context: Context::current(),
    }
}

pin_project! {
    /// A future with the context that it runs in. A type of its own: a function that is `async`
    /// would hold the future twice.
    struct InContext<F> {
        #[pin]
        future: F,
        context: Context,
    }
}

impl<F: Future> Future for InContext<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<F::Output> {
        let this = self.project();
        let _current = this.context.attach();
        this.future.poll(task)
    }
}

/// A closure that runs below the span which is current now, on whatever thread it is called.
///
/// ```
/// let thread = std::thread::spawn(runtime::context::carry_blocking(|| 6 * 7));
/// assert_eq!(thread.join().ok(), Some(42));
/// ```
pub fn carry_blocking<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let context = Context::current();
    move || {
        let _current = context.attach();
        work()
    }
}

/// The ids of the current span, for whoever writes a log record.
#[derive(Debug, Clone, Copy)]
pub struct CurrentSpan {
    pub(crate) trace_id: TraceId,
    pub(crate) span_id: SpanId,
    pub(crate) flags: TraceFlags,
    /// What the registry says of the span; `None` for that of another process.
    pub schema: Option<&'static SpanSchema>,
}

impl CurrentSpan {
    /// The span which is current on this thread.
    #[must_use]
    pub fn get() -> Option<Self> {
        local::with(|current| {
            current.is_valid().then_some(Self {
                trace_id: current.trace_id,
                span_id: current.span_id,
                flags: current.flags,
                schema: current.schema,
            })
        })
        .flatten()
    }

    /// Id of the trace, 16 bytes.
    #[must_use]
    pub const fn trace_id(&self) -> [u8; 16] {
        self.trace_id.to_bytes()
    }

    /// Id of the span, 8 bytes.
    #[must_use]
    pub const fn span_id(&self) -> [u8; 8] {
        self.span_id.to_bytes()
    }

    /// Whether the span is exported.
    #[must_use]
    pub fn is_sampled(&self) -> bool {
        self.flags.is_sampled()
    }
}
