//! Cutting what is written into requests of bounded size.

/// Cuts `items` into slices of at most `items_max` items and, unless one item alone is larger, `bytes_max` bytes.
pub(crate) fn batches<T>(
    items: &[T],
    items_max: usize,
    bytes_max: usize,
    bytes: impl Fn(&T) -> usize,
) -> Vec<&[T]> {
    let mut batches = Vec::new();
    let (mut begin, mut size) = (0, 0);
    for (index, item) in items.iter().enumerate() {
        let more = bytes(item);
        if index > begin && (index - begin >= items_max || size + more > bytes_max) {
            batches.push(&items[begin..index]);
            (begin, size) = (index, 0);
        }
        size += more;
    }
    if begin < items.len() {
        batches.push(&items[begin..]);
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_keeps_to_both_limits() {
        let check = |items: &[usize], expect: &[&[usize]]| {
            assert_eq!(batches(items, 3, 10, |bytes| *bytes), expect);
        };
        check(&[], &[]);
        check(&[1, 1, 1, 1], &[&[1, 1, 1], &[1]]);
        check(&[6, 4, 1], &[&[6, 4], &[1]]);
        check(&[50, 1, 50], &[&[50], &[1], &[50]]);
    }
}
