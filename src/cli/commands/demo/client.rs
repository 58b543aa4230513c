//! A client of the API that hands its trace on.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::header::HeaderMap;
use semconv::attributes::{ErrorType, HttpRequestMethod};
use semconv::{Failure, http};
use serde_json::Value;

use crate::tls;

/// How long an answer may take.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(10);

pub(super) struct Client {
    http: reqwest::Client,
    server: SocketAddr,
}

#[derive(Debug, thiserror::Error)]
#[error("the server of the demo did not answer as it should")]
pub(super) struct RequestError(#[source] reqwest::Error);

impl Failure for RequestError {
    fn error_type(&self) -> ErrorType {
        if self.0.is_timeout() {
            ErrorType::Timeout
        } else {
            ErrorType::Unavailable
        }
    }
}

impl Client {
    pub(super) fn of(server: SocketAddr) -> anyhow::Result<Self> {
        // The client is built with TLS, though this server needs none.
        tls::provide()?;
        Ok(Self {
            http: reqwest::Client::builder()
                .timeout(ANSWER_TIME_MAX)
                .build()?,
            server,
        })
    }

    /// Posts JSON and returns the JSON that is answered.
    pub(super) async fn post(&self, path: &str, body: &Value) -> Result<Value, RequestError> {
        let url = format!("http://{}{path}", self.server);
        let span = http::ClientRequest {
            http_request_method: HttpRequestMethod::Post,
            url_full: &url,
            server_address: &self.server.ip().to_string(),
            server_port: self.server.port().into(),
        }
        .start();
        let mut headers = HeaderMap::new();
        span.inject(&mut headers);
        span.scope(async {
            let response = self
                .http
                .post(&url)
                .headers(headers)
                .json(body)
                .send()
                .await
                .map_err(RequestError)?;
            span.set_http_response_status_code(response.status().as_u16());
            response
                .error_for_status()
                .map_err(RequestError)?
                .json()
                .await
                .map_err(RequestError)
        })
        .await
    }
}
