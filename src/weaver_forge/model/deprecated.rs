use serde::Serialize;

/// Why something should no longer be used, and what replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Deprecated {
    /// It has a new name.
    Renamed {
        /// The new name.
        renamed_to: String,
        /// The author's words, or "Replaced by `renamed_to`.".
        note: String,
    },
    /// Nothing replaces it.
    Obsoleted {
        /// The author's words, or "Obsoleted.".
        note: String,
    },
    /// Anything the other reasons do not cover.
    Uncategorized {
        /// The author's words, or "Uncategorized.".
        note: String,
    },
    /// A bare text, the form of old registries.
    Unspecified {
        /// The text.
        note: String,
    },
}

impl Deprecated {
    /// The reasons a structured deprecation may give.
    pub(crate) const REASONS: &[&str] = &["renamed", "obsoleted", "uncategorized"];

    /// What to tell whoever still uses it.
    pub fn note(&self) -> &str {
        match self {
            Self::Renamed { note, .. }
            | Self::Obsoleted { note }
            | Self::Uncategorized { note }
            | Self::Unspecified { note } => note,
        }
    }
}
