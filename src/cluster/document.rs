//! Text to documents to nodes.
//!
//! Files are cut at their document markers before anything is parsed, so that a document that does not parse hides
//! none of its neighbours.

mod fault;
mod identity;
mod json;
mod node;
mod parse;

use std::ops::Range;

pub(crate) use fault::Fault;
pub(crate) use identity::announced_kind;
pub(crate) use node::Node;
pub(crate) use parse::parse;

/// One document of a file, not parsed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Document<'a> {
    /// Its number in the file, counted from 1.
    pub(crate) number: usize,
    /// The line of the file on which `text` begins, counted from 1.
    pub(crate) line: usize,
    pub(crate) text: &'a str,
}

impl Document<'_> {
    /// The lines of the file it stands on.
    pub(crate) fn lines(&self) -> Range<usize> {
        self.line..self.line + self.text.split_inclusive('\n').count()
    }

    /// The first line that says something, for faults that have no line of their own.
    pub(crate) fn first_line(&self) -> usize {
        self.line
            + self
                .text
                .lines()
                .take_while(|line| says_nothing(line))
                .count()
    }
}

/// The documents of a file in order.
///
/// A line that starts with `---` at its very beginning separates documents wherever it stands: YAML forbids such a line
/// inside a scalar, and the text of a block scalar is indented. What stands before the first marker counts as a document
/// only if there is more to it than comments and directives.
pub(crate) struct Documents<'a> {
    text: &'a str,
    next: Option<Begin>,
    number: usize,
}

/// Where a document begins.
#[derive(Clone, Copy)]
struct Begin {
    byte: usize,
    line: usize,
    announced: Announced,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Announced {
    /// By nothing: it counts only if it says something.
    No,
    /// By a marker on the line before.
    Before,
    /// By a marker on its own first line, which carries content too.
    Here,
}

impl<'a> Documents<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let begin = Begin {
            byte: 0,
            line: 1,
            announced: Announced::No,
        };
        Self {
            text: text.strip_prefix('\u{feff}').unwrap_or(text),
            next: Some(begin),
            number: 0,
        }
    }

    /// Where the document that begins there ends, and where the next one begins if there is one.
    fn end_of(&self, begin: Begin) -> (usize, Option<Begin>) {
        let (mut byte, mut line) = (begin.byte, begin.line);
        for text in self.text[begin.byte..].split_inclusive('\n') {
            let below = |announced| Begin {
                byte: byte + text.len(),
                line: line + 1,
                announced,
            };
            let own_marker = byte == begin.byte && begin.announced == Announced::Here;
            if !own_marker && let Some(rest) = after_marker(text) {
                let next = if says_nothing(rest) {
                    below(Announced::Before)
                } else {
                    Begin {
                        byte,
                        line,
                        announced: Announced::Here,
                    }
                };
                return (byte, Some(next));
            }
            if text.trim_end() == "..." {
                return (byte, Some(below(Announced::No)));
            }
            byte += text.len();
            line += 1;
        }
        (byte, None)
    }
}

impl<'a> Iterator for Documents<'a> {
    type Item = Document<'a>;

    fn next(&mut self) -> Option<Document<'a>> {
        while let Some(begin) = self.next {
            let (end, next) = self.end_of(begin);
            self.next = next;
            let text = &self.text[begin.byte..end];
            if begin.announced != Announced::No || !text.lines().all(says_nothing) {
                self.number += 1;
                return Some(Document {
                    number: self.number,
                    line: begin.line,
                    text,
                });
            }
        }
        None
    }
}

/// What follows a document marker on its line; `None` if the line has none.
fn after_marker(line: &str) -> Option<&str> {
    line.strip_prefix("---")
        .filter(|rest| rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_whitespace()))
}

/// Whether a line is blank, a comment or a directive.
fn says_nothing(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#') || line.starts_with('%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(usize, usize, &str)]) {
        let found: Vec<_> = Documents::of(text)
            .map(|document| (document.number, document.line, document.text))
            .collect();
        assert_eq!(found, expect, "{text:?}");
    }

    #[test]
    fn documents_are_numbered_and_know_their_first_line() {
        check("a: 1\n", &[(1, 1, "a: 1\n")]);
        check("a: 1\n---\nb: 2\n", &[(1, 1, "a: 1\n"), (2, 3, "b: 2\n")]);
        check("---\na: 1\n---\nb: 2", &[(1, 2, "a: 1\n"), (2, 4, "b: 2")]);
        check("# a comment\n\n---\na: 1\n", &[(1, 4, "a: 1\n")]);
        check("%YAML 1.2\n---\na: 1\n", &[(1, 3, "a: 1\n")]);
        check(
            "a: 1\r\n---\r\nb: 2\r\n",
            &[(1, 1, "a: 1\r\n"), (2, 3, "b: 2\r\n")],
        );
    }

    #[test]
    fn an_empty_document_between_markers_counts() {
        check(
            "a: 1\n---\n---\nb: 2\n",
            &[(1, 1, "a: 1\n"), (2, 3, ""), (3, 4, "b: 2\n")],
        );
    }

    #[test]
    fn a_marker_may_carry_content_or_a_comment() {
        check(
            "--- {a: 1}\n--- # next\nb: 2\n",
            &[(1, 1, "--- {a: 1}\n"), (2, 3, "b: 2\n")],
        );
    }

    #[test]
    fn an_indented_or_longer_row_of_dashes_is_text() {
        check("a: |\n  ---\n  x\n", &[(1, 1, "a: |\n  ---\n  x\n")]);
        check("a: 1\n----\n---b\n", &[(1, 1, "a: 1\n----\n---b\n")]);
    }

    #[test]
    fn three_dots_end_a_document() {
        check(
            "a: 1\n...\n# end\n---\nb: 2\n",
            &[(1, 1, "a: 1\n"), (2, 5, "b: 2\n")],
        );
    }

    #[test]
    fn a_file_without_content_has_no_document() {
        check("", &[]);
        check("\u{feff}# nothing\n", &[]);
    }
}
