use serde::{Deserialize, Serialize};

use super::SampleAttribute;
use crate::live_check::result::LiveCheckResult;

/// A span.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SampleSpan {
    /// The name.
    pub(crate) name: String,
    /// The kind.
    pub(crate) kind: Kind,
    /// How it ended.
    pub(crate) status: Option<Status>,
    /// Its attributes.
    #[serde(default)]
    pub(crate) attributes: Vec<SampleAttribute>,
    /// What happened during it.
    #[serde(default)]
    pub(crate) span_events: Vec<SampleSpanEvent>,
    /// The spans it is linked to.
    #[serde(default)]
    pub(crate) span_links: Vec<SampleSpanLink>,
    /// What was found about it.
    #[serde(skip_deserializing)]
    pub(crate) live_check_result: Option<LiveCheckResult>,
}

/// The kind of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Internal,
    Client,
    Server,
    Producer,
    Consumer,
}

/// How a span ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Status {
    /// Whether it succeeded.
    code: StatusCode,
    /// Why it did not.
    #[serde(default)]
    message: String,
}

/// Whether a span succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StatusCode {
    Unset,
    Ok,
    Error,
}

/// An event of a span.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SampleSpanEvent {
    /// The name.
    pub(crate) name: String,
    /// Its attributes.
    #[serde(default)]
    pub(crate) attributes: Vec<SampleAttribute>,
    /// What was found about it.
    #[serde(skip_deserializing)]
    pub(crate) live_check_result: Option<LiveCheckResult>,
}

/// A link from a span to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SampleSpanLink {
    /// Its attributes.
    #[serde(default)]
    pub(crate) attributes: Vec<SampleAttribute>,
    /// What was found about it.
    #[serde(skip_deserializing)]
    pub(crate) live_check_result: Option<LiveCheckResult>,
}
