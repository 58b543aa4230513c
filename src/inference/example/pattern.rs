//! Texts that match a pattern.

use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Most characters of a text made from a pattern.
const CHARS_MAX: usize = 256;

/// A text that matches the pattern: the likely one if it does, otherwise one made from the pattern.
///
/// `None` if the pattern is none that can be read here (schemas may use a dialect with look-around), or if no text is found.
pub(super) fn matching(pattern: &str, likely: &str) -> Option<String> {
    let regex = Regex::new(pattern).ok()?;
    if regex.is_match(likely) {
        return Some(likely.to_owned());
    }
    let hir = regex_syntax::parse(pattern).ok()?;
    // The shortest text first; a longer one if that is empty or, for its missing neighbours, no match.
    (0..=1).find_map(|repeat| {
        let mut text = String::new();
        write(&hir, repeat, &mut text)?;
        (!text.is_empty() && regex.is_match(&text)).then_some(text)
    })
}

/// Writes a text that the expression describes, with optional parts `repeat` times; `None` if it would be too long.
fn write(hir: &Hir, repeat: u32, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(one_of(class)?),
        HirKind::Repetition(repetition) => {
            let least = repetition
                .min
                .max(repeat)
                .min(repetition.max.unwrap_or(u32::MAX));
            for _ in 0..least {
                write(&repetition.sub, repeat, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, repeat, text)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, repeat, text)?;
            }
        }
        HirKind::Alternation(choices) => write(choices.first()?, repeat, text)?,
    }
    (text.len() <= CHARS_MAX).then_some(())
}

/// A character of the class: a lower-case letter or a digit if it has one.
fn one_of(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else {
        return None;
    };
    let holds = |c: char| {
        class
            .iter()
            .any(|range| range.start() <= c && c <= range.end())
    };
    ('a'..='z')
        .chain('0'..='9')
        .find(|c| holds(*c))
        .or_else(|| class.iter().next().map(|range| range.start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, expect: &str) {
        assert_eq!(
            matching(pattern, "example").as_deref(),
            Some(expect),
            "{pattern}"
        );
    }

    #[test]
    fn the_likely_text_is_kept_if_it_matches() {
        check("^[a-z]+$", "example");
    }

    #[test]
    fn otherwise_a_text_is_made_from_the_pattern() {
        check("^[0-9]{2}$", "00");
        check("^(a|b)-[A-Z]+$", "a-A");
        check(r"^\d+(\.\d+)?(Gi|Mi)$", "0Gi");
        check("^[0-9]*$", "0");
    }

    #[test]
    fn a_pattern_that_cannot_be_read_or_asks_for_too_much_gives_nothing() {
        assert_eq!(matching("^(?!x)$", "example"), None);
        assert_eq!(matching("^[0-9]{1000}$", "example"), None);
    }
}
