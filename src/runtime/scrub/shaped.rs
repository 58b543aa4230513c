//! Secrets that are told by their shape.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Expressions whose group `s` is the secret.
#[expect(clippy::unwrap_used, reason = "a test compiles the expressions")]
static SHAPES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    EXPRESSIONS
        .iter()
        .map(|expression| Regex::new(expression).unwrap())
        .collect()
});

const EXPRESSIONS: &[&str] = &[
    // Who logs in, before the host of a URL.
    r"(?i)[a-z][a-z0-9+.-]*:/{1,2}(?<s>[^\s/?#@]*)@",
    // PEM blocks, also with line ends that were escaped, also without their end.
    r"(?s)-----BEGIN [A-Z0-9 ]{1,40}-----(?<s>.*?)(?:-----END |\z)",
    // JSON Web Tokens: header and payload are JSON objects.
    r"(?<s>eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*)*)",
    // Amazon: key ids.
    r"(?<s>(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{12,})",
    // Google: API keys, access tokens, client secrets.
    r"(?<s>AIza[A-Za-z0-9_-]{20,}|ya29\.[A-Za-z0-9_-]{10,}|GOCSPX-[A-Za-z0-9_-]{10,})",
    // GitHub, GitLab, npm, PyPI, Hugging Face, Slack, Docker, Vault, DigitalOcean, SendGrid.
    r"(?<s>gh[opsur]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}|gl[a-z]{2,6}-[A-Za-z0-9_-]{16,})",
    r"(?<s>npm_[A-Za-z0-9]{20,}|pypi-[A-Za-z0-9_-]{16,}|hf_[A-Za-z0-9]{16,}|dckr_pat_[A-Za-z0-9_-]{16,})",
    r"(?<s>xox[a-z]-[A-Za-z0-9-]{8,}|xapp-[A-Za-z0-9-]{8,}|hv[bsr]\.[A-Za-z0-9_-]{16,}|do[opr]_v1_[a-f0-9]{16,}|SG\.[A-Za-z0-9_-]{16,}(?:\.[A-Za-z0-9_-]+)?)",
    // Anthropic, OpenAI, Stripe and others; Voyage; Honeycomb; Grafana.
    r"(?<s>(?:sk|pk|rk)[-_](?:[a-z0-9]+[-_])*[A-Za-z0-9_-]{16,})",
    r"\b(?<s>(?:pa|al)-[A-Za-z0-9_-]{24,}|hc[a-z]{2,3}k_[A-Za-z0-9]{16,}|gl(?:sa|c)_[A-Za-z0-9_+/=]{16,})",
];

/// Credentials after the name of their scheme.
#[expect(clippy::unwrap_used, reason = "a test compiles the expression")]
static SCHEME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:bearer|basic|negotiate|apikey)\s+(?<s>[A-Z0-9._~+/=:-]{8,})").unwrap()
});

/// Who logs in to a URL with a password that has signs which a URL should not.
#[expect(clippy::unwrap_used, reason = "a test compiles the expression")]
static LOGIN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)[a-z][a-z0-9+.-]*://(?<s>[^\s@:/?#]*:[^\s]*)@").unwrap());

pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for shape in &*SHAPES {
        found.extend(secrets(shape, text));
    }
    let is_credential = |secret: &Range<usize>| is_credential(&text[secret.clone()]);
    found.extend(secrets(&SCHEME, text).filter(is_credential));
    let has_password = |secret: &Range<usize>| !is_port(&text[secret.clone()]);
    found.extend(secrets(&LOGIN, text).filter(has_password));
    found
}

fn secrets(shape: &Regex, text: &str) -> impl Iterator<Item = Range<usize>> {
    let captures = shape.captures_iter(text);
    let secrets = captures.filter_map(|captures| captures.name("s"));
    secrets
        .map(|secret| secret.range())
        .filter(|it| !it.is_empty())
}

/// Whether it is no word of a language: `bearer authentication` names no secret.
fn is_credential(word: &str) -> bool {
    const LETTERS_MAX: usize = 20;
    let word = word.trim_end_matches(['.', ':', '-']);
    let changes_case = word
        .as_bytes()
        .windows(2)
        .any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    let is_no_letter = |byte: u8| !byte.is_ascii_alphabetic() && byte != b'-';
    word.len() > LETTERS_MAX || changes_case || word.bytes().any(is_no_letter)
}

/// Whether what stands between the colon and a slash is a port: what follows is a path then, in
/// which an `@` may be.
fn is_port(login: &str) -> bool {
    let after = login.split_once(':').map_or("", |(_, after)| after);
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && after[digits..].starts_with(['/', '?', '#'])
}
