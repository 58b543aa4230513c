use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::SampleAttribute;
use crate::live_check::result::LiveCheckResult;

/// A log record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SampleLog {
    /// The name of the event; empty if it is none.
    #[serde(default)]
    pub(crate) event_name: String,
    /// 1 to 24.
    pub(crate) severity_number: Option<i32>,
    /// `INFO` and the like.
    pub(crate) severity_text: Option<String>,
    /// What it says.
    pub(crate) body: Option<Json>,
    /// Its attributes.
    #[serde(default)]
    pub(crate) attributes: Vec<SampleAttribute>,
    /// The trace in which it was written.
    pub(crate) trace_id: Option<String>,
    /// The span in which it was written.
    pub(crate) span_id: Option<String>,
    /// What was found about it.
    #[serde(skip_deserializing)]
    pub(crate) live_check_result: Option<LiveCheckResult>,
}
