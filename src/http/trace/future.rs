//! A request on its way through the layers below.

use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::response::Response;
use pin_project_lite::pin_project;
use semconv::Failure;
use semconv::attributes::ErrorType;
use semconv::http::RequestSpan;

use crate::access::Caller;
use crate::error::ApiError;
use crate::instances::SyncCounts;
use crate::request_id::RequestId;

pin_project! {
    /// A request on its way through the layers below. Its span ends with the response, or when nobody waits for that
    /// any more.
    #[derive(Debug)]
    pub struct TraceFuture<F> {
        #[pin]
        inner: F,
        state: State,
    }
}

/// The span, until there is a response.
#[derive(Debug)]
struct State(Option<RequestSpan>);

/// The client went away before it had its answer.
#[derive(Debug, thiserror::Error)]
#[error("the client closed the connection before the response was there")]
struct Abandoned;

impl Failure for Abandoned {
    fn error_type(&self) -> ErrorType {
        ErrorType::Cancelled
    }
}

impl Drop for State {
    fn drop(&mut self) {
        if let Some(span) = &self.0 {
            span.fail(&Abandoned);
        }
    }
}

impl<F> TraceFuture<F> {
    pub(super) const fn new(inner: F, span: Option<RequestSpan>) -> Self {
        Self {
            inner,
            state: State(span),
        }
    }
}

impl<F, E> Future for TraceFuture<F>
where
    F: Future<Output = Result<Response, E>>,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        // Taken while it is polled: a panic is not the client's doing.
        let span = this.state.0.take();
        let polled = match &span {
            Some(span) => span.within_blocking(|| this.inner.poll(task)),
            None => this.inner.poll(task),
        };
        if polled.is_pending() {
            this.state.0 = span;
            return Poll::Pending;
        }
        let outcome = ready!(polled);
        if let Ok(response) = &outcome {
            end(span.as_ref(), response);
        }
        Poll::Ready(outcome)
    }
}

fn end(span: Option<&RequestSpan>, response: &Response) {
    if let Some(span) = span {
        span.set_http_response_status_code(response.status().as_u16());
        if let Some(counts) = response.extensions().get::<SyncCounts>() {
            span.set_upsert_count(counts.upserts);
            span.set_delete_count(counts.deletes);
        }
        if let Some(caller) = response.extensions().get::<Caller>() {
            span.set_user_id(&caller.name);
            span.set_user_roles(&[caller.role.as_str()]);
        }
    }
    if let Some(error) = failure(response) {
        let log = || {
            // Content of users may be in what the error says: of a field it can be left out.
            let class = error.error_type().as_str();
            let id = response.extensions().get::<RequestId>();
            tracing::error!(
                request_id = id.map(tracing::field::display),
                error = error as &(dyn Error + 'static),
                "request failed: {class}"
            );
        };
        match span {
            Some(span) => {
                span.fail(error);
                // Below the span, so that the record names it.
                span.within_blocking(log);
            }
            None => log(),
        }
    }
}

/// Why the server failed, if it did.
fn failure(response: &Response) -> Option<&ApiError> {
    let failed = response.status().is_server_error();
    failed
        .then(|| response.extensions().get::<Arc<ApiError>>())
        .flatten()
        .map(Arc::as_ref)
}
