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

/// Calls `found` with every word of `text`, in order.
///
/// `ServiceMonitor` is found as the compound `ServiceMonitor`, then `Service`, then `Monitor`.
pub(super) fn each_word<'t>(text: &'t str, mut found: impl FnMut(Word<'t>)) {
    for (line, content) in text.lines().enumerate() {
        for chunk in content.split_whitespace() {
            let in_address = chunk.contains("://");
            for token in chunk
                .split(|c: char| !c.is_alphanumeric())
                .filter(|token| !token.is_empty())
            {
                let mut word = |text, compound| {
                    found(Word {
                        text,
                        line,
                        compound,
                        in_address,
                    })
                };
                each_part(cut(token), &mut word);
            }
        }
    }
}

/// A compound as a whole and then its parts; any other token as it is.
fn each_part<'t>(token: &'t str, word: &mut impl FnMut(&'t str, bool)) {
    let mut rest = token;
    while let Some(boundary) = next_boundary(rest) {
        if rest.len() == token.len() {
            word(token, true);
        }
        let (part, after) = rest.split_at(boundary);
        word(part, false);
        rest = after;
    }
    word(rest, false);
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
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word.text));
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
        let mut lines = Vec::new();
        each_word("Pod\n\nruns containers", |word| {
            lines.push((word.text, word.line))
        });
        assert_eq!(lines, [("Pod", 0), ("runs", 2), ("containers", 2)]);
    }

    #[test]
    fn words_of_an_address_are_marked() {
        let mut marked = Vec::new();
        each_word("see (https://example.org/docs) there", |word| {
            marked.push((word.text, word.in_address))
        });
        assert_eq!(marked[0], ("see", false));
        assert_eq!(marked[3], ("org", true));
        assert_eq!(marked[5], ("there", false));
    }

    #[test]
    fn an_endless_word_is_cut_between_characters() {
        let mut words = Vec::new();
        let endless = "ü".repeat(WORD_CHARS_MAX + 5);
        each_word(&endless, |word| words.push(word.text.chars().count()));
        assert_eq!(words, [WORD_CHARS_MAX]);
    }
}
