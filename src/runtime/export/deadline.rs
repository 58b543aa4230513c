//! When an attempt has to be over: a moment that comes nearer when the process wants to end.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// Nothing takes longer, whatever a program asks for: a moment that is too far away cannot be told
/// from the clock.
const TIME_MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// The moment so far from now, or a day if that is less.
pub(crate) fn after(time: Duration) -> Instant {
    Instant::now() + time.min(TIME_MAX)
}

/// When an attempt has to be over.
#[derive(Debug, Clone)]
pub(crate) struct Deadline {
    own: Instant,
    /// When everything has to be over, as soon as it is known.
    closing: watch::Receiver<Option<std::time::Instant>>,
}

impl Deadline {
    pub(crate) const fn new(
        own: Instant,
        closing: watch::Receiver<Option<std::time::Instant>>,
    ) -> Self {
        Self { own, closing }
    }

    /// This deadline, or an earlier one.
    pub(crate) fn at_most(&self, own: Instant) -> Self {
        Self {
            own: self.own.min(own),
            closing: self.closing.clone(),
        }
    }

    /// What a future gives; `None` if it gives nothing in time.
    pub(crate) async fn limit<T>(&mut self, future: impl Future<Output = T>) -> Option<T> {
        let mut future = pin!(future);
        loop {
            let closing = self.closing.borrow_and_update().map(Instant::from_std);
            let end = closing.map_or(self.own, |closing| closing.min(self.own));
            tokio::select! {
                biased;
                value = &mut future => return Some(value),
                () = sleep_until(end) => return None,
                Ok(()) = self.closing.changed() => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    /// Longer than any test runs.
    const LONG: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn it_comes_nearer_when_everything_has_to_end() {
        let closing = watch::Sender::new(None);
        let start = Instant::now();
        let mut deadline = Deadline::new(start + LONG, closing.subscribe());
        assert_eq!(deadline.limit(async { 7 }).await, Some(7));
        let soon = std::time::Instant::now() + Duration::from_millis(20);
        let (outcome, _) = tokio::join!(deadline.limit(pending::<()>()), async {
            closing.send(Some(soon))
        });
        assert_eq!(outcome, None);
        assert!(start.elapsed() < LONG);
    }

    #[tokio::test]
    async fn it_holds_although_nobody_can_end_everything_any_more() {
        let (_, closing) = watch::channel(None);
        let start = Instant::now() + Duration::from_millis(20);
        let mut deadline = Deadline::new(start + LONG, closing).at_most(start);
        assert_eq!(deadline.limit(pending::<()>()).await, None);
    }
}
