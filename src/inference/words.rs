//! Texts as rows of words, so that a term is found only where its words begin and end.

/// A text as lower-case words in singular, with a space before, between and after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words(String);

impl Words {
    /// The words of a text. Names in camel case count as their parts and as a whole: `rabbitmqCluster` is `rabbitmq`,
    /// `cluster` and `rabbitmqcluster`.
    pub(crate) fn of(text: &str) -> Self {
        let mut words = String::with_capacity(text.len() + 2);
        words.push(' ');
        for token in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|token| !token.is_empty())
        {
            let parts = parts(token);
            for part in &parts {
                push(&mut words, part);
            }
            if parts.len() > 1 {
                push(&mut words, token);
            }
        }
        Self(words)
    }

    /// Whether the words of a term stand in it, one after another.
    pub(crate) fn contain(&self, term: &Self) -> bool {
        self.0.contains(&term.0)
    }
}

fn push(words: &mut String, word: &str) {
    words.push_str(&singular(&word.to_lowercase()));
    words.push(' ');
}

/// Good enough to make both sides of a comparison equal; the result need not be a word.
fn singular(word: &str) -> String {
    match word {
        _ if word.len() <= 3 || ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) => {
            word.to_owned()
        }
        _ if word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        _ => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

/// The parts of a name in camel case: `tlsConfig` is `tls`, `Config`; `TLSConfig` is `TLS`, `Config`.
pub(crate) fn parts(name: &str) -> Vec<&str> {
    let chars: Vec<(usize, char)> = name.char_indices().collect();
    let mut parts = Vec::new();
    let mut start = 0;
    for window in 1..chars.len() {
        let (at, this) = chars[window];
        let before = chars[window - 1].1;
        let after = chars.get(window + 1).map(|(_, c)| *c);
        let rises = !before.is_uppercase() && this.is_uppercase();
        let ends_capitals =
            before.is_uppercase() && this.is_uppercase() && after.is_some_and(char::is_lowercase);
        if rises || ends_capitals {
            parts.push(&name[start..at]);
            start = at;
        }
    }
    parts.push(&name[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, term: &str, expect: bool) {
        assert_eq!(
            Words::of(text).contain(&Words::of(term)),
            expect,
            "{term:?} in {text:?}"
        );
    }

    #[test]
    fn a_term_is_found_only_between_the_ends_of_words() {
        check("a managed PostgreSQL database", "postgresql", true);
        check("certificates are issued", "certificate", true);
        check("the catalogue", "log", false);
        check("monitors all pods", "monitor", true);
        check("restarts policies", "policy", true);
        check("scheduled backup", "backup scheduled", false);
    }

    #[test]
    fn names_in_camel_case_are_taken_apart() {
        check("tlsConfig", "tls", true);
        check("TLSConfig", "tls", true);
        check("rabbitmqCluster", "rabbitmq", true);
        check("azureDNS", "azure", true);
        check("PostgreSQL", "postgresql", true);
        check("route53", "route53", true);
    }

    #[test]
    fn parts_keep_every_character() {
        assert_eq!(parts("certManagerIO"), ["cert", "Manager", "IO"]);
        assert_eq!(parts("HTTPRoute"), ["HTTP", "Route"]);
        assert_eq!(parts("pods"), ["pods"]);
        assert_eq!(parts(""), [""]);
    }
}
