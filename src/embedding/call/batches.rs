//! Cuts a list of texts into calls.

use std::ops::Range;

use crate::embedder::BatchLimits;

/// The texts of each call, in order: as many as `limits` allow, and at least one.
pub(super) fn batches(texts: &[&str], limits: BatchLimits) -> Vec<Range<usize>> {
    let mut batches = Vec::new();
    let mut start = 0;
    let mut bytes = 0_usize;
    for (index, text) in texts.iter().enumerate() {
        let with_text = bytes.saturating_add(text.len());
        let is_full = index - start >= limits.texts_max || with_text > limits.bytes_max;
        if is_full && index > start {
            batches.push(start..index);
            start = index;
            bytes = text.len();
        } else {
            bytes = with_text;
        }
    }
    if start < texts.len() {
        batches.push(start..texts.len());
    }
    batches
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(texts: &[&str], texts_max: usize, bytes_max: usize, expect: &[Range<usize>]) {
        let limits = BatchLimits {
            texts_max,
            bytes_max,
            calls_max: 1,
        };
        assert_eq!(batches(texts, limits), expect, "{texts:?} {limits:?}");
    }

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "a list of one call")]
    fn calls_are_as_large_as_the_limits_allow() {
        check(&[], 2, 10, &[]);
        check(&["a"], 2, 10, &[0..1]);
        check(&["a", "b", "c"], 2, 10, &[0..2, 2..3]);
        check(&["aaaa", "bbbb", "cccc"], 9, 8, &[0..2, 2..3]);
        check(&["aaaa", "bbbb", "cccc"], 9, 7, &[0..1, 1..2, 2..3]);
        check(&["a", "b"], usize::MAX, usize::MAX, &[0..2]);
    }

    #[test]
    fn a_text_over_the_limit_has_a_call_of_its_own() {
        check(&["a", "bbbbbbbb", "c"], 9, 4, &[0..1, 1..2, 2..3]);
        check(&["a", "b"], 0, 0, &[0..1, 1..2]);
    }

    proptest! {
        #[test]
        fn no_text_is_lost_doubled_or_moved(
            lengths in prop::collection::vec(0_usize..40, 0..60), texts_max in 0_usize..20, bytes_max in 0_usize..90,
        ) {
            let texts: Vec<String> = lengths.iter().map(|length| "x".repeat(*length)).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let limits = BatchLimits { texts_max, bytes_max, calls_max: 1 };
            let mut next = 0;
            for batch in batches(&texts, limits) {
                prop_assert_eq!(batch.start, next);
                prop_assert!(batch.end > batch.start);
                let bytes: usize = texts[batch.clone()].iter().map(|text| text.len()).sum();
                prop_assert!(batch.len() == 1 || (batch.len() <= texts_max && bytes <= bytes_max));
                next = batch.end;
            }
            prop_assert_eq!(next, texts.len());
        }
    }
}
