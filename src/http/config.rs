//! What can be configured.

use crate::status::StatusSource;

/// How the API behaves.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// Whether `/health`, `/healthz` and `/readyz` are recorded as spans. They are asked every few
    /// seconds.
    pub health_spans: bool,
    /// Whom to ask for the status of tracing.
    pub tracing: StatusSource,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            health_spans: true,
            tracing: StatusSource::default(),
        }
    }
}
