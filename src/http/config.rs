//! What can be configured.

use crate::access::Tokens;
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
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            health_spans: true,
            tracing: StatusSource::default(),
            scans: None,
            tokens: Tokens::default(),
        }
    }
}
