//! A header with which a caller asks for a trace to be recorded.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::propagation::Carrier;

/// The header with which a caller asks for a trace to be recorded: `1` or `true`.
pub const FORCE_HEADER: &str = "x-force-sample";

/// How often the header was followed within the current second, so that no caller can make the
/// service record everything.
#[derive(Debug)]
pub(crate) struct Force {
    begin: Instant,
    /// The second since `begin` in the upper half, the count within it in the lower.
    window: AtomicU64,
}

impl Default for Force {
    fn default() -> Self {
        Self {
            begin: Instant::now(),
            window: AtomicU64::new(0),
        }
    }
}

impl Force {
    pub(super) fn asks(&self, carrier: &impl Carrier) -> bool {
        let asked = carrier.get(FORCE_HEADER).map(str::trim);
        asked.is_some_and(|asked| asked == "1" || asked.eq_ignore_ascii_case("true"))
    }

    pub(super) fn grants(&self, per_second_max: u32) -> bool {
        self.grants_within(self.begin.elapsed().as_secs(), per_second_max)
    }

    fn grants_within(&self, second: u64, per_second_max: u32) -> bool {
        let next = |window: u64| {
            let count = if window >> 32 == second & 0xffff_ffff {
                window & 0xffff_ffff
            } else {
                0
            };
            (count < u64::from(per_second_max)).then_some(second << 32 | (count + 1))
        };
        self.window
            .try_update(Ordering::Relaxed, Ordering::Relaxed, next)
            .is_ok()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn only_so_many_are_granted_within_a_second() {
        let force = Force::default();
        let granted = |second| (0..10).filter(|_| force.grants_within(second, 3)).count();
        assert_eq!(granted(0), 3);
        assert_eq!(granted(0), 0);
        assert_eq!(granted(1), 3);
        assert!(!force.grants_within(9, 0));
    }

    #[test]
    fn the_header_has_to_say_yes() {
        let asks = |value: &str| {
            let carrier = BTreeMap::from([(FORCE_HEADER.to_owned(), value.to_owned())]);
            Force::default().asks(&carrier)
        };
        assert!(asks("1") && asks(" TRUE "));
        assert!(!asks("0") && !asks("") && !asks("false"));
        assert!(!Force::default().asks(&BTreeMap::new()));
    }
}
