//! Text without what looks like a secret: what messages of errors and log records pass before they
//! leave the process.
//!
//! Recognised are credentials by their place (`password=…`, `"token": "…"`, `Authorization: …`,
//! `Bearer …`, `user:password@` and parameters of URLs), by their shape (JSON Web Tokens, PEM blocks,
//! keys of well-known issuers) and, failing that, by their randomness. Ids that are hexadecimal
//! stay: trace ids, UUIDs, digests.

mod named;
mod random;
mod shaped;

use std::borrow::Cow;
use std::ops::Range;

/// Bytes of a message that are kept; the rest is cut.
pub const MESSAGE_BYTES_MAX: usize = 4096;

/// Bytes of a text that are looked at; the rest cannot get into the message.
const SCANNED_BYTES_MAX: usize = 4 * MESSAGE_BYTES_MAX;

/// What stands where a secret was.
const MASK: &str = "***";

/// What stands at the end of a message that was cut.
const CUT: &str = "…";

/// The text without what looks like a secret, and not longer than [`MESSAGE_BYTES_MAX`]. Takes time
/// in proportion to the length of the text.
#[must_use]
pub fn message(text: &str) -> String {
    text_of(text).into_owned()
}

/// [`message`], without a copy where nothing is to be removed.
pub(crate) fn text_of(text: &str) -> Cow<'_, str> {
    let scanned = beginning(text, SCANNED_BYTES_MAX);
    let is_whole = scanned.len() == text.len();
    let mut secrets = shaped::find(scanned);
    secrets.extend(named::find(scanned));
    secrets.extend(random::find(scanned));
    if secrets.is_empty() && is_whole && text.len() <= MESSAGE_BYTES_MAX {
        return Cow::Borrowed(text);
    }
    if !is_whole {
        // A secret that goes on behind the end could not be recognised by its beginning.
        secrets.push(last_word(scanned)..scanned.len());
    }
    let masked = masked(scanned, secrets);
    if masked.len() <= MESSAGE_BYTES_MAX {
        return Cow::Owned(masked);
    }
    let kept = beginning(&masked, MESSAGE_BYTES_MAX - CUT.len());
    Cow::Owned(format!("{kept}{CUT}"))
}

/// A value under a name without what looks like a secret: nothing of it, if the name says so.
pub(crate) fn value_of<'v>(name: &str, value: &'v str) -> Cow<'v, str> {
    if named::is_secret(name) {
        Cow::Borrowed(MASK)
    } else {
        text_of(value)
    }
}

/// As much of the beginning as fits, in whole characters.
fn beginning(text: &str, bytes_max: usize) -> &str {
    &text[..text.floor_char_boundary(bytes_max)]
}

/// Where the last word begins.
fn last_word(text: &str) -> usize {
    text.rfind(char::is_whitespace).unwrap_or(0)
}

/// The text with a mask in place of everything that is in one of the ranges.
fn masked(text: &str, mut secrets: Vec<Range<usize>>) -> String {
    secrets.sort_by_key(|secret| secret.start);
    let mut masked = String::with_capacity(text.len());
    let mut end = 0;
    for secret in secrets {
        if secret.start > end || masked.is_empty() {
            masked.push_str(&text[end..secret.start.max(end)]);
            masked.push_str(MASK);
        }
        end = end.max(secret.end);
    }
    masked.push_str(&text[end..]);
    masked
}

#[cfg(test)]
mod tests;
