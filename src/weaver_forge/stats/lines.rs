//! Indented lists.

use std::fmt::Display;

use super::Counts;

/// Lines at several depths.
#[derive(Default)]
pub(super) struct Lines {
    text: String,
}

impl Lines {
    /// All lines, each with its end.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Adds a line; each depth indents it by two spaces.
    pub(super) fn add(&mut self, depth: usize, line: impl Display) {
        let indent = "  ".repeat(depth);
        self.text.push_str(&format!("{indent}{line}\n"));
    }

    /// A title and below it each key with its number, in alphabetical order regardless of case.
    pub(super) fn add_counts<K: Display>(
        &mut self,
        depth: usize,
        title: impl Display,
        counts: &Counts<K>,
    ) {
        self.add(depth, title);
        let mut rows: Vec<_> = counts
            .iter()
            .map(|(key, number)| (key.to_string(), number))
            .collect();
        rows.sort_by_key(|(key, _)| key.to_lowercase());
        for (key, number) in rows {
            self.add(depth + 1, format!("- {key}: {number}"));
        }
    }
}

/// `word` with a capital letter in front.
pub(super) fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
