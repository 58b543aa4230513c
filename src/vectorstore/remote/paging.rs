//! Pages in an order that the servers do not know.

use std::collections::BTreeMap;

use knowledge::Document;

use crate::search::{Found, SearchHit, SearchOptions};

/// The ids of the page that `options` ask for, of all that there are; they are ordered here.
pub(crate) fn page_of<'i>(ids: &'i mut [String], options: &SearchOptions) -> &'i [String] {
    ids.sort_unstable();
    let begin = options.offset.min(ids.len());
    let limit = options.limit.unwrap_or(usize::MAX);
    let end = begin.saturating_add(limit).min(ids.len());
    &ids[begin..end]
}

/// The documents in the order of `ids`, as an answer to a search that does not rank.
pub(crate) fn in_order(
    ids: &[String],
    documents: Vec<Document>,
    offset: usize,
    total: usize,
) -> Found {
    let mut by_id: BTreeMap<String, Document> = documents
        .into_iter()
        .map(|document| (document.id.clone(), document))
        .collect();
    let hits = ids.iter().filter_map(|id| by_id.remove(id));
    let hits = hits.map(|document| SearchHit {
        document,
        score: None,
    });
    Found::page(hits.collect(), offset, total)
}

/// The order of a ranking: by score, and equals by id.
pub(crate) fn closest_first(left: &SearchHit, right: &SearchHit) -> std::cmp::Ordering {
    let score = |hit: &SearchHit| hit.score.unwrap_or(f32::NEG_INFINITY);
    score(right)
        .total_cmp(&score(left))
        .then_with(|| left.document.id.cmp(&right.document.id))
}
