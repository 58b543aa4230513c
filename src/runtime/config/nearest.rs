//! The word that was probably meant.

/// The candidate that differs least, if it differs by little.
pub(super) fn of<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let little = (word.chars().count() / 3).max(2);
    within(little, word, candidates)
}

/// The candidate that differs least, if it differs by so many letters at most.
pub(super) fn within<'c>(
    letters_max: usize,
    word: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let distances = candidates.map(|candidate| (distance(word, candidate), candidate));
    let (distance, candidate) = distances.min()?;
    (distance <= letters_max).then_some(candidate)
}

/// How many letters have to be added, removed or replaced.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<_> = other.chars().collect();
    let mut row: Vec<_> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (column, expected) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *expected);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let words = || ["db.system.name", "db.query.text", "http.route"].into_iter();
        assert_eq!(of("db.sytem.name", words()), Some("db.system.name"));
        assert_eq!(of("http.routes", words()), Some("http.route"));
        assert_eq!(of("k8s.namespace.name", words()), None);
        assert_eq!(of("x", [].into_iter()), None);
    }
}
