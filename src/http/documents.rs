//! `GET /api/v1/documents/{id}`: one document as it is stored.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use knowledge::{Collection, Metadata};
use serde::Serialize;
use vectorstore::VectorStore;

use crate::body::{self, Json as Value};
use crate::error::ApiError;
use crate::issues::Issues;
use crate::query::Query;

/// A document, and where it is.
#[derive(Debug, Serialize)]
pub(crate) struct DocumentAnswer {
    status: &'static str,
    collection: Collection,
    id: String,
    text: String,
    metadata: Metadata,
}

/// The document with this id, in the collection that the query names, or else in the first one that has it.
pub(crate) async fn one(
    State(store): State<Arc<VectorStore>>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Result<Json<DocumentAnswer>, ApiError> {
    // An id that is not UTF-8.
    let Path(id) = path.map_err(|_| ApiError::NoSuchDocument)?;
    let named = named(&Query::of(query.as_deref()))?;
    let ids = [id];
    for collection in Collection::ALL {
        if named.is_some_and(|named| named != collection) {
            continue;
        }
        if let Some(document) = store.get(collection, &ids).await?.pop() {
            return Ok(Json(DocumentAnswer {
                status: "ok",
                collection,
                id: document.id,
                text: document.text,
                metadata: document.metadata,
            }));
        }
    }
    Err(ApiError::NoSuchDocument)
}

/// The collection that is asked for.
fn named(query: &Query) -> Result<Option<Collection>, ApiError> {
    let mut issues = Issues::default();
    let name = query.get("collection").map(str::to_owned).map(Value::Text);
    let collections = Collection::ALL.map(|collection| (collection.as_str(), collection));
    let collection = issues.at_key("collection", |issues| {
        body::choice(name, &collections, issues)
    });
    let collection = issues.unless_any(collection);
    collection.map_err(|issues| ApiError::InvalidPayload { issues })
}
