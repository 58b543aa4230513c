use serde::Serialize;

use crate::policy::{FindingLevel, PolicyFinding};

/// What was found about one thing in a sample.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct LiveCheckResult {
    /// The findings about the thing itself, not about what it contains.
    pub(crate) all_advice: Vec<PolicyFinding>,
    /// The worst level among them.
    pub(crate) highest_advice_level: Option<FindingLevel>,
}

impl LiveCheckResult {
    /// The result that these findings are.
    pub(super) fn of(all_advice: Vec<PolicyFinding>) -> Self {
        Self {
            highest_advice_level: all_advice.iter().map(|finding| finding.level).max(),
            all_advice,
        }
    }
}
