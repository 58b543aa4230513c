//! The distinct words of a text, each with its weight.

use super::concepts::{self, Role};
use super::stem::stem;
use super::words::{WORD_CHARS_MAX, Word, words};
use crate::embedder::Purpose;

/// Weight of the words of a document's first line: they name what the document is about.
const HEAD_WEIGHT: f32 = 12.0;

/// Only so many words count as the head, for texts that are one long line.
const HEAD_WORDS_MAX: usize = 8;

/// So many words into a document, a word weighs half of what it would at the beginning: texts begin with what matters.
const HALF_WEIGHT_WORDS: f32 = 15.0;

/// Words after so many are ignored: they would weigh next to nothing, and a text of megabytes must not hold up a server.
const WORDS_MAX: usize = 4096;

/// Weight of a word that nearly every document contains.
const GENERIC_WEIGHT: f32 = 0.2;

/// Weight of a word of a query that asks for a thing without naming it.
const ASKING_WEIGHT: f32 = 0.2;

/// Weight of a compound, whose parts count as well.
const COMPOUND_WEIGHT: f32 = 0.6;

/// Weight of the words of an address: they say where something is described, not what it is.
const ADDRESS_WEIGHT: f32 = 0.2;

/// A word is kept between `<` and `>`, one byte each.
pub(super) const MARK_BYTES: usize = 1;

/// The words of a text.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Every occurrence in lower case, between its marks.
    arena: String,
    occurrences: Vec<Occurrence>,
}

/// Where a word stands in the arena, and what it weighs there.
#[derive(Debug, Clone, Copy)]
struct Occurrence {
    start: usize,
    stem_end: usize,
    end: usize,
    weight: f32,
}

/// A distinct word, in all its forms.
#[derive(Debug)]
pub(super) struct Entry<'v> {
    /// What its forms have in common.
    pub(super) stem: &'v str,
    /// Its first form, in lower case between `<` and `>`.
    pub(super) marked: &'v str,
    /// How much it says about the text.
    pub(super) weight: f32,
}

impl Vocabulary {
    /// The words of `text`. In a document the beginning counts more than the end; in a query every word counts alike.
    pub(super) fn of(text: &str, purpose: Purpose) -> Self {
        let mut vocabulary = Self {
            arena: String::new(),
            occurrences: Vec::new(),
        };
        for word in words(text).take(WORDS_MAX) {
            vocabulary.add(&word, purpose);
        }
        let Self { arena, occurrences } = &mut vocabulary;
        // By stem, and among the forms of a stem by position: the sort is stable.
        occurrences.sort_by(|left, right| left.stem(arena).cmp(right.stem(arena)));
        vocabulary
    }

    fn add(&mut self, word: &Word<'_>, purpose: Purpose) {
        let start = self.arena.len();
        self.arena.push('<');
        // Cut once more: some characters are several in lower case.
        let lower = word
            .text
            .chars()
            .flat_map(char::to_lowercase)
            .take(WORD_CHARS_MAX);
        self.arena.extend(lower);
        if let Some(canonical) = concepts::canonical(&self.arena[start + MARK_BYTES..]) {
            self.arena.truncate(start + MARK_BYTES);
            self.arena.push_str(canonical);
        }
        let lower = &self.arena[start + MARK_BYTES..];
        if says_nothing(lower) {
            self.arena.truncate(start);
            return;
        }
        let weight = shape_weight(word)
            * match purpose {
                Purpose::Query if concepts::is_asking_word(lower) => ASKING_WEIGHT,
                Purpose::Query => 1.0,
                Purpose::Document => position_weight(word.line, self.occurrences.len()),
            };
        let stem_end = start + MARK_BYTES + stem(lower).len();
        self.arena.push('>');
        self.occurrences.push(Occurrence {
            start,
            stem_end,
            end: self.arena.len(),
            weight,
        });
    }

    /// The distinct words, in the order of their stems.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let same = |left: &Occurrence, right: &Occurrence| {
            left.stem(&self.arena) == right.stem(&self.arena)
        };
        self.occurrences.chunk_by(same).map(|forms| {
            let stem = forms[0].stem(&self.arena);
            let marked = &self.arena[forms[0].start..forms[0].end];
            let weight: f32 = forms.iter().map(|form| form.weight).sum();
            // Repetition counts, but less and less.
            Entry {
                stem,
                marked,
                weight: weight.sqrt() * role_weight(stem),
            }
        })
    }
}

impl Occurrence {
    fn stem<'a>(&self, arena: &'a str) -> &'a str {
        &arena[self.start + MARK_BYTES..self.stem_end]
    }
}

fn position_weight(line: usize, position: usize) -> f32 {
    let head = if line == 0 && position < HEAD_WORDS_MAX {
        HEAD_WEIGHT
    } else {
        1.0
    };
    head * HALF_WEIGHT_WORDS / (HALF_WEIGHT_WORDS + position as f32)
}

fn shape_weight(word: &Word<'_>) -> f32 {
    let compound = if word.compound { COMPOUND_WEIGHT } else { 1.0 };
    let address = if word.in_address { ADDRESS_WEIGHT } else { 1.0 };
    compound * address
}

fn role_weight(stem: &str) -> f32 {
    match concepts::role(stem) {
        Role::Generic => GENERIC_WEIGHT,
        Role::Specific => 1.0,
    }
}

/// Grammar, numbers and single letters tell no document from another.
fn says_nothing(word: &str) -> bool {
    word.chars().nth(1).is_none()
        || word.bytes().all(|byte| byte.is_ascii_digit())
        || concepts::is_stop_word(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(text: &str, purpose: Purpose) -> Vec<(String, f32)> {
        let vocabulary = Vocabulary::of(text, purpose);
        vocabulary
            .entries()
            .map(|entry| (entry.stem.to_owned(), entry.weight))
            .collect()
    }

    #[test]
    fn grammar_numbers_and_single_letters_are_no_words() {
        assert_eq!(weights("how do I get 42 of a x?", Purpose::Query), []);
    }

    #[test]
    fn forms_and_spellings_of_a_word_are_one_word() {
        let words = weights("Certificate certificates cert CERTS", Purpose::Query);
        assert_eq!(words, [("certific".to_owned(), 2.0)]);
    }

    #[test]
    fn the_head_of_a_document_weighs_more_than_its_body() {
        let words = weights("Bucket\nkeeps files", Purpose::Document);
        let weight = |stem| words.iter().find(|(word, _)| word == stem).unwrap().1;
        assert!(weight("bucket") > 3.0 * weight("keep"));
        assert!(weight("keep") > weight("file"));
    }

    #[test]
    fn words_that_many_texts_share_weigh_little() {
        let words = weights("kubernetes database", Purpose::Query);
        assert!(words[0].1 > words[1].1 * 4.0, "{words:?}");
    }

    #[test]
    fn the_end_of_an_endless_text_is_ignored() {
        let text = format!("{}database", "filler ".repeat(WORDS_MAX));
        let words = weights(&text, Purpose::Document);
        assert_eq!(words.len(), 1, "{words:?}");
    }

    #[test]
    fn a_word_that_grows_in_lower_case_still_fits() {
        let word = "İ".repeat(WORD_CHARS_MAX);
        assert_eq!(
            weights(&word, Purpose::Query)[0].0.chars().count(),
            WORD_CHARS_MAX
        );
    }
}
