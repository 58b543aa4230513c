//! What each thread keeps for itself: its current context, and how many spans it started.

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::context::Context;

struct Local {
    context: RefCell<Context>,
    /// What the context says of it, for spans that need to know nothing else.
    is_unsampled: Cell<bool>,
    /// Written by this thread alone, so that counting needs no locked instruction.
    started: Arc<AtomicU64>,
}

thread_local! {
    static LOCAL: Local = Local {
        context: const { RefCell::new(Context::NONE) },
        is_unsampled: const { Cell::new(false) },
        started: THREADS.register(),
    };
}

/// Looks at the current context; `None` while the thread ends.
#[inline]
pub(super) fn with<T>(look: impl FnOnce(&Context) -> T) -> Option<T> {
    LOCAL.try_with(|local| look(&local.context.borrow())).ok()
}

/// Sets the current context and returns the one before.
pub(super) fn replace(context: Context) -> Context {
    LOCAL
        .try_with(|local| {
            local.is_unsampled.set(context.is_unsampled());
            local.context.replace(context)
        })
        .unwrap_or(Context::NONE)
}

/// Counts a span that this thread starts.
pub(crate) fn count_started() {
    LOCAL.try_with(Local::count_started).ok();
}

/// Counts a span that this thread starts below the current one, of which it returns the context.
#[inline]
pub(crate) fn count_below() -> Context {
    LOCAL
        .try_with(|local| {
            local.count_started();
            local.context.borrow().clone()
        })
        .unwrap_or(Context::NONE)
}

/// Counts a span that this thread starts, if the current one is unsampled, and says whether it is.
#[inline]
pub(crate) fn count_if_unsampled() -> bool {
    LOCAL
        .try_with(|local| {
            let is_unsampled = local.is_unsampled.get();
            if is_unsampled {
                local.count_started();
            }
            is_unsampled
        })
        .unwrap_or(false)
}

impl Local {
    #[inline]
    fn count_started(&self) {
        let started = self.started.load(Ordering::Relaxed);
        self.started.store(started + 1, Ordering::Relaxed);
    }
}

/// How many spans all threads have started.
pub(crate) fn started() -> u64 {
    THREADS.sum()
}

static THREADS: Threads = Threads(Mutex::new(Counts {
    ended: 0,
    running: Vec::new(),
}));

/// The counts of all threads.
struct Threads(Mutex<Counts>);

struct Counts {
    /// What threads counted that have ended.
    ended: u64,
    running: Vec<Arc<AtomicU64>>,
}

impl Threads {
    fn register(&self) -> Arc<AtomicU64> {
        let count = Arc::new(AtomicU64::new(0));
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.forget_ended();
        counts.running.push(Arc::clone(&count));
        count
    }

    fn sum(&self) -> u64 {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let running = counts
            .running
            .iter()
            .map(|count| count.load(Ordering::Relaxed));
        counts.ended + running.sum::<u64>()
    }
}

impl Counts {
    /// Keeps the list as short as there are threads, however many have been.
    fn forget_ended(&mut self) {
        let mut ended = 0;
        self.running.retain(|count| {
            let is_running = Arc::strong_count(count) > 1;
            if !is_running {
                ended += count.load(Ordering::Relaxed);
            }
            is_running
        });
        self.ended += ended;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ended_threads_counted_is_not_forgotten() {
        let before = started();
        for _ in 0..3 {
            std::thread::spawn(|| {
                count_started();
                count_started();
            })
            .join()
            .expect("no panic");
        }
        assert!(started() >= before + 6);
        let running = THREADS.0.lock().expect("no panic").running.len();
        assert!(running < 100, "{running} threads are remembered");
    }
}
