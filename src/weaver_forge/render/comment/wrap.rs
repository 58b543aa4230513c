//! Breaking lines while text is written piece by piece.

use crate::config::WordWrap;

/// Writes text and breaks its lines at spaces.
///
/// Lengths are bytes, and the space before a word does not count when the word is measured: that
/// is how Weaver breaks lines, and generated files must not depend on who generates them.
pub(super) struct Writer {
    /// What has been written.
    pub(super) text: String,
    line_length_max: Option<usize>,
    ignore_newlines: bool,
    /// Length of the line that is being written.
    line_length: usize,
    /// The last piece ended with a space that is written only if the line goes on.
    pending_space: bool,
}

impl Writer {
    pub(super) fn new(wrap: WordWrap) -> Self {
        Self {
            text: String::new(),
            line_length_max: wrap.line_length,
            ignore_newlines: wrap.ignore_newlines,
            line_length: 0,
            pending_space: false,
        }
    }

    /// Whether lines are broken at all.
    pub(super) fn wraps(&self) -> bool {
        self.line_length_max.is_some()
    }

    /// Whether line breaks in text count as spaces.
    pub(super) fn ignores_newlines(&self) -> bool {
        self.ignore_newlines
    }

    /// Starts a new line with `indent`.
    pub(super) fn new_line(&mut self, indent: &str) {
        self.break_line(indent);
        self.pending_space = false;
    }

    /// Writes `piece` on one line, on a new one if it does not fit on this one.
    pub(super) fn write_unbroken(&mut self, piece: &str, indent: &str) {
        if self.overflows(piece) {
            self.break_line(indent);
        } else if self.pending_space {
            self.push(" ");
        }
        self.push(piece);
        self.pending_space = false;
    }

    /// Writes `text`, breaking it between words.
    pub(super) fn write_words(&mut self, text: &str, indent: &str) {
        if !self.wraps() {
            self.push(text);
            return;
        }
        for (index, word) in words(text, self.ignore_newlines).into_iter().enumerate() {
            if self.overflows(word) {
                self.break_line(indent);
                // Spaces at the start of the text vanish into the line break.
                self.push(if index == 0 { word.trim_start() } else { word });
            } else {
                if index > 0 || self.pending_space {
                    self.push(" ");
                }
                self.push(word);
            }
            self.pending_space = false;
        }
        self.pending_space = text.ends_with(' ') || (self.ignore_newlines && text.ends_with('\n'));
    }

    fn overflows(&self, piece: &str) -> bool {
        self.line_length_max
            .is_some_and(|max| self.line_length + piece.len() > max)
    }

    fn break_line(&mut self, indent: &str) {
        self.text.push('\n');
        self.text.push_str(indent);
        self.line_length = indent.len();
    }

    fn push(&mut self, piece: &str) {
        self.text.push_str(piece);
        self.line_length += piece.len();
    }
}

/// The words of `text`, without the spaces behind them; spaces at the start of the text make an
/// empty word of their own.
fn words(text: &str, split_at_newlines: bool) -> Vec<&str> {
    let is_space =
        |character: char| character == ' ' || (split_at_newlines && "\r\n".contains(character));
    let trim = |word: &'_ str| -> usize {
        if split_at_newlines {
            word.trim_end().len()
        } else {
            word.trim_end_matches(' ').len()
        }
    };
    let mut words = Vec::new();
    let mut start = 0;
    let mut after_space = false;
    for (index, character) in text.char_indices() {
        let space = is_space(character);
        if after_space && !space {
            let word = &text[start..index];
            words.push(&word[..trim(word)]);
            start = index;
        }
        after_space = space;
    }
    if start < text.len() {
        let word = &text[start..];
        words.push(&word[..trim(word)]);
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wrapped(line_length: usize, ignore_newlines: bool, pieces: &[&str]) -> String {
        let mut writer = Writer::new(WordWrap {
            line_length: Some(line_length),
            ignore_newlines,
        });
        for piece in pieces {
            writer.write_words(piece, "> ");
        }
        writer.text
    }

    #[test]
    fn words_keep_no_spaces() {
        let cases: [(&str, bool, &[&str]); 6] = [
            ("one two", false, &["one", "two"]),
            ("one  two ", false, &["one", "two"]),
            (" one", false, &["", "one"]),
            ("one\ntwo", false, &["one\ntwo"]),
            ("one\ntwo", true, &["one", "two"]),
            ("", false, &[]),
        ];
        for (text, split_at_newlines, expect) in cases {
            assert_eq!(words(text, split_at_newlines), expect, "{text:?}");
        }
    }

    #[test]
    fn a_line_is_broken_before_the_word_that_does_not_fit() {
        assert_eq!(wrapped(7, false, &["one two three"]), "one two\n> three");
        assert_eq!(
            wrapped(3, false, &["averylongword x"]),
            "\n> averylongword\n> x"
        );
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_is_longer_than_it_must_be(
            text in "[a-zé ]{0,80}",
            line_length in 3_usize..30,
        ) {
            let written = wrapped(line_length, true, &[text.as_str()]).replace("\n> ", "\n");
            let found: Vec<_> = written.split_whitespace().collect();
            prop_assert_eq!(found, text.split_whitespace().collect::<Vec<_>>());
            for line in written.lines().filter(|line| line.contains(' ')) {
                // The space before the last word is not counted.
                prop_assert!(line.len() <= line_length + 1, "{}", line);
            }
        }
    }

    #[test]
    fn a_space_at_the_end_of_a_piece_is_written_with_the_next_one() {
        assert_eq!(wrapped(9, false, &["one ", "two"]), "one two");
        assert_eq!(wrapped(5, false, &["one ", "two"]), "one\n> two");
        assert_eq!(wrapped(9, true, &["one\n", "two"]), "one two");
    }
}
