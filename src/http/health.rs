//! Whether the process is alive, and whether it can do its work.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use knowledge::Collection;
use serde::Serialize;
use vectorstore::VectorStore;

use crate::error::ApiError;
use crate::limits::{INDEX_TIME_MAX, READINESS_TIME_MAX};
use crate::query::Query;
use crate::status::{SpanCounters, StatusSource, TracingStatus};

/// What `GET /healthz` says.
#[derive(Debug, Serialize)]
pub(crate) struct Alive {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    spans: Option<SpanCounters>,
}

/// What `GET /health` says.
#[derive(Debug, Serialize)]
pub(crate) struct Health {
    status: &'static str,
    version: &'static str,
    index: IndexStates,
    #[serde(skip_serializing_if = "Option::is_none")]
    tracing: Option<TracingStatus>,
}

/// What `GET /readyz` says.
#[derive(Debug, Serialize)]
pub(crate) struct Ready {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<IndexStates>,
}

/// How complete each collection is: `empty`, `filling`, `ready`, or `unknown` if the store does not say.
type IndexStates = BTreeMap<Collection, &'static str>;

/// `GET /healthz`: always OK, whatever else is broken; with `?verbose`, how the spans do.
pub(crate) fn alive(tracing: &StatusSource, RawQuery(query): RawQuery) -> Json<Alive> {
    let is_verbose = Query::of(query.as_deref()).has("verbose");
    let spans = is_verbose.then(|| tracing.now()).flatten();
    Json(Alive {
        status: "ok",
        spans: spans.map(|tracing| tracing.spans),
    })
}

/// `GET /health`: always OK, with the status of tracing and of the index.
pub(crate) async fn health(tracing: &StatusSource, store: &VectorStore) -> Json<Health> {
    Json(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
        index: index(store).await,
        tracing: tracing.now(),
    })
}

/// `GET /readyz`: OK if the vector store can answer, however little is in it; with `?verbose`, how much that is. Changes
/// nothing.
pub(crate) async fn ready(
    State(store): State<Arc<VectorStore>>,
    RawQuery(query): RawQuery,
) -> Result<Json<Ready>, ApiError> {
    match tokio::time::timeout(READINESS_TIME_MAX, store.ready()).await {
        Ok(Ok(())) => {}
        Ok(Err(source)) => return Err(ApiError::NotReady { source }),
        Err(_) => return Err(ApiError::ReadinessTimeout),
    }
    let index = match Query::of(query.as_deref()).has("verbose") {
        true => Some(index(&store).await),
        false => None,
    };
    Ok(Json(Ready {
        status: "ok",
        index,
    }))
}

async fn index(store: &VectorStore) -> IndexStates {
    let mut states = IndexStates::new();
    for collection in Collection::ALL {
        let state = tokio::time::timeout(INDEX_TIME_MAX, store.state(collection)).await;
        let state = match state {
            Ok(Ok(state)) => state.as_str(),
            Ok(Err(_)) | Err(_) => "unknown",
        };
        states.insert(collection, state);
    }
    states
}
