//! Finished records that wait for export, in bounded memory.
//!
//! Whoever finishes a record holds one lock for as long as it takes to move the record into its
//! place; nothing is done under that lock that waits for anything. Every record that is offered is
//! counted once and settled once: exported, failed or dropped.
//!
//! Memory is taken as records come, not before: a span with six attributes holds about 500 bytes
//! while it waits, so that a full queue of 2048 spans is 1 MiB. A request under way holds the bytes
//! that are sent, about 200 for each such span, and no records.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, watch};

use crate::config::BatchConfig;
use crate::export::{Counts, after};

/// Memory that waiting records hold at most: prompts and documents may be large.
pub(crate) const QUEUE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Memory that the records of one request hold at most, unless a single one holds more: receivers
/// refuse messages above 4 MiB by default.
pub(crate) const BATCH_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Empty batches kept for their memory.
const SPARES_MAX: usize = 2;

/// Records that wait for export.
#[derive(Debug)]
pub(crate) struct Queue<T> {
    state: Mutex<State<T>>,
    /// Wakes the worker.
    wake: Notify,
    /// Wakes those who wait until records are settled.
    settled: Condvar,
    /// When the worker has to be done; `None` while it has all the time.
    deadline: watch::Sender<Option<Instant>>,
    records_max: usize,
    batch_max: usize,
}

#[derive(Debug)]
struct State<T> {
    /// Takes what is offered, until it is sealed.
    filling: Batch<T>,
    /// Ready to be sent, oldest first.
    sealed: VecDeque<Batch<T>>,
    /// Number and length of the batches that are being sent.
    under_way: Vec<(u64, u64)>,
    spares: Vec<Vec<T>>,
    waiting: usize,
    waiting_bytes: usize,
    counts: Counts,
    is_closed: bool,
    is_ended: bool,
}

/// Records that are sent in one request.
#[derive(Debug)]
pub(crate) struct Batch<T> {
    /// Batches are numbered in their order.
    pub(crate) number: u64,
    pub(crate) records: Vec<T>,
    bytes: usize,
}

impl<T> Queue<T> {
    pub(crate) fn new(config: &BatchConfig) -> Self {
        let records_max = config.queue_spans_max.max(1);
        Self {
            state: Mutex::new(State {
                filling: Batch {
                    number: 1,
                    records: Vec::new(),
                    bytes: 0,
                },
                sealed: VecDeque::new(),
                under_way: Vec::new(),
                spares: Vec::new(),
                waiting: 0,
                waiting_bytes: 0,
                counts: Counts::default(),
                is_closed: false,
                is_ended: false,
            }),
            wake: Notify::new(),
            settled: Condvar::new(),
            deadline: watch::Sender::new(None),
            records_max,
            batch_max: config.batch_spans_max.clamp(1, records_max),
        }
    }

    /// Takes a record that holds so much memory. Gives it back if there is no room for it.
    pub(crate) fn offer(&self, record: T, bytes: usize, is_kept: bool) -> Option<T> {
        let mut state = self.state();
        state.counts.offer(is_kept);
        let is_full = state.waiting >= self.records_max
            || state.waiting_bytes.saturating_add(bytes) > QUEUE_BYTES_MAX;
        if is_full || state.is_closed {
            state.counts.dropped += 1;
            return Some(record);
        }
        state.waiting += 1;
        state.waiting_bytes += bytes;
        let batch = &mut state.filling;
        batch.records.push(record);
        batch.bytes += bytes;
        if batch.records.len() >= self.batch_max || batch.bytes >= BATCH_BYTES_MAX {
            state.seal();
            drop(state);
            self.wake.notify_one();
        }
        None
    }

    /// Makes what has been offered so far ready to be sent, however little it is.
    pub(crate) fn seal(&self) {
        self.state().seal();
    }

    /// The next batch to be sent. The worker has to settle it.
    pub(crate) fn take(&self) -> Option<Batch<T>> {
        let mut state = self.state();
        let batch = state.sealed.pop_front()?;
        state.waiting -= batch.records.len();
        state.waiting_bytes -= batch.bytes;
        let length = batch.records.len() as u64;
        state.under_way.push((batch.number, length));
        Some(batch)
    }

    /// Whether a batch is ready to be sent.
    pub(crate) fn has_sealed(&self) -> bool {
        !self.state().sealed.is_empty()
    }

    /// Takes the emptied memory of a batch back.
    pub(crate) fn give_back(&self, records: Vec<T>) {
        let mut state = self.state();
        if records.is_empty() && state.spares.len() < SPARES_MAX {
            state.spares.push(records);
        }
    }

    /// Says what became of a batch, of which so many records were exported and the others failed.
    pub(crate) fn settle(&self, number: u64, exported: u64) {
        let mut state = self.state();
        let Some(found) = state.under_way.iter().position(|(one, _)| *one == number) else {
            // It was given up when the queue ended.
            return;
        };
        let (_, length) = state.under_way.swap_remove(found);
        let exported = exported.min(length);
        state.counts.exported += exported;
        state.counts.failed += length - exported;
        self.settled.notify_all();
    }

    /// Waits until everything offered so far is settled. Says whether it is.
    pub(crate) fn flush(&self, timeout: Duration) -> bool {
        let mut state = self.state();
        state.seal();
        let last = state.filling.number - 1;
        self.wake.notify_one();
        let wait = self
            .settled
            .wait_timeout_while(state, timeout, |state| !state.is_settled(last));
        let (state, _) = wait.unwrap_or_else(PoisonError::into_inner);
        state.is_settled(last)
    }

