//! Unsampled traces of which a span was kept, by the span on top of them in this process: what ends
//! later below that one is kept too.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use opentelemetry::trace::SpanId;

/// Spans remembered at once; the oldest is forgotten first.
const SPANS_MAX: usize = 1024;

/// How long a span is remembered. It is forgotten when it ends; but work can outlive it, and fail.
const TIME_MAX: Duration = Duration::from_secs(60 * 60);

/// How many are remembered: while there is none, nobody takes the lock.
static COUNT: AtomicUsize = AtomicUsize::new(0);

static SPANS: Mutex<VecDeque<Kept>> = Mutex::new(VecDeque::new());

struct Kept {
    span: SpanId,
    since: Instant,
}

pub(super) fn remember(span: SpanId) {
    let mut spans = locked();
    if !spans.iter().any(|kept| kept.span == span) {
        if spans.len() == SPANS_MAX {
            spans.pop_front();
        }
        let since = Instant::now();
        spans.push_back(Kept { span, since });
    }
    COUNT.store(spans.len(), Ordering::Relaxed);
}

pub(super) fn forget(span: SpanId) {
    if COUNT.load(Ordering::Relaxed) > 0 {
        let mut spans = locked();
        spans.retain(|kept| kept.span != span);
        COUNT.store(spans.len(), Ordering::Relaxed);
    }
}

pub(super) fn is_kept(span: SpanId) -> bool {
    COUNT.load(Ordering::Relaxed) > 0 && is_kept_at(span, Instant::now())
}

fn is_kept_at(span: SpanId, now: Instant) -> bool {
    let mut spans = locked();
    while let Some(oldest) = spans.front()
        && now.saturating_duration_since(oldest.since) > TIME_MAX
    {
        spans.pop_front();
    }
    COUNT.store(spans.len(), Ordering::Relaxed);
    spans.iter().any(|kept| kept.span == span)
}

fn locked() -> MutexGuard<'static, VecDeque<Kept>> {
    SPANS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_forgotten_when_it_ends_or_too_many_or_too_old_ones_are_there() {
        let span = |number: usize| SpanId::from(number as u64 + 1);
        for number in 0..=SPANS_MAX {
            remember(span(number));
        }
        assert!(!is_kept(span(0)), "the oldest makes room");
        assert!(is_kept(span(1)) && is_kept(span(SPANS_MAX)));
        forget(span(1));
        assert!(!is_kept(span(1)));
        let later = Instant::now() + TIME_MAX + Duration::from_secs(1);
        assert!(!is_kept_at(span(SPANS_MAX), later));
        assert_eq!(COUNT.load(Ordering::Relaxed), 0);
    }
}
