//! Words that some models want before a text.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::embedder::Purpose;

/// What goes before every text of a purpose. Models that were trained with such words find less without them; the page
/// of the model says which. By default nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prefixes {
    /// Before what is stored.
    pub document: String,
    /// Before what is searched for.
    pub query: String,
}

impl Prefixes {
    /// The words of the models called E5: `passage: ` and `query: `.
    #[must_use]
    pub fn e5() -> Self {
        Self {
            document: "passage: ".to_owned(),
            query: "query: ".to_owned(),
        }
    }

    /// The words of the English models called BGE: a sentence before queries.
    #[must_use]
    pub fn bge() -> Self {
        Self {
            document: String::new(),
            query: "Represent this sentence for searching relevant passages: ".to_owned(),
        }
    }

    /// The texts with the words before them. White space stays what it is: it says nothing.
    pub(crate) fn before<'t>(&self, texts: &[&'t str], purpose: Purpose) -> Vec<Cow<'t, str>> {
        let prefix = match purpose {
            Purpose::Document => &self.document,
            Purpose::Query => &self.query,
        };
        let with_prefix = |text: &&'t str| match prefix.is_empty() || text.trim().is_empty() {
            true => Cow::Borrowed(*text),
            false => Cow::Owned(format!("{prefix}{text}")),
        };
        texts.iter().map(with_prefix).collect()
    }

    /// A mark in the identity of an embedder whose documents have words before them; empty if they have not.
    pub(crate) fn mark(&self) -> String {
        if self.document.is_empty() {
            return String::new();
        }
        let digest = Sha256::digest(&self.document);
        let start = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
        format!("+{start:08x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_purpose_go_before_each_text_that_says_something() {
        let e5 = Prefixes::e5();
        assert_eq!(
            e5.before(&["a", " "], Purpose::Document),
            ["passage: a", " "]
        );
        assert_eq!(e5.before(&["a"], Purpose::Query), ["query: a"]);
        assert_eq!(Prefixes::default().before(&["a"], Purpose::Query), ["a"]);
    }

    #[test]
    fn only_what_changes_the_stored_vectors_changes_the_identity() {
        assert_eq!(Prefixes::default().mark(), "");
        assert_eq!(Prefixes::bge().mark(), "");
        assert_eq!(Prefixes::e5().mark().len(), 9);
    }
}
