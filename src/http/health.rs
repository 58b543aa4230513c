//! Whether the process is alive, and whether it can do its work.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use serde::Serialize;
use serde_json::{Value, json};
use vectorstore::VectorStore;

use crate::error::ApiError;
use crate::limits::READINESS_TIME_MAX;
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
    #[serde(skip_serializing_if = "Option::is_none")]
    tracing: Option<TracingStatus>,
}

/// `GET /healthz`: always OK, whatever else is broken; with `?verbose`, how the spans do.
pub(crate) fn alive(tracing: &StatusSource, RawQuery(query): RawQuery) -> Json<Alive> {
    let is_verbose = Query::of(query.as_deref()).has("verbose");
    let spans = is_verbose.then(|| tracing.now()).flatten();
    Json(Alive {
        status: "ok",
        spans: spans.map(|tracing| tracing.spans),
    })
}

/// `GET /health`: always OK, with the status of tracing.
pub(crate) fn health(tracing: &StatusSource) -> Json<Health> {
    Json(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
        tracing: tracing.now(),
    })
}

/// `GET /readyz`: OK if the vector store can answer. Changes nothing.
pub(crate) async fn ready(State(store): State<Arc<VectorStore>>) -> Result<Json<Value>, ApiError> {
    match tokio::time::timeout(READINESS_TIME_MAX, store.ready()).await {
        Ok(Ok(())) => Ok(Json(json!({ "status": "ok" }))),
        Ok(Err(source)) => Err(ApiError::NotReady { source }),
        Err(_) => Err(ApiError::ReadinessTimeout),
    }
}
