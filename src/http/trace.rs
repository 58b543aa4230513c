//! A span for every request.

mod future;
mod host;
mod request;
mod routes;

use std::sync::Arc;
use std::task::{Context, Poll};

use axum::http::Request;
use axum::response::Response;
use tower_layer::Layer;
use tower_service::Service;

pub use future::TraceFuture;

use crate::config::HttpConfig;
use routes::Routes;

/// Answers each request below a span that says what was asked and how it ended. Only the server's own failures are
/// errors: a client that sends nonsense is answered as it should be.
///
/// It belongs around a whole router: a layer inside of one is called through boxes, which cost as much as the span.
#[derive(Debug, Clone)]
pub struct TraceLayer {
    traced: Arc<Traced>,
}

/// What requests are traced by.
#[derive(Debug)]
struct Traced {
    config: HttpConfig,
    routes: Routes,
}

impl TraceLayer {
    /// A layer for a router with these routes, in the form that `axum` knows: `/jobs/{id}`, without a slash at the end.
    #[must_use]
    pub fn new(config: HttpConfig, routes: impl IntoIterator<Item = &'static str>) -> Self {
        let routes = Routes::new(routes);
        Self {
            traced: Arc::new(Traced { config, routes }),
        }
    }
}

impl<S> Layer<S> for TraceLayer {
    type Service = Trace<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Trace {
            inner,
            traced: Arc::clone(&self.traced),
        }
    }
}

/// A service whose requests are traced: see [`TraceLayer`].
#[derive(Debug, Clone)]
pub struct Trace<S> {
    inner: S,
    traced: Arc<Traced>,
}

impl<S, B> Service<Request<B>> for Trace<S>
where
    S: Service<Request<B>, Response = Response>,
{
    type Response = Response;
    type Error = S::Error;
    type Future = TraceFuture<S::Future>;

    fn poll_ready(&mut self, task: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(task)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let span = request::start(&request, &self.traced);
        // What the inner service does before its future is polled belongs to the request too.
        let inner = match &span {
            Some(span) => span.within_blocking(|| self.inner.call(request)),
            None => self.inner.call(request),
        };
        TraceFuture::new(inner, span)
    }
}
