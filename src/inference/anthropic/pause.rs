//! Leaves a provider alone that would not answer.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::error::InferenceError;
use crate::limits::{FAILURES_IN_A_ROW_MAX, PAUSE};

/// Whether the provider is left alone, so that hundreds of kinds are not asked about one after another in vain.
#[derive(Debug, Default)]
pub(super) struct Pause(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    /// Until when, and why.
    pause: Option<(Instant, String)>,
}

impl Pause {
    /// For how long the provider is still left alone, and why.
    pub(super) fn left(&self) -> Option<(Duration, String)> {
        let state = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let (end, reason) = state.pause.as_ref()?;
        let left = end.saturating_duration_since(Instant::now());
        (!left.is_zero()).then(|| (left, reason.clone()))
    }

    /// Takes note of how a call ended.
    pub(super) fn note<T>(&self, result: &Result<T, InferenceError>) {
        let mut state = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let Err(error) = result else {
            *state = State::default();
            return;
        };
        if error.is_outage() {
            state.failures += 1;
        }
        if error.is_lasting() || state.failures >= FAILURES_IN_A_ROW_MAX {
            *state = State {
                failures: 0,
                pause: Some((Instant::now() + PAUSE, error.to_string())),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn busy() -> Result<(), InferenceError> {
        Err(InferenceError::Busy {
            model: "m".into(),
            status: 529,
            reason: "overloaded".into(),
        })
    }

    #[test]
    fn a_provider_is_left_alone_after_failures_in_a_row() {
        let pause = Pause::default();
        (1..FAILURES_IN_A_ROW_MAX).for_each(|_| pause.note(&busy()));
        assert_eq!(pause.left(), None);
        pause.note(&busy());
        assert!(
            pause
                .left()
                .is_some_and(|(left, reason)| left > PAUSE / 2 && reason.contains("529"))
        );
    }

    #[test]
    fn an_answer_between_failures_counts_them_anew() {
        let pause = Pause::default();
        for _ in 0..3 {
            (1..FAILURES_IN_A_ROW_MAX).for_each(|_| pause.note(&busy()));
            pause.note(&Ok(()));
        }
        assert_eq!(pause.left(), None);
    }

    #[test]
    fn a_refused_key_is_enough_and_a_bad_answer_is_nothing() {
        let pause = Pause::default();
        let bad = InferenceError::Declined {
            model: "m".into(),
            name: "n".into(),
        };
        let bad: Result<(), _> = Err(bad);
        (0..20).for_each(|_| pause.note(&bad));
        assert_eq!(pause.left(), None);
        pause.note::<()>(&Err(InferenceError::Refused {
            model: "m".into(),
            reason: "invalid".into(),
        }));
        assert!(pause.left().is_some());
    }
}
