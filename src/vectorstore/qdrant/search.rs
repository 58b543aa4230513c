//! Searching.

use knowledge::Collection;
use serde::Deserialize;
use serde_json::json;

use super::QdrantBackend;
use super::condition::{filter, passing};
use super::points::Point;
use crate::error::StoreError;
use crate::remote::{Asked, TIES_MAX, closest_first, in_order, is_mute, page_of};
use crate::search::{Found, SearchHit, SearchOptions};

#[derive(Debug, Deserialize)]
struct Ranked {
    points: Vec<Point>,
}

impl QdrantBackend {
    /// The documents that contain all keywords and pass the filter, by id.
    pub(super) async fn filter(
        &self,
        collection: Collection,
        keywords: &[&str],
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        let condition = options.filter.to_condition();
        let passing = passing(condition.as_ref(), keywords, false);
        if passing == Asked::Never {
            self.found(collection).await?;
            return Ok(Found::default());
        }
        let filter = filter(passing);
        let name = collection.as_str();
        let mut ids = self.read_ids(collection, name, filter.as_ref()).await?;
        let total = ids.len();
        let page = page_of(&mut ids, options);
        let documents = self.read_documents(collection, page).await?;
        Ok(in_order(page, documents, options.offset, total))
    }

    /// The documents closest to `vector`.
    pub(super) async fn query(
        &self,
        collection: Collection,
        vector: &[f32],
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        let note = self.found(collection).await?;
        self.check(collection, &note)?;
        let keywords: Vec<&str> = options.keyword.as_deref().into_iter().collect();
        let condition = options.filter.to_condition();
        let passing = passing(condition.as_ref(), &keywords, true);
        if is_mute(vector) || passing == Asked::Never {
            return Ok(Found::default());
        }
        let filter = filter(passing);
        let total = self.read_count(collection, filter.as_ref()).await?;
        let wanted = options.limit.unwrap_or(usize::MAX);
        let wanted = wanted.saturating_add(options.offset).min(total);
        if wanted <= options.offset {
            return Ok(Found::page(Vec::new(), options.offset, total));
        }
        let body = json!({
            "query": vector,
            "limit": wanted.saturating_add(TIES_MAX).min(total),
            "filter": filter,
            "with_payload": true,
            "with_vector": false,
        });
        let name = collection.as_str();
        let ranked: Ranked = self.ask(collection, name, "query", &body).await?;
        let hit = |point: Point| {
            let score = point.score;
            let document = point.into_document()?;
            Some(SearchHit { document, score })
        };
        let mut hits: Vec<SearchHit> = ranked.points.into_iter().filter_map(hit).collect();
        hits.sort_by(closest_first);
        hits.truncate(wanted);
        hits.drain(..options.offset.min(hits.len()));
        Ok(Found::page(hits, options.offset, total))
    }
}
