//! Who may do what, where that is restricted.

mod token;

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::ApiError;
pub use token::{InvalidToken, Role, Token, Tokens};

/// Who calls; goes out with the response, for the span of the request.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) name: Arc<str>,
    pub(crate) role: Role,
}

/// What a route demands.
#[derive(Debug, Clone)]
pub(crate) struct Demand {
    pub(crate) tokens: Tokens,
    pub(crate) role: Role,
}

/// Lets a request through whose token has the role; every request if no token is known at all.
pub(crate) async fn check(State(demand): State<Demand>, request: Request, next: Next) -> Response {
    let Demand { tokens, role } = demand;
    if tokens.is_empty() {
        return next.run(request).await;
    }
    let Some(caller) = bearer(request.headers()).and_then(|token| tokens.caller(token)) else {
        return ApiError::Unauthorized.into_response();
    };
    let response = if caller.role >= role {
        next.run(request).await
    } else {
        ApiError::Forbidden { needed: role }.into_response()
    };
    (Extension(caller), response).into_response()
}

/// The token of `Authorization: Bearer …`.
fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    let value = headers.get(header::AUTHORIZATION)?.as_bytes();
    let (scheme, token) = value.split_at_checked(b"Bearer ".len())?;
    scheme
        .eq_ignore_ascii_case(b"Bearer ")
        .then(|| token.trim_ascii())
}
