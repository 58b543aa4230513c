//! What can be configured.

/// How the API behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpConfig {
    /// Whether `/healthz` and `/readyz` are recorded as spans. They are asked every few seconds.
    pub health_spans: bool,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self { health_spans: true }
    }
}
