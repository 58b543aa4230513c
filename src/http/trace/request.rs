//! What a request says of itself.

use axum::http::{Request, header};
use semconv::attributes::HttpRequestMethod;
use semconv::http::{self as spans, RequestSpan};

use crate::router::{HEALTH, HEALTHZ, READYZ};
use crate::trace::Traced;
use crate::trace::host::Host;

/// The server speaks plain HTTP; whatever ends TLS stands before it.
const SCHEME: &str = "http";

/// What the port is when the client does not say.
const SCHEME_PORT: u16 = 80;

/// Starts the span of a request; none for a health check that is to have none.
pub(super) fn start<B>(request: &Request<B>, traced: &Traced) -> Option<RequestSpan> {
    let route = traced.routes.find(request.uri().path());
    let is_health = matches!(route, Some(HEALTH | HEALTHZ | READYZ));
    if is_health && !traced.config.health_spans {
        return None;
    }
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
    if let Some(Host { name, port }) = host(request) {
        span.set_server_address(name);
        span.set_server_port(port.unwrap_or(SCHEME_PORT));
    }
    Some(span)
}

/// Whom the client believes to be talking to.
fn host<B>(request: &Request<B>) -> Option<Host<'_>> {
    if let Some(authority) = request.uri().authority() {
        return Host::parse(authority.as_str());
    }
    let header = request.headers().get(header::HOST)?;
    Host::parse(header.to_str().ok()?)
}
