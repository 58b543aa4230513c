//! When a request that was not answered well is sent again.

use std::time::Duration;

/// The first wait. It doubles from one attempt to the next.
const WAIT_FIRST: Duration = Duration::from_millis(250);

/// The longest wait that the exporter chooses by itself.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// The longest wait that a receiver may ask for.
const WAIT_ASKED_MAX: Duration = Duration::from_secs(120);

/// Waits between attempts: exponential, with jitter so that many processes do not come back at once.
#[derive(Debug)]
pub(crate) struct Backoff {
    next: Duration,
    random: fn() -> f64,
}

impl Backoff {
    pub(crate) const fn new() -> Self {
        Self {
            next: WAIT_FIRST,
            random,
        }
    }

    /// How long to wait now: from half to one and a half of the nominal wait; longer if the receiver
    /// asks for it. One that asks for less, or for nothing, would get requests back to back.
    pub(crate) fn wait(&mut self, asked: Option<Duration>) -> Duration {
        let nominal = self.next;
        self.next = (nominal * 2).min(WAIT_MAX);
        let own = nominal.mul_f64(0.5 + (self.random)());
        asked.map_or(own, |asked| asked.min(WAIT_ASKED_MAX).max(own))
    }
}

/// A number from 0.0 to 1.0, random enough to spread requests: the standard library seeds each
/// hasher anew.
fn random() -> f64 {
    use std::hash::{BuildHasher, RandomState};
    let bits = (RandomState::new().hash_one(0_u8) >> 32) as u32;
    f64::from(bits) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_limit() {
        let mut backoff = Backoff {
            random: || 0.5,
            ..Backoff::new()
        };
        let waits: Vec<_> = (0..7).map(|_| backoff.wait(None).as_millis()).collect();
        assert_eq!(waits, [250, 500, 1000, 2000, 4000, 5000, 5000]);
    }

    #[test]
    fn jitter_stays_around_the_nominal_wait() {
        for _ in 0..100 {
            let wait = Backoff::new().wait(None).as_millis();
            assert!((125..=375).contains(&wait), "{wait} ms");
        }
    }

    #[test]
    fn a_receiver_that_asks_for_less_does_not_shorten_the_wait() {
        let mut backoff = Backoff {
            random: || 0.5,
            ..Backoff::new()
        };
        let asked = [0, 0, 999, 2001].map(Duration::from_millis);
        let waits = asked.map(|asked| backoff.wait(Some(asked)).as_millis());
        assert_eq!(waits, [250, 500, 1000, 2001]);
    }

    #[test]
    fn a_receiver_is_heard_within_reason() {
        let mut backoff = Backoff::new();
        let asked = Some(Duration::from_secs(7));
        assert_eq!(backoff.wait(asked), Duration::from_secs(7));
        assert_eq!(backoff.wait(Some(Duration::MAX)), WAIT_ASKED_MAX);
    }
}
