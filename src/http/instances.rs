//! `POST /api/v1/instances/sync`: what changed in a cluster.

mod payload;

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use knowledge::Collection;
use serde_json::json;
use vectorstore::{StoreError, VectorStore};

use crate::aside::aside;
use crate::body::Payload;
use crate::error::ApiError;
use crate::limits::UPSERTS_INLINE_MAX;
use payload::Changes;

/// How much a valid sync or scan asks for; goes out with the response, for the span of the request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SyncCounts {
    pub(crate) upserts: usize,
    pub(crate) deletes: usize,
}

/// Deletes, then stores. An id that is both deleted and stored ends up stored, and a sync can be sent again safely.
pub(crate) async fn sync(
    State(store): State<Arc<VectorStore>>,
    Payload(changes): Payload<Changes>,
) -> Result<Response, ApiError> {
    let counts = SyncCounts {
        upserts: changes.upserts.len(),
        deletes: changes.deletes.len(),
    };
    let answer = apply(store, changes).await.map(|()| {
        Json(json!({ "status": "ok", "upserted": counts.upserts, "deleted": counts.deletes }))
    });
    Ok((Extension(counts), answer).into_response())
}

/// One change: on the embedded store all of it is done, or nothing.
async fn apply(store: Arc<VectorStore>, changes: Changes) -> Result<(), ApiError> {
    let is_large = changes.upserts.len() > UPSERTS_INLINE_MAX;
    let apply = async move {
        let Changes { upserts, deletes } = &changes;
        let applied = store.apply(Collection::Instances, deletes, upserts).await;
        let Err(StoreError::NotInitialized { collection }) = applied else {
            return applied;
        };
        // It was there when the server began: somebody deleted it on the server of the store. Every sync would fail until
        // a restart.
        store.initialize(collection).await?;
        store.apply(collection, deletes, upserts).await
    };
    let applied = if is_large {
        aside(apply).await?
    } else {
        apply.await
    };
    applied?;
    Ok(())
}
