/// The candidate that `word` is most likely a misspelling of.
///
/// Up to a third of the letters may be wrong; letters in the wrong order count once. Where nothing
/// is that close, an abbreviation finds its long form, and the long form the abbreviation.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let distance_max = (word.chars().count() / 3).max(1);
    let rank = |candidate: &'a str| {
        let distance = distance(word, candidate);
        let is_abbreviation = |short: &str, long: &str| short.len() >= 3 && long.starts_with(short);
        let is_prefix = is_abbreviation(word, candidate) || is_abbreviation(candidate, word);
        (distance <= distance_max || is_prefix).then_some((distance > distance_max, distance))
    };
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word)
        .filter_map(|candidate| Some((rank(candidate)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters have to be inserted, deleted, replaced or swapped with their neighbour.
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut before_last = vec![0; right.len() + 1];
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (i, &a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in right.iter().enumerate() {
            let replaced = last[j] + usize::from(a != b);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a == right[j - 1] && left[i - 1] == b {
                best = best.min(before_last[j - 1] + 1);
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found() {
        let check = |word, expect| {
            let words = ["brief", "note", "span_kind", "string", "string[]", "int"];
            assert_eq!(nearest(word, words), expect, "{word}");
        };
        check("breif", Some("brief"));
        check("spankind", Some("span_kind"));
        check("strings", Some("string"));
        check("nota", Some("note"));
        check("integer", Some("int"));
        check("str", Some("string"));
        check("colour", None);
    }
}
