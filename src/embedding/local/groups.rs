//! Which texts are computed together.

/// Tokens that are computed together: with more, what lies between two products no longer fits into the caches.
const TOKENS_MAX: usize = 1024;

/// With fewer, reading the weights costs more than computing.
const TOKENS_MIN: usize = 128;

/// Texts in groups, each for one thread: long texts first, so that no thread begins the longest last.
pub(super) fn groups(lengths: &[usize], threads: usize) -> Vec<Vec<usize>> {
    let all: usize = lengths.iter().sum();
    let tokens_max = all.div_ceil(threads.max(1)).clamp(TOKENS_MIN, TOKENS_MAX);
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.sort_by_key(|text| std::cmp::Reverse(lengths[*text]));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut tokens = 0;
    for text in order {
        match groups.last_mut() {
            Some(group) if tokens + lengths[text] <= tokens_max => {
                group.push(text);
                tokens += lengths[text];
            }
            _ => {
                groups.push(vec![text]);
                tokens = lengths[text];
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lengths: &[usize], threads: usize, expect: &[&[usize]]) {
        assert_eq!(groups(lengths, threads), expect, "{lengths:?} on {threads}");
    }

    #[test]
    fn texts_are_shared_out_by_their_tokens() {
        check(&[], 2, &[]);
        check(&[10, 20], 2, &[&[1, 0]]);
        check(&[100, 256, 100, 256], 2, &[&[1], &[3, 0], &[2]]);
        check(&[256; 6], 1, &[&[0, 1, 2, 3], &[4, 5]]);
        check(&[2000, 1], 1, &[&[0], &[1]]);
    }
}
