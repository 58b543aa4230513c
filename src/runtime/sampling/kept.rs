//! Unsampled traces of which a span was kept: what ends later in them is kept too.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use opentelemetry::trace::TraceId;

/// Traces remembered at once; the oldest is forgotten first.
const TRACES_MAX: usize = 1024;

/// How many are remembered: while there is none, nobody takes the lock.
static COUNT: AtomicUsize = AtomicUsize::new(0);

static TRACES: Mutex<VecDeque<TraceId>> = Mutex::new(VecDeque::new());

pub(super) fn remember(trace: TraceId) {
    change(|traces| {
        if !traces.contains(&trace) {
            if traces.len() == TRACES_MAX {
                traces.pop_front();
            }
            traces.push_back(trace);
        }
    });
}

pub(super) fn forget(trace: TraceId) {
    if COUNT.load(Ordering::Relaxed) > 0 {
        change(|traces| traces.retain(|other| *other != trace));
    }
}

pub(super) fn is_kept(trace: TraceId) -> bool {
    COUNT.load(Ordering::Relaxed) > 0
        && TRACES
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&trace)
}

fn change(change: impl FnOnce(&mut VecDeque<TraceId>)) {
    let mut traces = TRACES.lock().unwrap_or_else(PoisonError::into_inner);
    change(&mut traces);
    COUNT.store(traces.len(), Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_trace_is_forgotten_first() {
        let trace = |number: usize| TraceId::from(number as u128 + 1);
        for number in 0..=TRACES_MAX {
            remember(trace(number));
        }
        assert!(!is_kept(trace(0)));
        assert!(is_kept(trace(1)) && is_kept(trace(TRACES_MAX)));
        for number in 1..=TRACES_MAX {
            forget(trace(number));
        }
        assert!(!is_kept(trace(TRACES_MAX)));
    }
}
