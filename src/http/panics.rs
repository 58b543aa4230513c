//! A handler that panics costs its own request and nothing else.

use std::panic::AssertUnwindSafe;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use crate::error::ApiError;

/// Answers in the place of a handler that panicked.
pub(crate) async fn catch(request: Request, next: Next) -> Response {
    // Nothing that the handler may have left half-done is used again but behind locks, which say so.
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    answer.unwrap_or_else(|_| ApiError::Panic.into_response())
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_answered_in_json() {
        let broken = async || -> &'static str { panic!("this test panics on purpose") };
        let router = Router::new().route("/", get(broken)).layer(from_fn(catch));
        let request = Request::get("/").body(Body::empty()).unwrap();
        let answer = router.oneshot(request).await.unwrap();
        assert_eq!(answer.status(), 500);
        let body = to_bytes(answer.into_body(), 1000).await.unwrap();
        assert_eq!(body, r#"{"error":"Internal error"}"#);
    }
}
