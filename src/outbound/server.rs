//! Where requests go, and how that is shown.

use std::sync::Arc;

use reqwest::Url;

use crate::config::ClientConfig;
use crate::error::{CallError, ClientError};
use crate::request::Request;

/// Where requests go.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    base: Url,
    /// All of it that may be shown: scheme, host and port.
    pub(crate) shown: Arc<str>,
    pub(crate) address: String,
    pub(crate) port: u16,
}

impl Server {
    pub(crate) fn new(config: &ClientConfig) -> Result<Self, ClientError> {
        let base = &config.base;
        let shown = public(base);
        if !matches!(base.scheme(), "http" | "https") {
            return Err(ClientError::Scheme {
                found: base.scheme().to_owned(),
            });
        }
        if !base.username().is_empty() || base.password().is_some() {
            return Err(ClientError::Credentials {
                server: shown,
                setting: config.key_setting,
            });
        }
        let mut base = base.clone();
        base.set_fragment(None);
        Ok(Self {
            // Brackets belong to the URL, not to the address.
            address: base
                .host_str()
                .unwrap_or_default()
                .trim_matches(['[', ']'])
                .to_owned(),
            // Both schemes have a port.
            port: base.port_or_known_default().unwrap_or_default(),
            base,
            shown,
        })
    }

    pub(crate) fn is_https(&self) -> bool {
        self.base.scheme() == "https"
    }

    /// The URL that a request goes to.
    pub(crate) fn url(&self, request: &Request) -> Result<Url, CallError> {
        let mut url = self.base.clone();
        if !request.path.is_empty() {
            // These would be taken for a step in the path: the request would go somewhere else.
            if let Some(step) = request.path.iter().find(|it| is_step(it)) {
                return Err(CallError::Path {
                    segment: step.clone(),
                });
            }
            if let Ok(mut segments) = url.path_segments_mut() {
                segments.pop_if_empty().extend(&request.path);
            }
        }
        if !request.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&request.query);
        }
        Ok(url)
    }
}

fn is_step(segment: &str) -> bool {
    matches!(segment, "" | "." | "..")
}

/// Scheme, host and port: all of a URL that may be shown.
pub(crate) fn public(url: &Url) -> Arc<str> {
    url.origin().ascii_serialization().into()
}

/// The URL without query, fragment, user name and password.
pub(crate) fn recorded(url: &Url) -> Url {
    let mut recorded = url.clone();
    recorded.set_query(None);
    recorded.set_fragment(None);
    recorded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(base: &str) -> Result<Server, ClientError> {
        Server::new(&ClientConfig::new(base.parse().unwrap()))
    }

    fn url(base: &str, request: &Request) -> String {
        server(base).unwrap().url(request).unwrap().to_string()
    }

    #[test]
    fn paths_and_queries_come_after_those_of_the_base() {
        let request = Request::get("/api/v2/collections")
            .segment("a/b c%20")
            .query("limit", "1&2");
        let path = "api/v2/collections/a%2Fb%20c%2520";
        for base in ["http://[::1]:8000", "http://[::1]:8000/"] {
            assert_eq!(
                url(base, &request),
                format!("http://[::1]:8000/{path}?limit=1%262")
            );
        }
        assert_eq!(
            url("https://example.org/chroma/?v=1", &request),
            format!("https://example.org/chroma/{path}?v=1&limit=1%262")
        );
        assert_eq!(
            url("https://example.org/a.yaml?v=1#x", &Request::get("")),
            "https://example.org/a.yaml?v=1"
        );
    }

    #[test]
    fn a_segment_that_leads_elsewhere_is_refused() {
        for segment in ["", ".", ".."] {
            let request = Request::delete("collections").segment(segment);
            let error = server("http://a").unwrap().url(&request).unwrap_err();
            assert!(matches!(error, CallError::Path { .. }), "{error}");
        }
    }

    #[test]
    fn an_address_has_neither_brackets_nor_a_hidden_port() {
        let server = server("https://[::1]/x").unwrap();
        assert_eq!((server.address.as_str(), server.port), ("::1", 443));
        assert_eq!(&*server.shown, "https://[::1]");
    }

    #[test]
    fn credentials_in_a_url_are_refused_without_repeating_them() {
        for base in [
            "http://me:hunter2@example.org/x?k=hunter2",
            "http://hunter2@example.org:80",
        ] {
            let error = server(base).unwrap_err().to_string();
            assert!(error.contains("http://example.org"), "{error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
        assert!(server("ftp://example.org").is_err());
    }
}
