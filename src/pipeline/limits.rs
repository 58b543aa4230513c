//! Limits of the pipelines.

/// How many kinds are judged at once at most, whatever the inference wants.
pub(crate) const INFERENCES_MAX: usize = 64;

/// How many documents are made and handed to the store at once. Other work of the process comes in between.
pub(crate) const DOCUMENTS_AT_ONCE: usize = 1000;

/// How many documents of the store are looked at at once.
pub(crate) const KNOWN_AT_ONCE: usize = 5000;
