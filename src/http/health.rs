//! Whether the process is alive, and whether it can do its work.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use vectorstore::VectorStore;

use crate::error::ApiError;
use crate::limits::READINESS_TIME_MAX;

/// `GET /healthz`: always OK, whatever else is broken.
pub(crate) async fn alive() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}

/// `GET /readyz`: OK if the vector store can answer. Changes nothing.
pub(crate) async fn ready(State(store): State<Arc<VectorStore>>) -> Result<Json<Value>, ApiError> {
    match tokio::time::timeout(READINESS_TIME_MAX, store.ready()).await {
        Ok(Ok(())) => Ok(Json(json!({ "status": "ok" }))),
        Ok(Err(source)) => Err(ApiError::NotReady { source }),
        Err(_) => Err(ApiError::ReadinessTimeout),
    }
}
