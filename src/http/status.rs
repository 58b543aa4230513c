//! What the service says about its own tracing.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use serde::Serialize;

/// How the service is traced. Holds no address and no secret: whoever asks for health may be anybody.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct TracingStatus {
    /// Whether spans are exported.
    pub enabled: bool,
    /// `service.name` of the spans.
    pub service_name: String,
    /// Name of the exporter: `otlp`, `console` or `none`.
    pub exporter: String,
    /// Protocol of the exporter, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    /// Name of the sampler, as `OTEL_TRACES_SAMPLER` has it.
    pub sampler: String,
    /// Share of the traces that are sampled where they start, from 0.0 to 1.0.
    pub ratio: f64,
    /// Name of the environment, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// What became of the spans.
    pub spans: SpanCounters,
}

/// What became of the spans of this process. Each only grows, so that a difference over time is a
/// rate; the names stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub struct SpanCounters {
    /// Spans that were started, recorded or not.
    pub started: u64,
    /// Spans of sampled traces that have ended.
    pub sampled: u64,
    /// Spans of other traces that were kept, because they failed or were slow.
    pub kept: u64,
    /// Spans that the exporter delivered.
    pub exported: u64,
    /// Spans that the receiver refused, or that could not be delivered in time.
    pub failed: u64,
    /// Spans that were never sent, because there was no room for them.
    pub dropped: u64,
}

/// Whom to ask for the status of tracing; nobody by default.
#[derive(Clone, Default)]
pub struct StatusSource(Option<Arc<dyn Fn() -> TracingStatus + Send + Sync>>);

impl StatusSource {
    /// Asks `status`, each time that somebody wants to know.
    #[must_use]
    pub fn new(status: impl Fn() -> TracingStatus + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(status)))
    }

    /// The status now; `None` if nobody is to be asked.
    pub(crate) fn now(&self) -> Option<TracingStatus> {
        self.0.as_ref().map(|status| status())
    }
}

impl Debug for StatusSource {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StatusSource").field(&self.now()).finish()
    }
}
