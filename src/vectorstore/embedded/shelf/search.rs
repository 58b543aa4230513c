//! Searching a collection.

use super::{Content, Shelf};
use crate::embedded::file::StoreFile;
use crate::embedded::index::{Index, Restriction};
use crate::embedded::kernel::{dot, is_zero, normalise};
use crate::embedded::ranking::Scored;
use crate::error::StoreError;
use crate::search::{Found, SearchOptions};

/// Of an approximate search, so many times the hits wanted are compared exactly.
const RERANKED_PER_HIT: usize = 4;

/// Of an approximate search, at least so many candidates are compared exactly.
const RERANKED_MIN: usize = 100;

impl Shelf {
    /// The documents closest to `query`.
    pub(in crate::embedded) fn nearest(
        &self,
        file: &StoreFile,
        mut query: Vec<f32>,
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        self.look(|Content { about, index }| {
            self.check_embedder(about)?;
            if is_zero(&query) {
                return Ok(Found::default());
            }
            normalise(&mut query);
            let keywords: Vec<&str> = options.keyword.as_deref().into_iter().collect();
            let restriction = Restriction {
                condition: options.filter.to_condition(),
                keywords: &keywords,
            };
            let candidates = index.comparable(&restriction);
            let total = candidates.iter().count();
            let wanted = options
                .limit
                .map_or(usize::MAX, |limit| limit.saturating_add(options.offset));
            let mut best = if index.is_exact() {
                index.nearest(&query, &candidates, wanted)
            } else {
                let some = wanted.saturating_mul(RERANKED_PER_HIT).max(RERANKED_MIN);
                let some = index.nearest(&query, &candidates, some);
                self.compared(file, index, &query, &some)?
            };
            best.truncate(wanted);
            let page = best.get(options.offset..).unwrap_or_default();
            Ok(Found::page(index.hits(page), options.offset, total))
        })
    }

    /// The candidates with exact scores, closest first.
    fn compared(
        &self,
        file: &StoreFile,
        index: &Index,
        query: &[f32],
        candidates: &[Scored],
    ) -> Result<Vec<Scored>, StoreError> {
        let slots = candidates
            .iter()
            .filter_map(|scored| Some((index.id(scored.slot)?, scored.slot)));
        let mut exact = Vec::with_capacity(candidates.len());
        file.vectors(self.collection, query.len(), slots, |slot, vector| {
            exact.push(Scored {
                score: dot(query, vector),
                slot,
            })
        })
        .map_err(self.failed("read"))?;
        let order = |left: &Scored, right: &Scored| {
            right
                .score
                .total_cmp(&left.score)
                .then_with(|| index.order(left.slot, right.slot))
        };
        exact.sort_unstable_by(order);
        Ok(exact)
    }

    /// The documents that contain all `keywords`, by id.
    pub(in crate::embedded) fn matching(
        &self,
        keywords: &[&str],
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        let restriction = Restriction {
            condition: options.filter.to_condition(),
            keywords,
        };
        self.look(|content| {
            Ok(content
                .index
                .matching(&restriction, options.offset, options.limit))
        })
    }
}
