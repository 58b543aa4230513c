//! Whether and when a request is sent again.

use std::time::Duration;

use http::StatusCode;

use crate::config::Retries;
use crate::error::CallError;
use crate::limits::RETRY_AFTER_SECONDS_MAX;

/// 529, with which some servers say that they have too much to do.
const OVERLOADED: u16 = 529;

/// Waits between attempts: random below a bound that doubles, so that clients which failed together do not come back
/// together.
pub(crate) struct Backoff<'a> {
    retries: &'a Retries,
    bound: Duration,
    random: fn() -> f64,
}

impl<'a> Backoff<'a> {
    pub(crate) const fn new(retries: &'a Retries) -> Self {
        Self {
            retries,
            bound: retries.delay_first,
            random,
        }
    }

    /// How long to wait after `attempts` attempts of which the last failed with `error`, if `left` is left of the
    /// call's time. `None`: the error stands.
    pub(crate) fn wait(
        &mut self,
        attempts: u32,
        error: &CallError,
        left: Duration,
    ) -> Option<Duration> {
        if attempts >= self.retries.attempts_max || !may_pass(error) {
            return None;
        }
        let bound = self.bound.min(self.retries.delay_max);
        self.bound = bound.saturating_mul(2);
        let own = bound.mul_f64((self.random)());
        let asked = match error {
            CallError::Status { retry_after, .. } => *retry_after,
            _ => None,
        };
        // Who comes back before it is asked to is a nuisance; who waits longer than its caller does is of no use.
        if asked > Some(Duration::from_secs(RETRY_AFTER_SECONDS_MAX)) {
            return None;
        }
        let wait = asked.unwrap_or_default().saturating_add(own);
        (wait < left).then_some(wait)
    }
}

/// Whether the same request may be answered better a little later.
const fn may_pass(error: &CallError) -> bool {
    match error {
        CallError::Connect { .. } | CallError::Transport { .. } | CallError::Timeout { .. } => true,
        CallError::Status { status, .. } => {
            matches!(
                *status,
                StatusCode::REQUEST_TIMEOUT
                    | StatusCode::TOO_MANY_REQUESTS
                    | StatusCode::INTERNAL_SERVER_ERROR
                    | StatusCode::BAD_GATEWAY
                    | StatusCode::SERVICE_UNAVAILABLE
                    | StatusCode::GATEWAY_TIMEOUT
            ) || status.as_u16() == OVERLOADED
        }
        _ => false,
    }
}

/// A number from 0.0 to 1.0, random enough to spread requests: the standard library seeds each hasher anew.
fn random() -> f64 {
    use std::hash::{BuildHasher, RandomState};
    let bits = (RandomState::new().hash_one(0_u8) >> 32) as u32;
    f64::from(bits) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn answered(status: u16, retry_after: Option<u64>) -> CallError {
        CallError::Status {
            server: "http://a".into(),
            status: StatusCode::from_u16(status).unwrap(),
            body: Bytes::new(),
            retry_after: retry_after.map(Duration::from_secs),
            attempts: 1,
        }
    }

    fn waits(retries: &Retries, error: &CallError, left: Duration) -> Vec<Option<u128>> {
        let mut backoff = Backoff {
            random: || 1.0,
            ..Backoff::new(retries)
        };
        (1..=7)
            .map(|attempts| backoff.wait(attempts, error, left).map(|it| it.as_millis()))
            .collect()
    }

    #[test]
    fn bounds_double_up_to_a_limit_and_attempts_end() {
        let retries = Retries {
            attempts_max: 6,
            delay_first: Duration::from_millis(250),
            delay_max: Duration::from_millis(1500),
        };
        let expected = [
            Some(250),
            Some(500),
            Some(1000),
            Some(1500),
            Some(1500),
            None,
            None,
        ];
        assert_eq!(waits(&retries, &answered(503, None), HOUR), expected);
    }

    #[test]
    fn waits_are_spread_from_nothing_to_the_bound() {
        let retries = Retries::default();
        let waits: Vec<_> = (0..200)
            .filter_map(|_| Backoff::new(&retries).wait(1, &answered(503, None), HOUR))
            .collect();
        assert!(waits.iter().all(|wait| *wait <= retries.delay_first));
        assert!(waits.iter().any(|wait| *wait < retries.delay_first / 3));
        assert!(waits.iter().any(|wait| *wait > retries.delay_first * 2 / 3));
    }

    #[test]
    fn a_server_is_never_asked_before_it_wants_to_be() {
        let first = |asked| waits(&Retries::default(), &answered(429, Some(asked)), HOUR)[0];
        assert_eq!(first(0), Some(250));
        assert_eq!(first(2), Some(2250));
        assert_eq!(first(RETRY_AFTER_SECONDS_MAX), Some(120_250));
        assert_eq!(first(RETRY_AFTER_SECONDS_MAX + 1), None);
        assert_eq!(first(u64::MAX), None);
    }

    #[test]
    fn nobody_waits_for_more_than_what_is_left() {
        let left = Duration::from_secs(2);
        let error = answered(429, Some(2));
        assert_eq!(waits(&Retries::default(), &error, left)[0], None);
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        let again = |status| waits(&Retries::default(), &answered(status, None), HOUR)[0].is_some();
        for status in [408, 429, 500, 502, 503, 504, 529] {
            assert!(again(status), "{status}");
        }
        for status in [301, 400, 401, 403, 404, 409, 413, 422, 501, 505] {
            assert!(!again(status), "{status}");
        }
    }
}
