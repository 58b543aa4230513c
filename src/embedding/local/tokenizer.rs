//! Texts as numbers: the WordPiece tokenizer of BERT.
//!
//! A text is cleaned, cut into words and marks, and each word into the longest pieces that the vocabulary has. What
//! looks like a special token in a text is text.

mod normalise;
mod vocabulary;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use self::normalise::Normaliser;
use self::vocabulary::Vocabulary;
use super::error::ModelError;
use super::folder::Folder;
use super::settings::Settings;

/// Turns texts into the numbers of their tokens.
pub(super) struct Tokenizer {
    normaliser: Normaliser,
    vocabulary: Vocabulary,
    /// Tokens of a text, those around it included.
    tokens_max: usize,
}

impl Tokenizer {
    /// Reads tokenizer.json or, if there is none, vocab.txt. Also returns the bytes that it is made of.
    pub(super) fn read(
        folder: &Folder,
        settings: &Settings,
    ) -> Result<(Self, Vec<u8>), ModelError> {
        let (vocabulary, normaliser, bytes) = vocabulary::read(folder, settings)?;
        let tokens_max = settings.tokens_max;
        Ok((
            Self {
                normaliser,
                vocabulary,
                tokens_max,
            },
            bytes,
        ))
    }

    /// The numbers of the tokens of `text`, between those for start and end. What is beyond the limit is not read.
    pub(super) fn ids(&self, text: &str) -> Vec<u32> {
        let mut ids = vec![self.vocabulary.start];
        let most = self.tokens_max - 1;
        let mut word = Word::default();
        for c in self.normaliser.chars(text) {
            if ids.len() >= most {
                break;
            }
            if c.is_whitespace() {
                word.finish(&self.vocabulary, &mut ids);
            } else if is_mark(c) {
                word.finish(&self.vocabulary, &mut ids);
                word.push(c);
                word.finish(&self.vocabulary, &mut ids);
            } else {
                word.push(c);
            }
        }
        word.finish(&self.vocabulary, &mut ids);
        ids.truncate(most);
        ids.push(self.vocabulary.end);
        ids
    }
}

/// Punctuation, and everything of ASCII that is neither letter nor digit.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || (!c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Punctuation)
}

/// The word that is being read.
#[derive(Default)]
struct Word {
    text: String,
    chars: usize,
}

impl Word {
    fn push(&mut self, c: char) {
        self.chars += 1;
        // A word that is too long is one unknown token, whatever it is: no memory for it.
        if self.chars <= vocabulary::WORD_CHARS_MAX {
            self.text.push(c);
        }
    }

    fn finish(&mut self, vocabulary: &Vocabulary, ids: &mut Vec<u32>) {
        if self.chars > vocabulary::WORD_CHARS_MAX {
            ids.push(vocabulary.unknown);
        } else if self.chars > 0 {
            vocabulary.pieces(&self.text, ids);
        }
        self.text.clear();
        self.chars = 0;
    }
}
