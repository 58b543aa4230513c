//! What can be configured.

use std::time::Duration;

use crate::access::Tokens;
use crate::limits::{REQUEST_TIME_MAX, SHUTDOWN_TIME_MAX};
use crate::scans::Scans;
use crate::status::StatusSource;

/// How the API behaves.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// Whether `/health`, `/healthz` and `/readyz` are recorded as spans. They are asked every few
    /// seconds.
    pub health_spans: bool,
    /// Whom to ask for the status of tracing.
    pub tracing: StatusSource,
    /// Who carries out scans; without it there are no routes for scans and jobs.
    pub scans: Option<Scans>,
    /// Who may call the API; without any, everybody may.
    pub tokens: Tokens,
    /// How long a request may take in all.
    pub request_time_max: Duration,
    /// How long requests and scans may go on after the server was told to stop.
    pub shutdown_time_max: Duration,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            health_spans: true,
            tracing: StatusSource::default(),
            scans: None,
            tokens: Tokens::default(),
            request_time_max: REQUEST_TIME_MAX,
            shutdown_time_max: SHUTDOWN_TIME_MAX,
        }
    }
}
