//! Which path leads where.

use std::sync::Arc;

use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;
use vectorstore::VectorStore;

use crate::access::{self, Demand, Role};
use crate::admission::{Admission, admit};
use crate::config::HttpConfig;
use crate::error::ApiError;
use crate::limits::COMPRESSED_BYTES_MIN;
use crate::trace::TraceLayer;
use crate::{body, capabilities, health, instances, jobs, panics, request_id, search};

/// How does the service do?
pub(crate) const HEALTH: &str = "/health";

/// Is the process alive?
pub(crate) const HEALTHZ: &str = "/healthz";

/// Can it do its work?
pub(crate) const READYZ: &str = "/readyz";

/// What became of accepted work.
pub(crate) const JOBS: &str = "/api/v1/jobs";

const JOB: &str = "/api/v1/jobs/{id}";
const SYNC_INSTANCES: &str = "/api/v1/instances/sync";
const SCAN_CAPABILITIES: &str = "/api/v1/capabilities/scan";
const SEARCH: &str = "/api/v1/search";

type Methods = MethodRouter<Arc<VectorStore>>;

/// The API over `store`, whose collections must be initialized.
pub fn router(store: Arc<VectorStore>, config: HttpConfig) -> Router {
    let mut routes = Routes {
        router: Router::new(),
        config: config.clone(),
        admission: Admission::new(config.request_time_max),
    };
    let (alive, status) = (config.tracing.clone(), config.tracing.clone());
    routes.open(HEALTH, get(async move || health::health(&status)));
    routes.open(
        HEALTHZ,
        get(async move |query| health::alive(&alive, query)),
    );
    routes.open(READYZ, get(health::ready));
    routes.bounded(SYNC_INSTANCES, Role::Writer, post(instances::sync));
    routes.bounded(SEARCH, Role::Reader, post(search::search));
    if let Some(scans) = config.scans.clone() {
        let mut add = |path, role, methods: Methods| {
            routes.bounded(path, role, methods.layer(Extension(scans.clone())));
        };
        add(SCAN_CAPABILITIES, Role::Writer, post(capabilities::scan));
        add(JOBS, Role::Reader, get(jobs::list));
        add(JOB, Role::Reader, get(jobs::one));
    }
    let compression = CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(SizeAbove::new(COMPRESSED_BYTES_MIN));
    routes
        .router
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(from_fn(body::refuse_oversized))
        .layer(compression)
        .layer(from_fn(panics::catch))
        .layer(from_fn(request_id::assign))
        .layer(TraceLayer::new(config))
        .with_state(store)
}

/// The routes so far.
struct Routes {
    router: Router<Arc<VectorStore>>,
    config: HttpConfig,
    admission: Admission,
}

impl Routes {
    /// A route for everybody, that is always answered.
    fn open(&mut self, path: &str, methods: Methods) {
        let router = std::mem::take(&mut self.router);
        // With and without a slash at its end.
        self.router = router
            .route(&format!("{path}/"), methods.clone())
            .route(path, methods);
    }

    /// A route for those who have a role, that is answered when there is a place.
    fn bounded(&mut self, path: &str, role: Role, methods: Methods) {
        let demand = Demand {
            tokens: self.config.tokens.clone(),
            role,
        };
        let methods = methods
            .route_layer(from_fn_with_state(self.admission.clone(), admit))
            .route_layer(from_fn_with_state(demand, access::check));
        self.open(path, methods);
    }
}
