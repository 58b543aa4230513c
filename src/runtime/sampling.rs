//! Which traces are recorded, and which spans of the others are kept all the same.
//!
//! The decision is made where a trace starts and followed below. A span of a trace that is not
//! sampled still keeps its typed fields, on the stack and in memory that is used again, so that it
//! can be exported if it ends in an error or takes too long: with its own ids, below its own parent.
//! From then on the trace is a kept one, and what ends later in it is exported too: above all the
//! spans around the failed one. What other processes recorded of the trace is not brought back:
//! they were told that it is unsampled.

mod force;
mod kept;
mod ratio;
mod rules;

use std::time::Duration;

use opentelemetry::trace::{SpanId, TraceId};

pub use force::FORCE_HEADER;
pub(crate) use force::Force;
pub use rules::Rule;

use crate::context::Context;
use crate::propagation::Carrier;
use crate::record::{Attributes, Record, Status};
use crate::schema::SpanKind;

/// What decides where a trace starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Root {
    /// Every trace is recorded.
    AlwaysOn,
    /// None is, whatever becomes of it.
    AlwaysOff,
    /// This share of the traces, from 0.0 to 1.0, chosen by their ids: every process that samples
    /// by ratio chooses the same ones.
    Ratio(f64),
}

/// Which traces are recorded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampler {
    /// What decides where a trace starts.
    pub root: Root,
    /// Whether a span follows the decision of the one above.
    pub follows_parent: bool,
}

impl Default for Sampler {
    /// The default of the specification: everything, but what the parent says otherwise.
    fn default() -> Self {
        Self {
            root: Root::AlwaysOn,
            follows_parent: true,
        }
    }
}

/// Which spans of an unsampled trace are kept all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// Those that end in an error.
    pub errors: bool,
    /// Those that take at least so long.
    pub slow: SlowThresholds,
}

/// When a span is slow; `None`: never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlowThresholds {
    /// Work inside the process.
    pub internal: Option<Duration>,
    /// Calls to other systems.
    pub client: Option<Duration>,
    /// Calls from other systems.
    pub server: Option<Duration>,
    /// Messages handed over.
    pub producer: Option<Duration>,
    /// Messages handled.
    pub consumer: Option<Duration>,
}

impl SlowThresholds {
    /// No span is slow.
    pub const NONE: Self = Self {
        internal: None,
        client: None,
        server: None,
        producer: None,
        consumer: None,
    };

    /// The threshold for spans of a kind.
    #[must_use]
    pub const fn of(&self, kind: SpanKind) -> Option<Duration> {
        match kind {
            SpanKind::Internal => self.internal,
            SpanKind::Client => self.client,
            SpanKind::Server => self.server,
            SpanKind::Producer => self.producer,
            SpanKind::Consumer => self.consumer,
        }
    }
}

impl Default for SlowThresholds {
    /// What somebody waits for is slow after a second or two; work inside the process has no such
    /// measure.
    fn default() -> Self {
        Self {
            client: Some(Duration::from_secs(1)),
            server: Some(Duration::from_secs(2)),
            ..Self::NONE
        }
    }
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            errors: true,
            slow: SlowThresholds::default(),
        }
    }
}

impl Keep {
    /// Nothing is kept of an unsampled trace, which then costs next to nothing.
    pub const NOTHING: Self = Self {
        errors: false,
        slow: SlowThresholds::NONE,
    };
}

/// Everything that decides what is recorded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sampling {
    /// Which traces are recorded.
    pub sampler: Sampler,
    /// Which spans of the others are kept.
    pub keep: Keep,
    /// Traces with an attribute of this value are recorded.
    pub rules: Vec<Rule>,
    /// How many traces a second the header [`FORCE_HEADER`] may force at most; `None`: the header
    /// is not looked at.
    pub forced_per_second_max: Option<u32>,
}

impl Sampling {
    /// Whether spans of unsampled traces are kept until their end shows whether they are needed.
    pub(crate) fn defers(&self) -> bool {
        let Keep { errors, slow } = self.keep;
        let keeps = errors || slow != SlowThresholds::NONE || !self.rules.is_empty();
        keeps && self.sampler.root != Root::AlwaysOff
    }

    /// Whether a span is recorded because of the trace it belongs to.
    pub(crate) fn samples(&self, parent: &Context, trace_id: TraceId) -> bool {
        // Whatever made this process record the span above counts for those below.
        let is_below_recorded = !parent.is_remote && parent.flags.is_sampled();
        if parent.is_valid() && (self.sampler.follows_parent || is_below_recorded) {
            return parent.flags.is_sampled();
        }
        match self.sampler.root {
            Root::AlwaysOn => true,
            Root::AlwaysOff => false,
            Root::Ratio(ratio) => ratio::samples(ratio, trace_id),
        }
    }

    /// Whether a rule says that a trace with these attributes is recorded.
    pub(crate) fn demands(&self, attributes: &Attributes) -> bool {
        self.rules.iter().any(|rule| rule.matches(attributes))
    }

    /// Ends a span of an unsampled trace, and says whether it is exported all the same. The clock is
    /// read only where that matters.
    pub(crate) fn keeps(&self, record: &mut Record) -> bool {
        let slow = self.keep.slow.of(record.schema.kind);
        if slow.is_some() {
            record.end_now();
        }
        let has_failed = self.keep.errors && matches!(record.status, Status::Error(_));
        let is_slow = slow.is_some_and(|slow| record.duration() >= slow);
        let is_reason = has_failed || is_slow || self.demands(&record.attributes);
        if is_reason && !record.is_top_of_process() {
            kept::remember(record.top);
        }
        let is_kept = is_reason || kept::is_kept(record.top);
        if is_kept && slow.is_none() {
            record.end_now();
        }
        self.forget(record);
        is_kept
    }

    /// Keeps what ends from now on below a span that is on top in this process, and that span.
    pub(crate) fn keep_below(&self, top: SpanId) {
        kept::remember(top);
    }

    /// Forgets what was to be kept below a span that has ended.
    pub(crate) fn forget(&self, record: &Record) {
        if record.is_top_of_process() {
            kept::forget(record.top);
        }
    }

    /// Whether the carrier asks for its trace to be recorded, and may.
    pub(crate) fn is_forced(&self, force: &Force, carrier: &impl Carrier) -> bool {
        self.forced_per_second_max
            .is_some_and(|max| force.asks(carrier) && force.grants(max))
    }
}
