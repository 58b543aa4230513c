//! Limits of the pipelines.

/// How many kinds are judged at once at most, whatever the inference wants.
pub(crate) const INFERENCES_MAX: usize = 64;
