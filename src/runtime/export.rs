//! Where finished spans go, and how many got there.
//!
//! Spans for an OTLP receiver wait in a queue of bounded size, from which a thread of its own sends
//! them. Whoever ends a span never waits for that thread; what finds no room is counted and dropped.

mod deadline;
mod delivery;
mod queue;
mod retry;
mod warnings;
mod worker;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

pub use crate::otlp::ClientError;
pub(crate) use deadline::{Deadline, after};
pub(crate) use worker::Pipeline;
pub use worker::{ExporterError, is_exporter_thread};

use crate::Resource;
use crate::capture::Capture;
use crate::config::{Config, Exporter};
use crate::console;
use crate::context;
use crate::otlp::Spans;
use crate::provider::InstallError;
use crate::record::{self, Record};

/// What a signal of OTLP is made of.
pub(crate) trait Signal: Send + 'static {
    /// What is finished one by one.
    type Record: Send + 'static;

    /// What many of them are called.
    const NOUN: &'static str;

    /// The variable of the environment that says how many of them may wait.
    const QUEUE_VARIABLE: &'static str;

    /// The method of gRPC that takes them.
    const GRPC_PATH: &'static str;

    /// How much memory a record holds.
    fn memory_bytes(record: &Self::Record) -> usize;

    /// Writes the message of one request at the end of a buffer.
    fn encode(&mut self, records: &[Self::Record], request: &mut Vec<u8>);

    /// Takes the memory of records that are not needed any more.
    fn recycle(records: &mut Vec<Self::Record>);

    /// Takes the memory of a record that found no room, on the thread which finished it.
    fn drop_here(record: Self::Record);
}

/// What became of the records of one exporter. At any time `sampled + kept` is `exported + failed +
/// dropped` and what waits or is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) sampled: u64,
    pub(crate) kept: u64,
    pub(crate) exported: u64,
    pub(crate) failed: u64,
    pub(crate) dropped: u64,
}

impl Counts {
    /// Counts a record that is finished.
    pub(crate) const fn offer(&mut self, is_kept: bool) {
        if is_kept {
            self.kept += 1;
        } else {
            self.sampled += 1;
        }
    }
}

/// How many spans there have been so far, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counters {
    /// Spans that the process started, recorded or not.
    pub started: u64,
    /// Spans of sampled traces that have ended.
    pub sampled: u64,
    /// Spans of other traces that were kept, because they failed or were slow.
    pub kept: u64,
    /// Spans that the exporter delivered.
    pub exported: u64,
    /// Spans that the receiver refused, or that could not be delivered in time.
    pub failed: u64,
    /// Spans that were never sent: there was no room for them, or no time at the end.
    pub dropped: u64,
}

/// What became of the spans of the process, at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Report {
    /// Spans that the exporter delivered.
    pub exported: u64,
    /// Spans that it did not: `failed` and `dropped` ones.
    pub lost: u64,
    /// Spans that the receiver refused, or of which it is not known whether they arrived.
    pub failed: u64,
    /// Spans that were never sent: there was no room for them, or no time at the end.
    pub dropped: u64,
}

impl From<Counts> for Report {
    fn from(counts: Counts) -> Self {
        Self {
            exported: counts.exported,
            lost: counts.failed + counts.dropped,
            failed: counts.failed,
            dropped: counts.dropped,
        }
    }
}

/// Where finished spans go.
#[derive(Debug)]
pub(crate) struct Sinks {
    capture: Option<Capture>,
    way: Way,
    shutdown_timeout: Duration,
}

/// How they get there.
#[derive(Debug)]
enum Way {
    /// At once: to standard error, or nowhere but into the capture.
    Immediate {
        prints: bool,
        counts: ImmediateCounts,
    },
    /// Over the network.
    Otlp(Pipeline<Spans>),
}

#[derive(Debug, Default)]
struct ImmediateCounts {
    sampled: AtomicU64,
    kept: AtomicU64,
    failed: AtomicU64,
}

impl ImmediateCounts {
    fn add(&self, is_kept: bool, is_exported: bool) {
        let count = if is_kept { &self.kept } else { &self.sampled };
        count.fetch_add(1, Ordering::Relaxed);
        if !is_exported {
            self.failed.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn counts(&self) -> Counts {
        let failed = self.failed.load(Ordering::Relaxed);
        let sampled = self.sampled.load(Ordering::Relaxed);
        let kept = self.kept.load(Ordering::Relaxed);
        Counts {
            sampled,
            kept,
            exported: (sampled + kept).saturating_sub(failed),
            failed,
            dropped: 0,
        }
    }
}

impl Sinks {
    pub(crate) fn open(config: &Config, resource: Resource) -> Result<Self, InstallError> {
        let way = match &config.exporter {
            Exporter::Otlp(otlp) => {
                Way::Otlp(Pipeline::start(Spans::new(resource), otlp, &config.batch)?)
            }
            exporter => Way::Immediate {
                prints: *exporter == Exporter::Console,
                counts: ImmediateCounts::default(),
            },
        };
        Ok(Self {
            capture: config.capture.clone(),
            way,
            shutdown_timeout: config.shutdown_timeout,
        })
    }

    /// Takes a span of a sampled trace.
    pub(crate) fn accept(&self, record: Box<Record>) {
        self.take(record, false);
    }

    /// Takes a span that was kept although its trace was not sampled.
    pub(crate) fn accept_kept(&self, record: Box<Record>) {
        self.take(record, true);
    }

    fn take(&self, record: Box<Record>, is_kept: bool) {
        if let Some(capture) = &self.capture {
            capture.keep(&record);
        }
        match &self.way {
            Way::Otlp(pipeline) => pipeline.offer(record, is_kept),
            Way::Immediate { prints, counts } => {
                let is_exported = !prints || console::print(&record);
                counts.add(is_kept, is_exported);
                record::give_back(record);
            }
        }
    }

    pub(crate) fn counters(&self) -> Counters {
        let counts = match &self.way {
            Way::Otlp(pipeline) => pipeline.counts(),
            Way::Immediate { counts, .. } => counts.counts(),
        };
        Counters {
            started: context::started(),
            sampled: counts.sampled,
            kept: counts.kept,
            exported: counts.exported,
            failed: counts.failed,
            dropped: counts.dropped,
        }
    }

    /// Waits until what has ended so far is exported or given up. Says whether it is.
    pub(crate) fn flush(&self, timeout: Duration) -> bool {
        match &self.way {
            Way::Otlp(pipeline) => pipeline.flush(timeout),
            Way::Immediate { .. } => true,
        }
    }

    /// Exports what is there, for as long as shutdown may take. What ends later is dropped.
    pub(crate) fn close(&self) -> Report {
        match &self.way {
            Way::Otlp(pipeline) => pipeline.close(self.shutdown_timeout).into(),
            Way::Immediate { counts, .. } => counts.counts().into(),
        }
    }
}
