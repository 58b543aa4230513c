//! What reading, resolving, checking and linting a registry does, seen from outside.

#[cfg(feature = "archives")]
mod archives;
mod counts;
mod dependencies;
mod files;
mod findings;
mod format_2;
mod lints;
mod manifests;
mod mutation;
mod published;
mod reports;
mod resolution;
mod robustness;
mod schema_v2;
mod support;
