use serde::Serialize;

use crate::model::{Annotations, Deprecated, SchemaUrl, Stability};

/// The stability of what does not say how settled it is.
const DEFAULT_STABILITY: Stability = Stability::Development;

/// What attributes and signals have in common.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Common<'a> {
    brief: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    stability: Stability,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<&'a Deprecated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotations: Option<&'a Annotations>,
}

impl<'a> Common<'a> {
    pub(super) fn new(
        (brief, note): (&'a str, &'a str),
        stability: Option<Stability>,
        deprecated: Option<&'a Deprecated>,
        annotations: Option<&'a Annotations>,
    ) -> Self {
        Self {
            brief,
            note,
            stability: stability.unwrap_or(DEFAULT_STABILITY),
            deprecated,
            annotations: annotations.filter(|it| !it.is_empty()),
        }
    }
}

/// Where something was defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Origin<'a> {
    /// The registry, if it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<&'a SchemaUrl>,
    /// The file.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) path: &'a str,
}

impl Origin<'_> {
    /// Nothing is known.
    pub(super) const UNKNOWN: Self = Self {
        source: None,
        path: "",
    };

    pub(super) fn is_unknown(&self) -> bool {
        self.source.is_none() && self.path.is_empty()
    }
}
