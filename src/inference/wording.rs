//! Sentences about a kind.

use knowledge::ResourceKind;

use crate::rules::Rule;
use crate::words::{Words, parts};

/// Most sentences of a description.
const SENTENCES_MAX: usize = 2;
/// Most characters of a description.
const DESCRIPTION_CHARS_MAX: usize = 300;
/// Most capabilities that a composed description names.
const NAMED_MAX: usize = 4;
/// Words that generators put into descriptions of any kind. A sentence of nothing else says nothing.
const BOILERPLATE: &str = "a all an and api application be can configured contains custom define defines definition describe \
    describes desired for in instance is it kind object of or represent represents resource schema specification specify spec \
    state structure that the this to top level type used which";

/// What the kind does, in one or two sentences: in the words of its schema if those say anything, otherwise composed.
pub(crate) fn description(kind: &ResourceKind, capabilities: &[String]) -> String {
    match own_description(kind) {
        Some(own) => own,
        None => composed(kind, capabilities),
    }
}

/// What the schema says about the kind, if it says anything.
pub(crate) fn own_description(kind: &ResourceKind) -> Option<String> {
    let lead = lead(kind.description.as_deref()?);
    says_something(&lead, kind).then_some(lead)
}

/// What someone would use the kind for.
pub(crate) fn use_case(kind: &ResourceKind, rule: Option<&Rule>) -> String {
    match rule {
        Some(rule) => rule.use_case.to_owned(),
        None => format!("Create and manage {} resources", spoken(&kind.kind)),
    }
}

fn composed(kind: &ResourceKind, capabilities: &[String]) -> String {
    let origin = if kind.api_group.is_empty() {
        "Kubernetes itself"
    } else {
        &kind.api_group
    };
    if capabilities.is_empty() {
        return format!("A {} resource of {origin}.", spoken(&kind.kind));
    }
    let named = &capabilities[..capabilities.len().min(NAMED_MAX)];
    format!(
        "Provides {} with the {} resource of {origin}.",
        enumerated(named),
        spoken(&kind.kind)
    )
}

/// `a, b and c`.
fn enumerated(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A kind as one would say it: `CertificateRequest` is `certificate request`.
fn spoken(kind: &str) -> String {
    parts(kind).join(" ").to_lowercase()
}

fn says_something(text: &str, kind: &ResourceKind) -> bool {
    let known = Words::of(&format!("{} {BOILERPLATE}", kind.kind));
    let mut tokens = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty());
    // As a whole: a name in the text may be spelled in another case than the kind.
    tokens.any(|token| !known.contain(&Words::of(&token.to_lowercase())))
}

/// The first sentences of a text, without markup.
pub(crate) fn lead(text: &str) -> String {
    let plain = without_markup(text);
    let end = sentence_ends(&plain)
        .nth(SENTENCES_MAX - 1)
        .unwrap_or(plain.len());
    shortened(plain[..end].trim(), DESCRIPTION_CHARS_MAX)
}

/// What follows the lead.
pub(crate) fn rest(text: &str) -> String {
    let plain = without_markup(text);
    let end = sentence_ends(&plain)
        .nth(SENTENCES_MAX - 1)
        .unwrap_or(plain.len());
    plain[end..].to_owned()
}

/// Where sentences end: a full stop before a space and a capital. `e.g. this` and `spec.name` end none.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(". ")
        .map(|(at, _)| at + 1)
        .filter(|end| text[*end..].trim_start().starts_with(char::is_uppercase))
}

/// Cut at the end of a word.
fn shortened(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        None => text.to_owned(),
        Some((limit, _)) => {
            let cut = text[..limit].rfind(' ').unwrap_or(limit);
            format!("{}…", text[..cut].trim_end_matches([',', ';', ':', ' ']))
        }
    }
}

/// `[text](link)` is its text; backticks and bare links are left out.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let link = rest[open..].find("](").and_then(|middle| {
            let close = rest[open + middle..].find(')')?;
            Some((open + middle, open + middle + close))
        });
        let Some((middle, close)) = link else { break };
        plain.push_str(&rest[..open]);
        plain.push_str(&rest[open + 1..middle]);
        rest = &rest[close + 1..];
    }
    plain.push_str(rest);
    let words: Vec<&str> = plain
        .split_whitespace()
        .filter(|word| !word.contains("://"))
        .map(|word| word.trim_matches('*'))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str, description: &str) -> ResourceKind {
        ResourceKind {
            kind: name.into(),
            api_group: "acme.example".into(),
            description: Some(description.into()),
            ..ResourceKind::default()
        }
    }

    #[test]
    fn the_lead_is_two_sentences_without_markup() {
        assert_eq!(
            lead(
                "Flies to the [moon](https://m.example/x). See `spec.fuel`, e.g. kerosene. Never used. "
            ),
            "Flies to the moon. See spec.fuel, e.g. kerosene."
        );
        assert_eq!(lead("No stop at the end"), "No stop at the end");
        assert_eq!(rest("One. Two. Three. Four."), " Three. Four.");
    }

    #[test]
    fn a_long_lead_is_cut_at_the_end_of_a_word() {
        let lead = lead(&"word, ".repeat(100));
        assert!(
            lead.chars().count() <= DESCRIPTION_CHARS_MAX && lead.ends_with("word…"),
            "{lead}"
        );
    }

    #[test]
    fn what_a_generator_wrote_is_replaced() {
        let capabilities = [
            "database".to_owned(),
            "backups".to_owned(),
            "tls".to_owned(),
        ];
        for boilerplate in [
            "DbCluster is the Schema for the dbclusters API.",
            "DbCluster defines the desired state of DbCluster",
            "Dbcluster defines the DBCluster Custom Resource Definition Object.",
            "",
        ] {
            assert_eq!(
                description(&kind("DbCluster", boilerplate), &capabilities),
                "Provides database, backups and tls with the db cluster resource of acme.example.",
                "{boilerplate}"
            );
        }
        assert_eq!(
            description(&kind("Rocket", "Rocket flies to the moon."), &capabilities),
            "Rocket flies to the moon."
        );
    }

    #[test]
    fn a_kind_nothing_is_known_about_is_still_described() {
        assert_eq!(
            description(&kind("LaunchPad", ""), &[]),
            "A launch pad resource of acme.example."
        );
        assert_eq!(
            use_case(&kind("LaunchPad", ""), None),
            "Create and manage launch pad resources"
        );
    }
}