    /// Takes nothing more, and waits until everything is settled or the time is over. What is not
    /// settled by then is lost.
    pub(crate) fn close(&self, timeout: Duration, grace: Duration) -> Counts {
        let mut state = self.state();
        state.is_closed = true;
        state.seal();
        self.deadline.send_if_modified(|deadline| {
            let is_first = deadline.is_none();
            deadline.get_or_insert_with(|| after(timeout).into_std());
            is_first
        });
        let wait = self
            .settled
            .wait_timeout_while(state, timeout.saturating_add(grace), |state| {
                !state.is_ended
            });
        let (mut state, _) = wait.unwrap_or_else(PoisonError::into_inner);
        let rest = state.end();
        let counts = state.counts;
        drop(state);
        drop(rest);
        counts
    }

    /// Gives up everything that is not settled, and takes nothing more.
    pub(crate) fn end(&self) {
        let rest = self.state().end();
        self.settled.notify_all();
        drop(rest);
    }

    pub(crate) fn counts(&self) -> Counts {
        self.state().counts
    }

    /// When the worker has to be done, as soon as it is known.
    pub(crate) fn deadline(&self) -> watch::Receiver<Option<Instant>> {
        self.deadline.subscribe()
    }

    /// Returns when a batch is full or somebody waits for one.
    pub(crate) async fn woken(&self) {
        self.wake.notified().await;
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> State<T> {
    fn seal(&mut self) {
        if self.filling.records.is_empty() {
            return;
        }
        let next = Batch {
            number: self.filling.number + 1,
            records: self.spares.pop().unwrap_or_default(),
            bytes: 0,
        };
        let full = std::mem::replace(&mut self.filling, next);
        self.sealed.push_back(full);
    }

    fn is_settled(&self, last: u64) -> bool {
        let waits = self
            .sealed
            .front()
            .is_some_and(|batch| batch.number <= last);
        !waits && self.under_way.iter().all(|(number, _)| *number > last)
    }

    /// Returns what was waiting, to be freed without the lock.
    fn end(&mut self) -> VecDeque<Batch<T>> {
        self.seal();
        self.counts.dropped += self.waiting as u64;
        self.counts.failed += self.under_way.iter().map(|(_, length)| length).sum::<u64>();
        self.waiting = 0;
        self.waiting_bytes = 0;
        self.under_way.clear();
        self.spares.clear();
        self.is_closed = true;
        self.is_ended = true;
        std::mem::take(&mut self.sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(records_max: usize, batch_max: usize) -> Queue<u32> {
        Queue::new(&BatchConfig {
            queue_spans_max: records_max,
            batch_spans_max: batch_max,
            ..BatchConfig::default()
        })
    }

    #[test]
    fn batches_are_sealed_when_full_by_number_or_by_memory() {
        let queue = queue(100, 2);
        for record in 0..3 {
            assert_eq!(queue.offer(record, 1, false), None);
        }
        assert_eq!(queue.take().map(|batch| batch.records), Some(vec![0, 1]));
        assert!(queue.take().is_none(), "one record waits for others");
        assert_eq!(queue.offer(3, BATCH_BYTES_MAX, false), None);
        assert_eq!(queue.offer(4, BATCH_BYTES_MAX, false), None);
        assert_eq!(queue.take().map(|batch| batch.records), Some(vec![2, 3]));
        assert_eq!(queue.take().map(|batch| batch.records), Some(vec![4]));
    }

    #[test]
    fn what_finds_no_room_is_counted_and_given_back() {
        let queue = queue(2, 2);
        assert_eq!(queue.offer(1, 1, false), None);
        assert_eq!(queue.offer(2, 1, true), None);
        assert_eq!(queue.offer(3, 1, false), Some(3));
        let batch = queue.take().expect("a full batch");
        assert_eq!(queue.offer(4, QUEUE_BYTES_MAX, false), None);
        assert_eq!(queue.offer(5, 1, false), Some(5), "memory is full");
        queue.settle(batch.number, 1);
        let expected = Counts {
            sampled: 4,
            kept: 1,
            exported: 1,
            failed: 1,
            dropped: 2,
        };
        assert_eq!(queue.counts(), expected);
    }

    #[test]
    fn a_flush_waits_for_what_was_offered_before_and_for_nothing_later() {
        let queue = queue(10, 1);
        queue.offer(1, 1, false);
        assert!(!queue.flush(Duration::ZERO), "nobody has taken it");
        let first = queue.take().expect("a batch");
        assert!(!queue.flush(Duration::ZERO), "it is under way");
        std::thread::scope(|scope| {
            let flush = scope.spawn(|| queue.flush(Duration::from_secs(30)));
            while !flush.is_finished() {
                queue.settle(first.number, 1);
                std::thread::yield_now();
            }
            assert!(flush.join().expect("no panic"));
        });
        queue.offer(2, 1, false);
        assert_eq!(queue.counts().exported, 1);
    }

    #[test]
    fn times_that_no_clock_can_hold_are_times_too() {
        let queue = queue(10, 2);
        queue.offer(1, 1, false);
        queue.end();
        assert!(queue.flush(Duration::MAX));
        assert_eq!(queue.close(Duration::MAX, Duration::MAX).dropped, 1);
    }

    #[test]
    fn what_is_not_settled_at_the_end_is_lost_and_counted_once() {
        let queue = queue(10, 2);
        for record in 0..5 {
            queue.offer(record, 1, false);
        }
        let batch = queue.take().expect("a batch");
        let counts = queue.close(Duration::ZERO, Duration::ZERO);
        assert_eq!((counts.failed, counts.dropped, counts.exported), (2, 3, 0));
        queue.settle(batch.number, 2);
        assert_eq!(queue.offer(6, 1, false), Some(6));
        let counts = queue.counts();
        assert_eq!((counts.failed, counts.dropped, counts.sampled), (2, 4, 6));
    }
}
