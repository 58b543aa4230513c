//! Manifests from web servers.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{StatusCode, Url, redirect};
use semconv::attributes::HttpRequestMethod;
use semconv::http;

use crate::error::FetchError;
use crate::limits::{FILE_BYTES_MAX, REDIRECTS_MAX, URL_TIMEOUT_SECONDS_MAX};
use crate::source::redacted;

/// An HTTP client that is set up when the first URL is read: whoever reads files needs no TLS.
#[derive(Default)]
pub(crate) struct Client(OnceLock<reqwest::Client>);

impl Client {
    /// The body of the answer to a GET.
    pub(crate) async fn fetch(&self, url: &Url) -> Result<Vec<u8>, FetchError> {
        let client = self.ready()?;
        let span = http::ClientRequest {
            http_request_method: HttpRequestMethod::Get,
            url_full: redacted(url).as_str(),
            server_address: url.host_str().unwrap_or_default(),
            server_port: url.port_or_known_default().unwrap_or_default().into(),
        }
        .start();
        let mut headers = HeaderMap::new();
        span.inject(&mut headers);
        let request = client.get(url.clone()).headers(headers);
        span.scope(async {
            let response = request.send().await.map_err(transport)?;
            span.set_http_response_status_code(response.status().as_u16());
            body(response).await
        })
        .await
    }

    fn ready(&self) -> Result<&reqwest::Client, FetchError> {
        if let Some(client) = self.0.get() {
            return Ok(client);
        }
        // Without a provider the client's builder panics, even for plain http.
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            return Err(FetchError::NoTls);
        }
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(URL_TIMEOUT_SECONDS_MAX))
            .redirect(redirect::Policy::limited(REDIRECTS_MAX))
            .user_agent(concat!("cluster-whisperer/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(FetchError::Client)?;
        Ok(self.0.get_or_init(|| client))
    }
}

async fn body(mut response: reqwest::Response) -> Result<Vec<u8>, FetchError> {
    if response.status() != StatusCode::OK {
        return Err(FetchError::Status(response.status()));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(transport)? {
        if (body.len() + chunk.len()) as u64 > FILE_BYTES_MAX {
            return Err(FetchError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The URL in the error's own text may carry credentials.
fn transport(error: reqwest::Error) -> FetchError {
    FetchError::Transport(error.without_url())
}
