//! Secrets that are told by their randomness alone.

use std::ops::Range;

/// Shorter words are too often something else.
const LETTERS_MIN: usize = 24;

/// Longer words are looked at in part.
const LETTERS_MEASURED_MAX: usize = 256;

/// Bits per letter from which on a word is random. English words have about 4 at most, names in code
/// less, 24 random letters and digits about 4.4.
const BITS_MIN: f64 = 3.9;

pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (place, byte) in text.bytes().chain([b' ']).enumerate() {
        if is_part(byte) {
            start.get_or_insert(place);
        } else if let Some(start) = start.take()
            && is_random(&text.as_bytes()[start..place])
        {
            found.push(start..place);
        }
    }
    found
}

/// A letter of base64, in either alphabet; not the slash, which separates the parts of paths.
const fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'_' | b'-' | b'=')
}

fn is_random(word: &[u8]) -> bool {
    if word.len() < LETTERS_MIN {
        return false;
    }
    let word = &word[..word.len().min(LETTERS_MEASURED_MAX)];
    let count = |is: fn(&u8) -> bool| word.iter().filter(|byte| is(byte)).count();
    let digits = count(u8::is_ascii_digit);
    let capitals = count(u8::is_ascii_uppercase);
    let small = count(u8::is_ascii_lowercase);
    // Ids in hexadecimal have one case, names in code few digits.
    digits >= 2 && capitals >= 3 && small >= 3 && bits(word) >= BITS_MIN
}

/// Bits of information per letter, from how often each occurs.
fn bits(word: &[u8]) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in word {
        counts[usize::from(*byte)] += 1;
    }
    let length = word.len() as f64;
    let shares = counts.iter().filter(|count| **count > 0);
    shares
        .map(|count| f64::from(*count) / length)
        .map(|share| -share * share.log2())
        .sum()
}
