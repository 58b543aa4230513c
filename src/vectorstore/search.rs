//! What can be asked of a collection, and what it answers.

use knowledge::Document;

use crate::limits::HITS_DEFAULT;

/// Which documents a search may return, and how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchOptions {
    /// At most this many hits; `None` for all.
    pub limit: Option<usize>,
    /// What the metadata of a hit must be.
    pub filter: Filter,
    /// What the text of a hit must contain, case-sensitively; an empty keyword is the same as none.
    pub keyword: Option<String>,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            limit: Some(HITS_DEFAULT),
            filter: Filter::default(),
            keyword: None,
        }
    }
}

/// Values that the metadata of a document must have; what is `None` does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Metadata `kind`.
    pub kind: Option<String>,
    /// Metadata `apiGroup`; the core group is the empty string.
    pub api_group: Option<String>,
    /// Metadata `namespace`.
    pub namespace: Option<String>,
    /// Metadata `complexity`.
    pub complexity: Option<String>,
}

impl Filter {
    /// The metadata keys that can be filtered by.
    pub const KEYS: [&str; 4] = ["kind", "apiGroup", "namespace", "complexity"];

    /// The wanted value of each of [`KEYS`](Self::KEYS).
    #[must_use]
    pub fn values(&self) -> [Option<&str>; Self::KEYS.len()] {
        let Self {
            kind,
            api_group,
            namespace,
            complexity,
        } = self;
        [
            kind.as_deref(),
            api_group.as_deref(),
            namespace.as_deref(),
            complexity.as_deref(),
        ]
    }
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// The document as it was stored.
    pub document: Document,
    /// Cosine similarity to the query, from -1 to 1, higher is closer; `None` for a hit that was not ranked.
    pub score: Option<f32>,
}
