//! Which path leads where.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;
use tower_layer::Layer;
use vectorstore::VectorStore;

use crate::access::{self, Demand, Role, Tokens};
use crate::admission::{Admission, admit};
use crate::config::HttpConfig;
use crate::error::ApiError;
use crate::limits::COMPRESSED_BYTES_MIN;
use crate::openapi::{self, Description};
use crate::scans::Scans;
use crate::trace::{Trace, TraceLayer};
use crate::{body, capabilities, documents, health, instances, jobs, panics, request_id, search};

/// How does the service do?
pub(crate) const HEALTH: &str = "/health";

/// Is the process alive?
pub(crate) const HEALTHZ: &str = "/healthz";

/// Can it do its work?
pub(crate) const READYZ: &str = "/readyz";

/// What became of accepted work.
pub(crate) const JOBS: &str = "/api/v1/jobs";

const OPENAPI: &str = "/openapi.json";
const DOCS: &str = "/docs";
const JOB: &str = "/api/v1/jobs/{id}";
const SYNC_INSTANCES: &str = "/api/v1/instances/sync";
const SCAN_CAPABILITIES: &str = "/api/v1/capabilities/scan";
/// Ids have slashes in them, which may be percent-encoded or not.
const DOCUMENT: &str = "/api/v1/documents/{*id}";
const SEARCH: &str = "/api/v1/search";

type Methods = MethodRouter<Arc<VectorStore>>;

/// The API over `store`, whose collections must be initialized.
pub fn router(store: Arc<VectorStore>, config: HttpConfig) -> Trace<Router> {
    let routes = Routes::of(&config);
    let compression = CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(SizeAbove::new(COMPRESSED_BYTES_MIN));
    let router = routes
        .router
        .fallback(async || ApiError::NotFound)
        // Clients know no other answer than 404 here; what is allowed is said by the header.
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(from_fn(body::refuse_oversized))
        .layer(compression)
        .layer(from_fn(panics::catch))
        .layer(from_fn(request_id::assign))
        .with_state(store);
    TraceLayer::new(config, routes.templates).layer(router)
}

/// The routes so far.
struct Routes {
    router: Router<Arc<VectorStore>>,
    templates: Vec<&'static str>,
    paths: BTreeSet<String>,
    tokens: Tokens,
    admission: Admission,
}

impl Routes {
    /// All that there are.
    fn of(config: &HttpConfig) -> Self {
        let mut routes = Self {
            router: Router::new(),
            templates: Vec::new(),
            paths: BTreeSet::new(),
            tokens: config.tokens.clone(),
            admission: Admission::new(config.request_time_max),
        };
        health_routes(&mut routes, config);
        routes.bounded(SYNC_INSTANCES, Role::Writer, post(instances::sync));
        routes.bounded(SEARCH, Role::Reader, post(search::search));
        routes.bounded(DOCUMENT, Role::Reader, get(documents::one));
        if let Some(scans) = &config.scans {
            scan_routes(&mut routes, scans);
        }
        routes.open(DOCS, get(openapi::page));
        routes.paths.insert(OPENAPI.to_owned());
        let description = Description::of(|path| routes.paths.contains(path));
        routes.open(OPENAPI, get(async move || description.answer()));
        routes
    }

    /// A route for everybody, that is always answered.
    fn open(&mut self, path: &'static str, methods: Methods) {
        self.templates.push(path);
        let mut router = std::mem::take(&mut self.router);
        // With and without a slash at its end, unless that belongs to what the path names.
        if !path.ends_with("*id}") {
            router = router.route(&format!("{path}/"), methods.clone());
        }
        self.router = router.route(path, methods);
        self.paths.insert(path.replace("{*", "{"));
    }

    /// A route for those who have a role, that is answered when there is a place.
    fn bounded(&mut self, path: &'static str, role: Role, methods: Methods) {
        let demand = Demand {
            tokens: self.tokens.clone(),
            role,
        };
        let methods = methods
            .route_layer(from_fn_with_state(self.admission.clone(), admit))
            .route_layer(from_fn_with_state(demand, access::check));
        self.open(path, methods);
    }
}

fn health_routes(routes: &mut Routes, config: &HttpConfig) {
    let (alive, status) = (config.tracing.clone(), config.tracing.clone());
    let health =
        async move |State(store): State<Arc<VectorStore>>| health::health(&status, &store).await;
    routes.open(HEALTH, get(health));
    routes.open(
        HEALTHZ,
        get(async move |query| health::alive(&alive, query)),
    );
    routes.open(READYZ, get(health::ready));
}

fn scan_routes(routes: &mut Routes, scans: &Scans) {
    let mut add = |path, role, methods: Methods| {
        routes.bounded(path, role, methods.layer(Extension(scans.clone())));
    };
    add(SCAN_CAPABILITIES, Role::Writer, post(capabilities::scan));
    add(JOBS, Role::Reader, get(jobs::list));
    add(JOB, Role::Reader, get(jobs::one));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_described_and_nothing_else() {
        let routes = Routes::of(&HttpConfig::default());
        let mut paths = routes.paths;
        // What scans need is more than this test has.
        paths.extend([SCAN_CAPABILITIES, JOBS, JOB].map(str::to_owned));
        let document = openapi::tests::document();
        let described = document["paths"].as_object().unwrap().keys().cloned();
        assert_eq!(described.collect::<BTreeSet<_>>(), paths);
    }
}
