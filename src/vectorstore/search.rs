//! What can be asked of a collection, and what it answers.

use knowledge::Document;

use crate::filter::Filter;
use crate::limits::HITS_DEFAULT;

/// Which documents a search may return, and how many.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchOptions {
    /// At most this many hits; `None` for all.
    pub limit: Option<usize>,
    /// So many hits are left out first: the pages before this one.
    pub offset: usize,
    /// What the metadata of a hit must be.
    pub filter: Filter,
    /// What the text of a hit must contain, case-sensitively; an empty keyword is the same as none.
    pub keyword: Option<String>,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            limit: Some(HITS_DEFAULT),
            offset: 0,
            filter: Filter::default(),
            keyword: None,
        }
    }
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// So many are left out first.
    pub offset: usize,
    /// At most so many are returned.
    pub limit: usize,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            offset: 0,
            limit: HITS_DEFAULT,
        }
    }
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// The document as it was stored.
    pub document: Document,
    /// Cosine similarity to the query, from -1 to 1, higher is closer, whatever the backend; `None` for a hit that was not
    /// ranked.
    pub score: Option<f32>,
}

/// A page of what was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The hits of the page.
    pub hits: Vec<SearchHit>,
    /// How many there are on all pages together: every document that passes filter and keyword, and that can be compared
    /// if the search ranks.
    pub total: usize,
    /// Whether there are more behind this page.
    pub cut: bool,
}

impl Found {
    /// The page that begins behind `offset` hits of `total`.
    #[must_use]
    pub fn page(hits: Vec<SearchHit>, offset: usize, total: usize) -> Self {
        let cut = offset.saturating_add(hits.len()) < total;
        Self { hits, total, cut }
    }
}

impl IntoIterator for Found {
    type Item = SearchHit;
    type IntoIter = std::vec::IntoIter<SearchHit>;

    fn into_iter(self) -> Self::IntoIter {
        self.hits.into_iter()
    }
}
