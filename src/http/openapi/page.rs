//! The page that reads the description and can send requests. It needs nothing from anywhere else.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page and the policy that lets nothing but itself run in it.
static WHOLE: LazyLock<(Bytes, HeaderValue)> = LazyLock::new(|| {
    let page = PAGE
        .replace("/* style */", STYLE)
        .replace("/* script */", SCRIPT);
    let digest = |text: &str| STANDARD.encode(Sha256::digest(text));
    let policy = format!(
        "default-src 'none'; connect-src 'self'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
        digest(STYLE),
        digest(SCRIPT)
    );
    let nothing = HeaderValue::from_static("default-src 'none'");
    (
        page.into(),
        HeaderValue::from_str(&policy).unwrap_or(nothing),
    )
});

/// `GET /docs`.
pub(crate) async fn page() -> Response {
    let (page, policy) = &*WHOLE;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (header::CONTENT_SECURITY_POLICY, policy.clone()),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
    ];
    (headers, page.clone()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_whole_and_asks_nobody_else() {
        let page = std::str::from_utf8(&WHOLE.0).unwrap();
        assert!(page.contains(STYLE) && page.contains(SCRIPT));
        for elsewhere in ["http://", "https://", "src=", "@import", "url("] {
            assert!(!page.contains(elsewhere), "{elsewhere}");
        }
        assert!(WHOLE.1.to_str().unwrap().contains("script-src 'sha256-"));
    }
}
