use serde::{Deserialize, Serialize};

use super::SampleAttribute;
use crate::live_check::result::LiveCheckResult;

/// A resource: what telemetry comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SampleResource {
    /// Its attributes.
    #[serde(default)]
    pub(crate) attributes: Vec<SampleAttribute>,
    /// What was found about it.
    #[serde(skip_deserializing)]
    pub(crate) live_check_result: Option<LiveCheckResult>,
}

/// A profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SampleProfile {
    /// The format it was recorded in, e.g. `pprof`.
    #[serde(default)]
    pub(crate) original_payload_format: String,
    /// Its attributes.
    #[serde(default)]
    pub(crate) attributes: Vec<SampleAttribute>,
    /// What was found about it.
    #[serde(skip_deserializing)]
    pub(crate) live_check_result: Option<LiveCheckResult>,
}
