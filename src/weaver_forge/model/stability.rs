use serde::Serialize;

/// How settled a definition is
/// ([OTEP 232](https://github.com/open-telemetry/oteps/blob/main/text/0232-maturity-of-otel.md)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stability {
    /// No longer a level: `deprecated:` is a field of its own.
    Deprecated,
    /// Settled.
    Stable,
    /// In development; formerly spelt `experimental`.
    Development,
    /// Alpha.
    Alpha,
    /// Beta.
    Beta,
    /// Release candidate.
    ReleaseCandidate,
}

impl Stability {
    /// Every spelling a file may use.
    pub(crate) const WORDS: &[(&str, Stability)] = &[
        ("stable", Stability::Stable),
        ("development", Stability::Development),
        ("experimental", Stability::Development),
        ("alpha", Stability::Alpha),
        ("beta", Stability::Beta),
        ("release_candidate", Stability::ReleaseCandidate),
        ("deprecated", Stability::Deprecated),
    ];
}
