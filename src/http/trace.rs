//! A span for every request.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::http::uri::Authority;
use axum::middleware::Next;
use axum::response::Response;
use semconv::attributes::HttpRequestMethod;
use semconv::http as spans;

use crate::config::HttpConfig;
use crate::error::{ApiError, chain};
use crate::instances::SyncCounts;
use crate::router::{HEALTHZ, READYZ};

/// The server speaks plain HTTP; whatever ends TLS stands before it.
const SCHEME: &str = "http";

/// What the port is when the client does not say.
const SCHEME_PORT: u16 = 80;

/// Answers the request below a span that says what was asked and how it ended. Only the server's own failures are
/// errors: a client that sends nonsense is answered as it should be.
pub(crate) async fn trace(
    State(config): State<Arc<HttpConfig>>,
    request: Request,
    next: Next,
) -> Response {
    let route = route(&request).map(str::to_owned);
    let is_health = matches!(route.as_deref(), Some(HEALTHZ | READYZ));
    if is_health && !config.health_spans {
        let response = next.run(request).await;
        failure(&response).inspect(|error| log(error));
        return response;
    }
    let span = start(&request, route.as_deref());
    let response = span.within(next.run(request)).await;
    span.set_http_response_status_code(response.status().as_u16());
    if let Some(counts) = response.extensions().get::<SyncCounts>() {
        span.set_upsert_count(counts.upserts);
        span.set_delete_count(counts.deletes);
    }
    if let Some(error) = failure(&response) {
        span.fail(error);
        log(error);
    }
    response
}

/// The template that matched, in its form without a slash at the end.
fn route(request: &Request) -> Option<&str> {
    let path = request.extensions().get::<MatchedPath>()?.as_str();
    Some(path.strip_suffix('/').unwrap_or(path))
}

fn start(request: &Request, route: Option<&str>) -> spans::RequestSpan {
    let method = request.method().as_str();
    let known = HttpRequestMethod::from_value(method);
    // A client may well use the word that stands for all unknown methods.
    let known = known.filter(|method| *method != HttpRequestMethod::Other);
    let span = spans::Request {
        http_request_method: known.unwrap_or(HttpRequestMethod::Other),
        url_path: request.uri().path(),
        url_scheme: SCHEME,
    }
    .start_from(request.headers());
    if known.is_none() {
        span.set_http_request_method_original(method);
    }
    if let Some(route) = route {
        span.set_http_route(route);
    }
    if let Some(authority) = authority(request) {
        let host = authority.host();
        let address = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .unwrap_or(host);
        span.set_server_address(address);
        span.set_server_port(authority.port_u16().unwrap_or(SCHEME_PORT));
    }
    span
}

/// Whom the client believes to be talking to.
fn authority(request: &Request) -> Option<Authority> {
    let from_uri = request.uri().authority().cloned();
    from_uri.or_else(|| {
        request
            .headers()
            .get(header::HOST)?
            .to_str()
            .ok()?
            .parse()
            .ok()
    })
}

/// Why the server failed, if it did.
fn failure(response: &Response) -> Option<&ApiError> {
    let failed = response.status().is_server_error();
    failed
        .then(|| response.extensions().get::<Arc<ApiError>>())
        .flatten()
        .map(Arc::as_ref)
}

fn log(error: &ApiError) {
    tracing::error!("request failed: {}", chain(error));
}
