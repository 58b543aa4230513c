//! A set of slots.

/// A set of small numbers, one bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bitset {
    words: Vec<u64>,
}

const WORD_BITS: u32 = u64::BITS;

impl Bitset {
    /// Adds `member`.
    pub(super) fn insert(&mut self, member: u32) {
        let word = (member / WORD_BITS) as usize;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (member % WORD_BITS);
    }

    /// Removes `member`, if it is in the set.
    pub(super) fn remove(&mut self, member: u32) {
        if let Some(word) = self.words.get_mut((member / WORD_BITS) as usize) {
            *word &= !(1 << (member % WORD_BITS));
        }
    }

    /// Whether `member` is in the set.
    pub(super) fn contains(&self, member: u32) -> bool {
        let word = self
            .words
            .get((member / WORD_BITS) as usize)
            .copied()
            .unwrap_or(0);
        word & (1 << (member % WORD_BITS)) != 0
    }

    /// Removes every member that `keep` says no to.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(u32) -> bool) {
        for (index, word) in self.words.iter_mut().enumerate() {
            let mut pending = *word;
            while pending != 0 {
                let bit = pending.trailing_zeros();
                pending &= pending - 1;
                if !keep(index as u32 * WORD_BITS + bit) {
                    *word &= !(1 << bit);
                }
            }
        }
    }

    /// Adds every member of `other`.
    pub(super) fn extend(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    /// Removes every member.
    pub(super) fn clear(&mut self) {
        self.words.clear();
    }

    /// The members, smallest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut pending = *word;
            std::iter::from_fn(move || {
                if pending == 0 {
                    return None;
                }
                let bit = pending.trailing_zeros();
                pending &= pending - 1;
                Some(index as u32 * WORD_BITS + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_bitset_holds_what_any_set_would(changes in prop::collection::vec((any::<bool>(), 0u32..300), 0..200), keep in 1u32..7) {
            let (mut bits, mut expect) = (Bitset::default(), BTreeSet::new());
            for (add, member) in changes {
                if add {
                    bits.insert(member);
                    expect.insert(member);
                } else {
                    bits.remove(member);
                    expect.remove(&member);
                }
            }
            prop_assert!(bits.iter().eq(expect.iter().copied()));
            prop_assert!((0..400).all(|member| bits.contains(member) == expect.contains(&member)));
            bits.retain(|member| member % keep == 0);
            expect.retain(|member| member % keep == 0);
            prop_assert!(bits.iter().eq(expect.iter().copied()));
        }
    }
}
