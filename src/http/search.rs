//! `POST /api/v1/search`: finds documents by meaning, by keyword and by metadata.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::State;
use knowledge::{Collection, Complexity, Metadata};
use serde::Serialize;
use vectorstore::{Filter, HITS_DEFAULT, IndexState, SearchHit, SearchOptions, VectorStore};

use crate::body::{Fields, FromJson, Json, Payload, choice, integer, object, text};
use crate::error::ApiError;
use crate::issues::{Issue, Issues, Problem};
use crate::limits::{HITS_MAX, OFFSET_MAX, QUERY_BYTES_MAX};

/// What is searched for; at least one of `query` and `keyword` is there.
#[derive(Debug, PartialEq)]
pub(crate) struct SearchRequest {
    collection: Collection,
    query: Option<String>,
    options: SearchOptions,
}

/// What was found.
#[derive(Debug, Serialize)]
pub(crate) struct SearchAnswer {
    status: &'static str,
    collection: Collection,
    /// How complete the collection is.
    index: IndexState,
    count: usize,
    /// How many there are on all pages.
    total: usize,
    offset: usize,
    /// Whether there are more behind this page.
    cut: bool,
    results: Vec<SearchResult>,
}

/// A document that was found; without a score if it was found by keyword alone.
#[derive(Debug, Serialize)]
struct SearchResult {
    id: String,
    score: Option<f32>,
    text: String,
    metadata: Metadata,
}

/// Ranked by closeness to `query` if there is one, else by id.
pub(crate) async fn search(
    State(store): State<Arc<VectorStore>>,
    Payload(request): Payload<SearchRequest>,
) -> Result<Answer<SearchAnswer>, ApiError> {
    let SearchRequest {
        collection,
        query,
        options,
    } = request;
    let found = match query {
        Some(query) => store.search(collection, &query, &options).await?,
        None => store.keyword_search(collection, None, &options).await?,
    };
    let (total, cut, offset) = (found.total, found.cut, options.offset);
    let results: Vec<SearchResult> = found.into_iter().map(SearchResult::from).collect();
    Ok(Answer(SearchAnswer {
        status: "ok",
        collection,
        index: store.state(collection).await?,
        count: results.len(),
        total,
        offset,
        cut,
        results,
    }))
}

impl From<SearchHit> for SearchResult {
    fn from(SearchHit { document, score }: SearchHit) -> Self {
        Self {
            id: document.id,
            score,
            text: document.text,
            metadata: document.metadata,
        }
    }
}

impl FromJson for SearchRequest {
    fn from_json(body: Json) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        let request =
            object(Some(body), &mut issues).and_then(|fields| request(fields, &mut issues));
        issues.unless_any(request)
    }
}

fn request(mut fields: Fields, issues: &mut Issues) -> Option<SearchRequest> {
    let query = text_field(&mut fields, "query", issues);
    let keyword = text_field(&mut fields, "keyword", issues);
    let collections = Collection::ALL.map(|collection| (collection.as_str(), collection));
    let collection = fields.take("collection", issues, |value, issues| {
        choice(value, &collections, issues)
    });
    let kind = text_field(&mut fields, "kind", issues);
    let api_group = text_field(&mut fields, "apiGroup", issues);
    let namespace = text_field(&mut fields, "namespace", issues);
    let levels = Complexity::ALL.map(|level| (level.as_str(), level));
    let complexity = fields.take("complexity", issues, |value, issues| {
        choice(value, &levels, issues)
    });
    let limit = fields.take("limit", issues, |value, issues| {
        integer(value, 1..=HITS_MAX, issues)
    });
    let offset = fields.take("offset", issues, |value, issues| {
        integer(value, 0..=OFFSET_MAX, issues)
    });
    let query = query?.filter(|query| !query.trim().is_empty());
    let keyword = keyword?.filter(|keyword| !keyword.is_empty());
    if query.is_none() && keyword.is_none() {
        issues.add_saying(
            Problem::Custom,
            "At least one of query and keyword is required",
        );
    }
    let filter = Filter {
        kind: kind?,
        api_group: api_group?,
        namespace: namespace?,
        complexity: complexity?.map(|level| level.as_str().to_owned()),
        condition: None,
    };
    Some(SearchRequest {
        collection: collection?.unwrap_or(Collection::Capabilities),
        query,
        options: SearchOptions {
            limit: Some(limit?.unwrap_or(HITS_DEFAULT)),
            offset: offset?.unwrap_or(0),
            filter,
            keyword,
        },
    })
}

fn text_field(
    fields: &mut Fields,
    name: &'static str,
    issues: &mut Issues,
) -> Option<Option<String>> {
    fields.take(name, issues, |value, issues| {
        text(value, QUERY_BYTES_MAX, issues)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::body::json::tests::any_json;

    const KEYS: &[&str] = &[
        "query",
        "keyword",
        "collection",
        "kind",
        "apiGroup",
        "namespace",
        "complexity",
        "limit",
        "offset",
    ];

    proptest! {
        #[test]
        fn a_search_is_within_its_limits_or_refused_for_a_reason(body in any_json(KEYS)) {
            match SearchRequest::from_json(body) {
                Ok(request) => {
                    prop_assert!(request.query.is_some() || request.options.keyword.is_some());
                    prop_assert!((1..=HITS_MAX).contains(&request.options.limit.unwrap_or_default()));
                }
                Err(issues) => prop_assert!(!issues.is_empty()),
            }
        }
    }
}
