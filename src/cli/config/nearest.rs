//! The word that was probably meant.

/// The candidate that differs least, if it differs by little.
pub(super) fn of<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let distances =
        candidates.map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate));
    let (distance, candidate) = distances.min()?;
    let little = (word.chars().count() / 3).max(2);
    (distance <= little).then_some(candidate)
}
