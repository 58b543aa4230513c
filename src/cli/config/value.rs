//! What settings are set to.

use std::fmt::{self, Debug, Formatter};
use std::net::IpAddr;
use std::path::PathBuf;

use cluster::Source;
use reqwest::Url;

use super::tokens::Token;

/// What is shown of a secret.
const MASK: &str = "****";

/// A text that is handed to the server it is for, and shown to nobody.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    pub(super) const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, for the one it is meant for.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl Debug for Secret {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

/// The value of a setting, already of its kind.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// A text, or a word of a choice.
    Text(String),
    /// A text that is never shown.
    Secret(Secret),
    /// A URL.
    Url(Url),
    /// A file or a folder.
    Path(PathBuf),
    /// On or off.
    Switch(bool),
    /// A whole number.
    Number(u64),
    /// An address of this machine.
    Address(IpAddr),
    /// Words of a choice.
    List(Vec<String>),
    /// Where manifests come from.
    Sources(Vec<Source>),
    /// Who may call the API.
    Tokens(Vec<Token>),
}

impl Value {
    /// The value for people, without any secret.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Text(text) if text.is_empty() => "\"\"".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Secret(_) => MASK.to_owned(),
            Self::Url(url) => url.to_string(),
            Self::Path(path) => path.display().to_string(),
            Self::Switch(on) => on.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Address(address) => address.to_string(),
            Self::List(texts) => texts.join(", "),
            // Each shows itself without credentials.
            Self::Sources(sources) => {
                let each = sources.iter().map(Source::to_string);
                each.collect::<Vec<_>>().join(", ")
            }
            Self::Tokens(tokens) => {
                let each = tokens
                    .iter()
                    .map(|token| format!("{} ({}) {MASK}", token.name, token.role.as_str()));
                each.collect::<Vec<_>>().join(", ")
            }
        }
    }
}
