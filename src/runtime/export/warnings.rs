//! What the exporter says in the log, and how often.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::export::Signal;

/// The same kind of warning comes at most so often.
const INTERVAL: Duration = Duration::from_secs(60);

/// A kind of warning that is repeated at most once a minute.
#[derive(Debug, Default)]
pub(crate) struct Limited(Mutex<Said>);

#[derive(Debug, Default)]
struct Said {
    last: Option<Instant>,
    /// Records that nothing has been said about yet.
    records: u64,
}

impl Limited {
    /// Counts so many records. Returns how many there are since the last warning, if it is time for
    /// another one.
    pub(crate) fn add(&self, records: u64, now: Instant) -> Option<u64> {
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        said.records += records;
        let is_due = said
            .last
            .is_none_or(|last| now.saturating_duration_since(last) >= INTERVAL);
        if !is_due {
            return None;
        }
        said.last = Some(now);
        Some(std::mem::take(&mut said.records))
    }
}

/// The kinds of warnings of one exporter.
#[derive(Debug)]
pub(crate) struct Warnings {
    /// What is exported: `spans`.
    noun: &'static str,
    /// The variable that says how many may wait.
    queue_variable: &'static str,
    /// Where it goes.
    target: String,
    failed: Limited,
    retried: Limited,
    rejected: Limited,
    remarked: Limited,
    dropped: Limited,
}

impl Warnings {
    /// For records of a signal that go to this place.
    pub(crate) fn of<S: Signal>(target: String) -> Self {
        Self {
            noun: S::NOUN,
            queue_variable: S::QUEUE_VARIABLE,
            target,
            failed: Limited::default(),
            retried: Limited::default(),
            rejected: Limited::default(),
            remarked: Limited::default(),
            dropped: Limited::default(),
        }
    }

    /// A request was given up.
    pub(crate) fn failed(&self, records: u64, why: &str) {
        if let Some(records) = self.failed.add(records, Instant::now()) {
            let Self { noun, target, .. } = self;
            tracing::warn!(
                target: "runtime::export",
                "{records} {noun} could not be exported to {target}: {why}"
            );
        }
    }

    /// A request will be sent again.
    pub(crate) fn retried(&self, records: u64, why: &str) {
        if self.retried.add(records, Instant::now()).is_some() {
            let Self { noun, target, .. } = self;
            tracing::warn!(
                target: "runtime::export",
                "{noun} cannot be exported to {target} now, and will be sent again: {why}"
            );
        }
    }

    /// A receiver took a request but for some records.
    pub(crate) fn rejected(&self, records: u64, why: &str) {
        if let Some(records) = self.rejected.add(records, Instant::now()) {
            let Self { noun, target, .. } = self;
            tracing::warn!(
                target: "runtime::export",
                "{records} {noun} were rejected by {target}: {why}"
            );
        }
    }

    /// There is something to say about an answer that was otherwise good.
    pub(crate) fn remarked(&self, remark: &str) {
        if self.remarked.add(0, Instant::now()).is_some() {
            let target = &self.target;
            tracing::warn!(target: "runtime::export", "answer of {target}: {remark}");
        }
    }

    /// The queue had no room.
    pub(crate) fn dropped(&self, records: u64) {
        if records == 0 {
            return;
        }
        if let Some(records) = self.dropped.add(records, Instant::now()) {
            let Self {
                noun,
                queue_variable,
                ..
            } = self;
            tracing::warn!(
                target: "runtime::export",
                "{records} {noun} were dropped because too many wait for export; is the endpoint too slow, or {queue_variable} too small?"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_warning_comes_at_once_and_the_next_with_all_since() {
        let limited = Limited::default();
        let start = Instant::now();
        assert_eq!(limited.add(1, start), Some(1));
        assert_eq!(limited.add(2, start + INTERVAL / 2), None);
        assert_eq!(limited.add(3, start + INTERVAL), Some(5));
        assert_eq!(limited.add(4, start + INTERVAL), None);
    }
}
