//! OpenTelemetry Weaver registries, checked and rendered into code from a build script.

mod config;
mod error;
mod jq;
mod output;
mod render;

pub use config::Parameters;
pub use error::{Difference, Error};
