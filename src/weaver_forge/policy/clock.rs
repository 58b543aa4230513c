//! The clock by which evaluation is stopped: without its feature `std` the engine has none.

use std::sync::{Once, OnceLock};
use std::time::{Duration, Instant};

use regorus::utils::limits::{TimeSource, set_time_source};

/// Counts from when it was first asked.
struct Monotonic;

impl TimeSource for Monotonic {
    fn now(&self) -> Option<Duration> {
        static START: OnceLock<Instant> = OnceLock::new();
        Some(START.get_or_init(Instant::now).elapsed())
    }
}

/// Gives the engine its clock.
pub(super) fn install() {
    static INSTALLED: Once = Once::new();
    // It can only fail where there is a clock already, and then all is well.
    INSTALLED.call_once(|| {
        set_time_source(&Monotonic).ok();
    });
}
