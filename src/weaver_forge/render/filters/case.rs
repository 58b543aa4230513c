//! Case conventions of identifiers.

use convert_case::{Boundary, Converter, Pattern};
use minijinja::Environment;

/// A case convention: its filter, how words are written and what stands between them.
struct Convention {
    name: &'static str,
    pattern: Pattern,
    delimiter: &'static str,
    /// Whether there is a `_const` form too, which joins the words of each namespace segment.
    constant: bool,
}

const CONVENTIONS: [Convention; 9] = [
    convention("lower_case", Pattern::Lowercase, " ", false),
    convention("upper_case", Pattern::Uppercase, " ", false),
    convention("title_case", Pattern::Capital, " ", false),
    convention("pascal_case", Pattern::Capital, "", true),
    convention("camel_case", Pattern::Camel, "", true),
    convention("snake_case", Pattern::Lowercase, "_", true),
    convention("screaming_snake_case", Pattern::Uppercase, "_", true),
    convention("kebab_case", Pattern::Lowercase, "-", true),
    convention("screaming_kebab_case", Pattern::Uppercase, "-", false),
];

const fn convention(
    name: &'static str,
    pattern: Pattern,
    delimiter: &'static str,
    constant: bool,
) -> Convention {
    Convention {
        name,
        pattern,
        delimiter,
        constant,
    }
}

pub(super) fn add(engine: &mut Environment<'_>) {
    for convention in CONVENTIONS {
        let converter = converter(&convention);
        if convention.constant {
            let converter = self::converter(&convention);
            engine.add_filter(format!("{}_const", convention.name), move |text: &str| {
                convert(&converter, &text.replace('_', ""))
            });
        }
        engine.add_filter(convention.name, move |text: &str| convert(&converter, text));
    }
    engine.add_filter("capitalize_first", capitalize_first);
}

/// `text` in title case: `Http Request`.
pub(super) fn title(text: &str) -> String {
    named("title_case", text)
}

/// `text` in kebab case: `http-request`.
pub(super) fn kebab(text: &str) -> String {
    named("kebab_case", text)
}

fn named(name: &str, text: &str) -> String {
    CONVENTIONS
        .iter()
        .find(|convention| convention.name == name)
        .map(|convention| convert(&converter(convention), text))
        .unwrap_or_default()
}

/// Digits belong to the word they stand in: `v8js` and `l2` are one word each.
fn converter(convention: &Convention) -> Converter {
    Converter::new()
        .set_boundaries(&[
            Boundary::Underscore,
            Boundary::Hyphen,
            Boundary::Space,
            Boundary::LowerUpper,
            Boundary::Acronym,
        ])
        .set_pattern(convention.pattern)
        .set_delimiter(convention.delimiter)
}

fn convert(converter: &Converter, text: &str) -> String {
    converter.convert(text.replace('.', "_"))
}

fn capitalize_first(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{check, check_errors};
    use serde_json::json;

    #[test]
    fn dots_separate_words_and_digits_do_not() {
        check(&[
            ("'http.request.method' | pascal_case", "HttpRequestMethod"),
            ("'http.request.method' | camel_case", "httpRequestMethod"),
            ("'http.request.method' | title_case", "Http Request Method"),
            ("'http.request.method' | lower_case", "http request method"),
            ("'http.request.method' | upper_case", "HTTP REQUEST METHOD"),
            ("'v8js.heap.space.name' | pascal_case", "V8jsHeapSpaceName"),
            (
                "'host.cpu.cache.l2.size' | screaming_snake_case",
                "HOST_CPU_CACHE_L2_SIZE",
            ),
            ("'k8s.pod.uid' | kebab_case", "k8s-pod-uid"),
            ("'HTTPServer' | screaming_kebab_case", "HTTP-SERVER"),
            ("'__dunder__' | snake_case", "__dunder__"),
            ("'' | snake_case", ""),
        ]);
    }

    #[test]
    fn the_constant_forms_join_the_words_of_a_segment() {
        check(&[
            ("'tls.cipher_suite' | pascal_case_const", "TlsCiphersuite"),
            ("'tls.cipher_suite' | camel_case_const", "tlsCiphersuite"),
            ("'tls.cipher_suite' | snake_case_const", "tls_ciphersuite"),
            (
                "'tls.cipher_suite' | screaming_snake_case_const",
                "TLS_CIPHERSUITE",
            ),
            ("'tls.cipher_suite' | kebab_case_const", "tls-ciphersuite"),
        ]);
    }

    #[test]
    fn only_the_first_letter_is_capitalized() {
        check(&[
            ("'straße.x' | capitalize_first", "Straße.x"),
            ("'élan' | capitalize_first", "Élan"),
            ("'' | capitalize_first", ""),
        ]);
    }

    #[test]
    fn a_case_is_a_matter_of_text() {
        check_errors(&json!(1), &[("it | snake_case", "not a string")]);
    }
}
