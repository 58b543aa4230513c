//! A span for every request.

mod future;
mod host;
mod request;

use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::Response;
use tower_layer::Layer;
use tower_service::Service;

pub use future::TraceFuture;

use crate::config::HttpConfig;

/// Answers each request below a span that says what was asked and how it ended. Only the server's own failures are
/// errors: a client that sends nonsense is answered as it should be.
///
/// A layer of its own type rather than a function, so that a request costs no allocation for it.
#[derive(Debug, Clone)]
pub struct TraceLayer {
    config: Arc<HttpConfig>,
}

impl TraceLayer {
    /// A layer for the routes of a router: what a route is called is known only there.
    #[must_use]
    pub fn new(config: HttpConfig) -> Self {
        Self {
            config: Arc::new(config),
        }
    }
}

impl<S> Layer<S> for TraceLayer {
    type Service = Trace<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Trace {
            inner,
            config: Arc::clone(&self.config),
        }
    }
}

/// A service whose requests are traced: see [`TraceLayer`].
#[derive(Debug, Clone)]
pub struct Trace<S> {
    inner: S,
    config: Arc<HttpConfig>,
}

impl<S> Service<Request> for Trace<S>
where
    S: Service<Request, Response = Response>,
{
    type Response = Response;
    type Error = S::Error;
    type Future = TraceFuture<S::Future>;

    fn poll_ready(&mut self, task: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(task)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let span = request::start(&request, &self.config);
        // What the inner service does before its future is polled belongs to the request too.
        let inner = match &span {
            Some(span) => span.within_blocking(|| self.inner.call(request)),
            None => self.inner.call(request),
        };
        TraceFuture::new(inner, span)
    }
}
