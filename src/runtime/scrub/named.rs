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
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(captures) = NAME.captures_at(text, from) {
        let Some(name) = captures.get(0) else {
            break;
        };
        let value = if captures.name("line").is_some() {
            line(text, name.end())
        } else {
            value(text, name.end())
        };
        // The value may itself be the name of another.
        from = name.end();
        if !value.is_empty() {
            found.push(value);
        }
    }
    found
}

/// A value that goes to the end of its line, or of its quotes: headers hold several words.
fn line(text: &str, start: usize) -> Range<usize> {
    let quoted = quoted(text, start);
    let rest = &text[start..];
    let end = rest
        .find(['\r', '\n', '"', '\'', '`'])
        .unwrap_or(rest.len());
    quoted.unwrap_or(start..start + end)
}

/// A value in quotes, or up to what cannot be part of one.
fn value(text: &str, start: usize) -> Range<usize> {
    if let Some(quoted) = quoted(text, start) {
        return quoted;
    }
    let rest = &text[start..];
    let ends = |letter: char| letter.is_whitespace() || "\"'`&,;)]}>".contains(letter);
    start..start + rest.find(ends).unwrap_or(rest.len())
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
