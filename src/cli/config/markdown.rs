//! The table of the documentation.

use super::key::{Key, Kind};
use super::keys;

/// Every key with its variables and its flag, as Markdown.
pub(super) fn markdown() -> String {
    let mut text = String::new();
    for (subject, keys) in keys::SUBJECTS {
        text.push_str(&format!(
            "### {subject}\n\n| key | variable | flag | what | values | default |\n|---|---|---|---|---|---|\n"
        ));
        for key in *keys {
            text.push_str(&row(key));
        }
        text.push('\n');
    }
    text
}

fn row(key: &Key) -> String {
    let variables: Vec<String> = key
        .variables
        .iter()
        .map(|name| format!("`{name}`"))
        .collect();
    let flag = key
        .flag
        .map_or_else(String::new, |flag| format!("`--{flag}`"));
    let default = match key.fallback {
        super::Fallback::Value(text) => format!("`{text}`"),
        super::Fallback::Nothing(meaning) => meaning.to_owned(),
    };
    format!(
        "| `{}` | {} | {flag} | {} | {} | {default} |\n",
        key.name,
        variables.join(", "),
        key.about,
        values(key.kind),
    )
}

fn values(kind: Kind) -> String {
    let words = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        words.join(", ")
    };
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::AnyText => "text, may be empty".to_owned(),
        Kind::Secret => "secret".to_owned(),
        Kind::Url => "http(s) URL".to_owned(),
        Kind::File => "file".to_owned(),
        Kind::Folder => "folder".to_owned(),
        Kind::Switch => "`true`, `false`".to_owned(),
        Kind::Number { min, max } => format!("{min} to {max}"),
        Kind::Address => "IP address".to_owned(),
        Kind::Choice(of) => words(of),
        Kind::Choices(of) => format!("one or a list of {}", words(of)),
        Kind::Sources => "text or list; the flag may be repeated".to_owned(),
        Kind::Tokens => "list of tables, secret".to_owned(),
    }
}
