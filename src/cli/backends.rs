//! From the configuration to what does the work: one module for each kind of backend.

pub(crate) mod cluster;
pub(crate) mod embedder;
pub(crate) mod inference;
pub(crate) mod store;
