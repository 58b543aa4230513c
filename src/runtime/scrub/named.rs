//! Secrets that are told by the name before them: `password=…`, `"api_key": "…"`, `Cookie: …`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A name that ends in a word for a secret, and what stands between it and the value. The words are
/// followed by nothing but the end of the name, so that `token_count` is none.
#[expect(clippy::unwrap_used, reason = "a test compiles the expression")]
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?ix)
        (?: (?<line> (?:proxy-)?authorization | (?:set-)?cookie2? )
          | (?: passw(?:or)?d | passwd | passphrase | pwd | secrets? | tokens? | credentials?
            | api[\s_-]?keys? | access[\s_-]?keys? | secret[\s_-]?keys? | private[\s_-]?keys?
            | account[\s_-]?keys? | encryption[\s_-]?keys? | signing[\s_-]?keys? | signature
            | client[\s_-]?secret | session[\s_-]?(?:id|key|token) | connection[\s_-]?string
            | x-[a-z0-9]+-(?:team|key|token) | access[\s_-]?key[\s_-]?id | auth | sig | sas )
        )
        (?: \\*["'`] )? \s* (?: => | [:=] ) \s*"#,
    )
    .unwrap()
});

pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    find_where(text, ends_line, ends_value)
}

/// A value of several words, as headers have them, goes to the end of its line, or of its quotes.
fn ends_line(letter: char) -> bool {
    matches!(letter, '\r' | '\n' | '"' | '\'' | '`')
}

/// What cannot be part of a value of one word.
fn ends_value(letter: char) -> bool {
    letter.is_whitespace() || "\"'`&,;)]}>".contains(letter)
}

fn find_where(
    text: &str,
    ends_line: impl FnMut(char) -> bool,
    ends_value: impl FnMut(char) -> bool,
) -> Vec<Range<usize>> {
    let mut lines = Ends::new(text, ends_line);
    let mut values = Ends::new(text, ends_value);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(captures) = NAME.captures_at(text, from) {
        let Some(name) = captures.get(0) else {
            break;
        };
        // The value may itself be the name of another.
        from = name.end();
        let value = match quoted(text, from) {
            Some(quoted) => quoted,
            None if captures.name("line").is_some() => from..lines.after(from),
            None => from..values.after(from),
        };
        if !value.is_empty() {
            found.push(value);
        }
    }
    found
}

/// Where values end that are not in quotes. Looks at every letter once, however many names stand in
/// one value.
struct Ends<'t, F> {
    text: &'t str,
    is_end: F,
    /// The end after the last start.
    known: Option<usize>,
}

impl<'t, F: FnMut(char) -> bool> Ends<'t, F> {
    const fn new(text: &'t str, is_end: F) -> Self {
        Self {
            text,
            is_end,
            known: None,
        }
    }

    /// The first end from `start` on, which is not before the last one.
    fn after(&mut self, start: usize) -> usize {
        if let Some(known) = self.known.filter(|known| start <= *known) {
            return known;
        }
        let rest = &self.text[start..];
        let end = start + rest.find(&mut self.is_end).unwrap_or(rest.len());
        self.known = Some(end);
        end
    }
}

/// What stands between quotes; to the end of the text if they are not closed. Quotes with backslashes
/// before them, as in JSON within JSON, are closed by the same.
fn quoted(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let slashes = rest.len() - rest.trim_start_matches('\\').len();
    let quote = rest[slashes..].chars().next()?;
    if !matches!(quote, '"' | '\'' | '`') {
        return None;
    }
    let begin = start + slashes + 1;
    let mut escaped = 0;
    for (place, letter) in text[begin..].char_indices() {
        if letter == quote && escaped <= slashes {
            return Some(begin..begin + place - escaped);
        }
        escaped = if letter == '\\' { escaped + 1 } else { 0 };
    }
    Some(begin..text.len())
}

/// Whether a value under this name is a secret.
pub(super) fn is_secret(name: &str) -> bool {
    NAME.find(&format!("{name}="))
        .is_some_and(|found| found.end() > name.len())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn every_letter_is_looked_at_once_however_many_names_there_are() {
        const BYTES: usize = 16 * 1024;
        for name in ["cookie:", "authorization: ", "password=", "cookie: token="] {
            let text = name.repeat(BYTES / name.len());
            let looks = Cell::new(0);
            let count = |is_end: fn(char) -> bool| {
                let looks = &looks;
                move |letter| {
                    looks.set(looks.get() + 1);
                    is_end(letter)
                }
            };
            let found = find_where(&text, count(ends_line), count(ends_value));
            assert_eq!(found[0].end, text.len(), "{name}");
            // Once for each of the two kinds of ends.
            assert!(looks.get() <= 2 * text.len(), "{name}: {}", looks.get());
        }
    }
}
