//! OpenTelemetry Weaver registries, checked and rendered into code from a build script.

mod build_script;
mod check;
#[cfg(feature = "cli")]
pub mod cli;
mod config;
mod diagnostic;
mod error;
mod jq;
mod lint;
mod load;
pub mod model;
mod output;
mod registry;
mod render;
mod resolve;
mod source;

pub use build_script::{Build, Failure};
pub use config::Parameters;
pub use diagnostic::{Finding, Findings, Place, Severity, Snippet};
pub use error::{Difference, Error};
pub use registry::{Checked, Lints, RegistryOptions, load_and_check};
pub use resolve::{Attribute, AttributeLineage, Group, Lineage, Provenance, ResolvedRegistry};
