//! Searching.

use futures_util::future::try_join;
use knowledge::Collection;
use outbound::Method;
use serde_json::{Value, json};

use super::condition::{and, asked, contains};
use super::records::Ranked;
use super::{ChromaBackend, unreadable};
use crate::error::StoreError;
use crate::remote::{Asked, MUTE_KEY, TIES_MAX, closest_first, in_order, is_mute, page_of};
use crate::search::{Found, SearchHit, SearchOptions};

impl ChromaBackend {
    /// The documents that contain all keywords and pass the filter, by id.
    pub(super) async fn filter(
        &self,
        collection: Collection,
        keywords: &[&str],
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        let condition = asked(options.filter.to_condition().as_ref());
        let Some(passing) = passing(condition, contains(keywords)) else {
            self.known(collection).await?;
            return Ok(Found::default());
        };
        let mut ids = self.read_ids(collection, &passing).await?;
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
        let known = self.known(collection).await?;
        self.check(collection, &known)?;
        let condition = asked(options.filter.to_condition().as_ref());
        let keyword = contains(&options.keyword.as_deref().into_iter().collect::<Vec<_>>());
        if is_mute(vector) || condition == Asked::Never {
            return Ok(Found::default());
        }
        let (total, condition) = self.comparable(collection, condition, &keyword).await?;
        let wanted = options.limit.unwrap_or(usize::MAX);
        let wanted = wanted.saturating_add(options.offset).min(total);
        if wanted <= options.offset {
            return Ok(Found::page(Vec::new(), options.offset, total));
        }
        let mut body = passing(condition, keyword).unwrap_or_default();
        body["query_embeddings"] = json!([vector]);
        body["n_results"] = wanted.saturating_add(TIES_MAX).min(total).into();
        body["include"] = json!(["documents", "metadatas", "distances"]);
        let request = |id: &str| {
            self.request(Method::POST, &["collections", id, "query"])
                .json(&body)
        };
        let answer = self.ask_with_vectors("read", collection, request).await?;
        let ranked: Ranked = answer.json().map_err(unreadable(collection))?;
        let mut hits: Vec<SearchHit> = ranked
            .into_documents()
            .into_iter()
            .map(|(document, distance)| SearchHit {
                document,
                score: Some(1.0 - distance),
            })
            .collect();
        hits.sort_by(closest_first);
        hits.truncate(wanted);
        hits.drain(..options.offset.min(hits.len()));
        Ok(Found::page(hits, options.offset, total))
    }

    /// How many documents a ranking search can return, and the condition that keeps the others out.
    async fn comparable(
        &self,
        collection: Collection,
        condition: Asked,
        keyword: &Option<Value>,
    ) -> Result<(usize, Asked), StoreError> {
        let mute = json!({ "where": { MUTE_KEY: { "$eq": true } } });
        let heard = Asked::If(json!({ MUTE_KEY: { "$ne": true } }));
        if condition == Asked::Always && keyword.is_none() {
            let (mute, count) = try_join(
                self.read_ids(collection, &mute),
                self.read_count(collection),
            )
            .await?;
            let condition = if mute.is_empty() { condition } else { heard };
            return Ok((count.saturating_sub(mute.len()), condition));
        }
        let condition = Asked::all([condition, heard].into_iter(), and);
        let asked = passing(condition.clone(), keyword.clone()).unwrap_or_default();
        let ids = self.read_ids(collection, &asked).await?;
        Ok((ids.len(), condition))
    }
}

/// The part of a request that says which records pass; `None` if none can.
fn passing(condition: Asked, contains: Option<Value>) -> Option<Value> {
    let mut passing = json!({});
    match condition {
        Asked::Never => return None,
        Asked::Always => {}
        Asked::If(condition) => passing["where"] = condition,
    }
    if let Some(contains) = contains {
        passing["where_document"] = contains;
    }
    Some(passing)
}
