//! One request, sent until it is settled.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, sleep_until};

use crate::export::deadline::{Deadline, after};
use crate::export::queue::Queue;
use crate::export::retry::Backoff;
use crate::export::warnings::Warnings;
use crate::otlp::{Client, Outcome, Unavailable};

/// Attempts to reach a receiver that is not there while the process waits for its end.
const CLOSING_ATTEMPTS_MAX: u32 = 2;

/// What all requests of one exporter share.
#[derive(Debug)]
pub(super) struct Shared<T> {
    pub(super) queue: Arc<Queue<T>>,
    pub(super) client: Client,
    pub(super) warnings: Warnings,
    /// How long one request may take with all its attempts.
    pub(super) export_timeout: Duration,
    pub(super) health: Health,
}

/// How the receiver does.
#[derive(Debug, Default)]
pub(super) struct Health {
    /// Requests that wait to be sent again.
    retrying: AtomicUsize,
    /// When the receiver wants to be asked again.
    paused_until: Mutex<Option<Instant>>,
    /// Whether nothing more is to be expected of it before the end.
    is_given_up: AtomicBool,
}

impl Health {
    pub(super) fn is_retrying(&self) -> bool {
        self.retrying.load(Ordering::Relaxed) > 0
    }

    /// When the pause that the receiver asked for is over.
    pub(super) fn paused_until(&self) -> Option<Instant> {
        let until = *self
            .paused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        until.filter(|until| *until > Instant::now())
    }

    pub(super) fn is_given_up(&self) -> bool {
        self.is_given_up.load(Ordering::Relaxed)
    }

    fn pause(&self, until: Instant) {
        let mut paused = self
            .paused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *paused = Some(paused.map_or(until, |other| other.max(until)));
    }
}

/// A batch that was taken from the queue. Unless it is settled otherwise, it has failed: also when
/// its request is broken off.
pub(super) struct Ticket<T> {
    shared: Arc<Shared<T>>,
    number: u64,
    length: u64,
    exported: u64,
    is_retrying: bool,
}

impl<T> Ticket<T> {
    pub(super) const fn new(shared: Arc<Shared<T>>, number: u64, length: u64) -> Self {
        Self {
            shared,
            number,
            length,
            exported: 0,
            is_retrying: false,
        }
    }

    /// Says that the batch can never be sent.
    pub(super) fn fail(self, why: &str) {
        self.shared.warnings.failed(self.length, why);
    }

    fn accept(mut self, rejected: u64, remark: &str) {
        let rejected = rejected.min(self.length);
        self.exported = self.length - rejected;
        if rejected > 0 {
            self.shared.warnings.rejected(rejected, remark);
        } else if !remark.is_empty() {
            self.shared.warnings.remarked(remark);
        }
    }

    fn retry(&mut self, why: &str) {
        self.shared.warnings.retried(self.length, why);
        if !self.is_retrying {
            self.is_retrying = true;
            self.shared.health.retrying.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl<T> Drop for Ticket<T> {
    fn drop(&mut self) {
        if self.is_retrying {
            self.shared.health.retrying.fetch_sub(1, Ordering::Relaxed);
        }
        self.shared.queue.settle(self.number, self.exported);
    }
}

/// Sends a request until the receiver takes it, refuses it for good, or the time is over.
pub(super) async fn deliver<T>(mut ticket: Ticket<T>, body: Bytes) {
    let shared = Arc::clone(&ticket.shared);
    let mut closing = shared.queue.deadline();
    let mut backoff = Backoff::new();
    let mut closing_attempts = 0;
    let give_up = after(shared.export_timeout);
    let limit = Deadline::new(give_up, shared.queue.deadline());
    loop {
        let outcome = shared.client.send(body.clone(), &limit).await;
        let unavailable = match outcome {
            Outcome::Accepted { rejected, remark } => return ticket.accept(rejected, &remark),
            Outcome::Refused(why) => return ticket.fail(&why),
            Outcome::Unavailable(unavailable) => unavailable,
        };
        let Unavailable {
            why,
            retry_after,
            is_unreachable,
        } = unavailable;
        let again = Instant::now() + backoff.wait(retry_after);
        if retry_after.is_some() {
            shared.health.pause(again);
        }
        let deadline = closing.borrow_and_update().map(Instant::from_std);
        if deadline.is_some() && is_unreachable {
            closing_attempts += 1;
            if closing_attempts >= CLOSING_ATTEMPTS_MAX {
                shared.health.is_given_up.store(true, Ordering::Relaxed);
                return ticket.fail(&why);
            }
        }
        if again >= deadline.map_or(give_up, |deadline| deadline.min(give_up)) {
            return ticket.fail(&why);
        }
        ticket.retry(&why);
        tokio::select! {
            () = sleep_until(again) => {}
            // Whoever waits for the end of the process does not wait for the backoff.
            _ = closing.changed(), if deadline.is_none() => {
                backoff = Backoff::new();
                let is_too_late = closing.borrow().is_some_and(|end| again >= Instant::from_std(end));
                if retry_after.is_some() && is_too_late {
                    return ticket.fail(&why);
                }
                if retry_after.is_some() {
                    sleep_until(again).await;
                }
            }
        }
    }
}
