//! Which path leads where.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use tokio::sync::Semaphore;
use vectorstore::VectorStore;

use crate::config::HttpConfig;
use crate::error::ApiError;
use crate::limits::{REQUEST_TIME_MAX, REQUESTS_MAX, TURN_TIME_MAX};
use crate::trace::TraceLayer;
use crate::{health, instances, search};

/// How does the service do?
pub(crate) const HEALTH: &str = "/health";

/// Is the process alive?
pub(crate) const HEALTHZ: &str = "/healthz";

/// Can it do its work?
pub(crate) const READYZ: &str = "/readyz";

const SYNC_INSTANCES: &str = "/api/v1/instances/sync";
const SEARCH: &str = "/api/v1/search";

/// The API over `store`, whose collections must be initialized.
pub fn router(store: Arc<VectorStore>, config: HttpConfig) -> Router {
    let places = Arc::new(Semaphore::new(REQUESTS_MAX));
    let bounded = || middleware::from_fn_with_state(Arc::clone(&places), bound);
    let (alive, status) = (config.tracing.clone(), config.tracing.clone());
    let routes = [
        (HEALTH, get(async move || health::health(&status))),
        (
            HEALTHZ,
            get(async move |query| health::alive(&alive, query)),
        ),
        (READYZ, get(health::ready)),
        (SYNC_INSTANCES, post(instances::sync).route_layer(bounded())),
        (SEARCH, post(search::search).route_layer(bounded())),
    ];
    let router = routes
        .into_iter()
        .fold(Router::new(), |router, (path, method)| {
            lenient(router, path, method)
        });
    router
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(TraceLayer::new(config))
        .with_state(store)
}

/// Routes `path` with and without a slash at its end.
fn lenient(
    router: Router<Arc<VectorStore>>,
    path: &str,
    method: MethodRouter<Arc<VectorStore>>,
) -> Router<Arc<VectorStore>> {
    router
        .route(&format!("{path}/"), method.clone())
        .route(path, method)
}

/// Lets a request wait for its turn, refuses it if too many stay in progress, and gives up on one that takes too long.
async fn bound(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let Ok(Ok(_place)) = tokio::time::timeout(TURN_TIME_MAX, places.acquire()).await else {
        return ApiError::TooManyRequests.into_response();
    };
    let answer = tokio::time::timeout(REQUEST_TIME_MAX, next.run(request)).await;
    answer.unwrap_or_else(|_| ApiError::Timeout.into_response())
}
