//! A text as words: split at everything that is not a letter or digit, and inside `camelCase`.

/// Longer words are cut: they are keys or encoded data, and nobody searches for their ends.
pub(super) const WORD_CHARS_MAX: usize = 48;

/// A word as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// The word in its original case.
    pub(super) text: &'t str,
    /// The line it is on, from 0.
    pub(super) line: usize,
    /// Whether it is a compound of which the parts follow as words of their own.
    pub(super) compound: bool,
    /// Whether it is part of an address, as in `https://example.org`.
    pub(super) in_address: bool,
}

/// The words of `text`, in order.
///
/// `ServiceMonitor` is the compound `ServiceMonitor`, then `Service`, then `Monitor`.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.lines().enumerate().flat_map(|(line, content)| {
        content.split_whitespace().flat_map(move |chunk| {
            let in_address = chunk.contains("://");
            let tokens = chunk.split(|c: char| !c.is_alphanumeric());
            let parts = tokens
                .filter(|token| !token.is_empty())
                .flat_map(|token| parts(cut(token)));
            parts.map(move |(text, compound)| Word {
                text,
                line,
                compound,
                in_address,
            })
        })
    })
}

/// A compound as a whole and then its parts; any other token as it is.
fn parts(token: &str) -> impl Iterator<Item = (&str, bool)> {
    let compound = next_boundary(token).map(|_| (token, true));
    let mut rest = Some(token);
    let parts = std::iter::from_fn(move || {
        let token = rest.take()?;
        let Some(boundary) = next_boundary(token) else {
            return Some((token, false));
        };
        let (part, after) = token.split_at(boundary);
        rest = Some(after);
        Some((part, false))
    });
    compound.into_iter().chain(parts)
}

fn cut(token: &str) -> &str {
    token
        .char_indices()
        .nth(WORD_CHARS_MAX)
        .map_or(token, |(end, _)| &token[..end])
}

/// Where the second part of a camel-case word begins: before a capital that follows a small letter or digit, and before
/// the last capital of a run of them (`HTTPRoute`), except for a plural (`APIs`).
fn next_boundary(token: &str) -> Option<usize> {
    let mut previous: Option<char> = None;
    let mut chars = token.char_indices().peekable();
    while let Some((at, current)) = chars.next() {
        if let Some(previous) = previous
            && current.is_uppercase()
        {
            let next = chars.peek().map(|(_, next)| *next);
            let plural = next == Some('s') && token[at + current.len_utf8()..].len() == 1;
            if !previous.is_uppercase() || (next.is_some_and(char::is_lowercase) && !plural) {
                return Some(at);
            }
        }
        previous = Some(current);
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let words: Vec<&str> = words(text).map(|word| word.text).collect();
        assert_eq!(words, expect, "{text:?}");
    }

    #[test]
    fn words_end_at_punctuation_and_inside_camel_case() {
        check("", &[]);
        check(" -- | ", &[]);
        check("issue TLS certificates", &["issue", "TLS", "certificates"]);
        check("cert-manager.io/v1", &["cert", "manager", "io", "v1"]);
        check(
            "app.kubernetes.io/part_of=shop",
            &["app", "kubernetes", "io", "part", "of", "shop"],
        );
        check("ServiceMonitor", &["ServiceMonitor", "Service", "Monitor"]);
        check("secretName", &["secretName", "secret", "Name"]);
        check("HTTPRoute", &["HTTPRoute", "HTTP", "Route"]);
        check("APIs", &["APIs"]);
        check("S3Bucket", &["S3Bucket", "S3", "Bucket"]);
        check("Größe prüfen", &["Größe", "prüfen"]);
    }

    #[test]
    fn a_word_knows_its_line() {
        let lines: Vec<_> = words("Pod\n\nruns containers")
            .map(|word| (word.text, word.line))
            .collect();
        assert_eq!(lines, [("Pod", 0), ("runs", 2), ("containers", 2)]);
    }

    #[test]
    fn words_of_an_address_are_marked() {
        let marked: Vec<_> = words("see (https://example.org/docs) there")
            .map(|word| (word.text, word.in_address))
            .collect();
        assert_eq!(marked[0], ("see", false));
        assert_eq!(marked[3], ("org", true));
        assert_eq!(marked[5], ("there", false));
    }

    #[test]
    fn an_endless_word_is_cut_between_characters() {
        let endless = "ü".repeat(WORD_CHARS_MAX + 5);
        let lengths: Vec<usize> = words(&endless)
            .map(|word| word.text.chars().count())
            .collect();
        assert_eq!(lengths, [WORD_CHARS_MAX]);
    }

    proptest! {
        #[test]
        fn any_text_is_words_of_letters_and_digits(text in any::<String>()) {
            for word in words(&text) {
                prop_assert!(!word.text.is_empty() && word.text.chars().all(char::is_alphanumeric));
                prop_assert!(word.text.chars().count() <= WORD_CHARS_MAX && text.contains(word.text));
            }
        }

        #[test]
        fn the_parts_of_a_compound_are_all_of_it(token in "[A-Za-z0-9]{1,40}") {
            let joined: String = words(&token).filter(|word| !word.compound).map(|word| word.text).collect();
            prop_assert_eq!(joined, token);
        }
    }
}
