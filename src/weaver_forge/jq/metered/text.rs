//! Values as text, and what it takes to go through a value.

use std::fmt::{self, Write as _};
use std::io;

use jaq_json::write::{Pp, write};
use jaq_json::{Val, read};

use super::Metered;
use crate::jq::meter::{self, Exhausted, VALUE_BYTES_MAX};

/// The size of a message about a value, in bytes.
const MESSAGE_BYTES_MAX: usize = 1 << 20;

/// Counts every value in `val` as a step: one list may stand in many places of another, so that a
/// small value is a large text and takes long to go through.
pub(super) fn weigh(val: &Val) {
    meter::step();
    match val {
        Val::Arr(items) => items.iter().for_each(weigh),
        Val::Obj(fields) => fields.iter().for_each(|(key, value)| {
            weigh_key(key);
            weigh(value);
        }),
        _ => {}
    }
}

/// Counts what it takes to look up `key`, which may be any value.
pub(in crate::jq) fn weigh_key(key: &Val) {
    match key {
        Val::TStr(text) => meter::text(text.len()),
        other => weigh(other),
    }
}

/// How deep the JSON in `text` is nested.
pub(in crate::jq) fn nesting(text: &[u8]) -> u32 {
    let (mut depth, mut deepest) = (0_u32, 0);
    let (mut in_text, mut escaped) = (false, false);
    for byte in text {
        match (in_text, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_text = !in_text,
            (false, b'[' | b'{') => depth += 1,
            (false, b']' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// `val` as JSON.
pub(in crate::jq) fn json(val: &Val) -> Vec<u8> {
    let mut text = Limited::new(VALUE_BYTES_MAX);
    if write(&mut text, &Pp::default(), 0, val).is_err() {
        meter::exhausted(Exhausted::Value);
    }
    meter::made(text.bytes.len());
    meter::text(text.bytes.len());
    text.bytes
}

/// What `error` says.
pub(super) fn message(error: &jaq_json::Error) -> String {
    let text = cut(error);
    // A message that the program or the interpreter wrote itself is shown in quotes.
    match text
        .starts_with('"')
        .then(|| read::parse_single(text.as_bytes()))
    {
        Some(Ok(Val::TStr(text))) => String::from_utf8_lossy(&text).into_owned(),
        _ => text,
    }
}

/// `shown` as text, cut if it is very long.
fn cut(shown: &impl fmt::Display) -> String {
    let mut text = Limited::new(MESSAGE_BYTES_MAX);
    let is_cut = write!(text, "{shown}").is_err();
    let mut text = String::from_utf8_lossy(&text.bytes).into_owned();
    if is_cut {
        text.push('…');
    }
    text
}

impl fmt::Display for Metered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&cut(&self.val))
    }
}

/// A text that does not become longer than it may.
pub(in crate::jq) struct Limited {
    bytes: Vec<u8>,
    bytes_max: usize,
}

impl Limited {
    fn new(bytes_max: usize) -> Self {
        let bytes = Vec::new();
        Self { bytes, bytes_max }
    }

    fn add(&mut self, bytes: &[u8]) -> Option<()> {
        (self.bytes.len() + bytes.len() <= self.bytes_max)
            .then(|| self.bytes.extend_from_slice(bytes))
    }
}

impl io::Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.add(bytes)
            .map(|()| bytes.len())
            .ok_or_else(|| io::Error::from(io::ErrorKind::FileTooLarge))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Write for Limited {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.add(text.as_bytes()).ok_or(fmt::Error)
    }
}

impl jaq_std::ValT for Metered {
    fn into_seq<S: FromIterator<Self>>(self) -> Result<S, Self> {
        super::copied(&self.val);
        let this = self.shell();
        match self.val.into_seq::<Vec<Val>>() {
            Ok(items) => Ok(items.into_iter().map(|val| this.inner(val)).collect()),
            Err(val) => Err(Self { val, ..this }),
        }
    }

    fn is_int(&self) -> bool {
        self.val.is_int()
    }

    fn as_isize(&self) -> Option<isize> {
        self.val.as_isize()
    }

    fn as_f64(&self) -> Option<f64> {
        self.val.as_f64()
    }

    fn is_utf8_str(&self) -> bool {
        self.val.is_utf8_str()
    }

    fn as_bytes(&self) -> Option<&[u8]> {
        let bytes = self.val.as_bytes();
        meter::text(bytes.map_or(0, <[u8]>::len));
        bytes
    }

    fn as_sub_str(&self, part: &[u8]) -> Self {
        Self::flat(self.val.as_sub_str(part))
    }

    fn from_utf8_bytes(bytes: impl AsRef<[u8]> + Send + 'static) -> Self {
        meter::made(bytes.as_ref().len());
        Self::flat(Val::from_utf8_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::nesting;

    #[test]
    fn brackets_in_texts_nest_nothing() {
        let cases = [
            ("1", 0),
            ("[]", 1),
            (r#"[[1], {"a": [2]}]"#, 3),
            (r#"["[[[", "\\\"[[", {}]"#, 2),
            ("]]][[", 2),
        ];
        for (text, expect) in cases {
            assert_eq!(nesting(text.as_bytes()), expect, "{text}");
        }
    }
}
