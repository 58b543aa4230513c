//! OpenTelemetry Weaver registries, checked and rendered into code from a build script.
//!
//! A *registry* is a folder of YAML files that says which spans, metrics, events and attributes a
//! program emits. *Templates* (Jinja for the text, jq for the selection) render it into code and
//! documentation. Both have the format of [OpenTelemetry Weaver], and rendering them gives the
//! bytes that Weaver 0.25 gives; but nothing is fetched, nothing is compiled from C and no program
//! has to be installed. So a plain `cargo build` can do it:
//!
//! ```toml
//! [build-dependencies]
//! weaver_forge = { version = "0.1", default-features = false }
//! ```
//!
//! ```no_run
//! // build.rs
//! fn main() -> std::process::ExitCode {
//!     weaver_forge::Build::new("registry")
//!         .render("templates/registry/rust", "generated")
//!         .run()
//! }
//! ```
//!
//! [`Build`] says what is written and when; [`load_and_check`] gives the resolved registry itself.
//! The feature `policies` adds [policies](policy), the feature `cli` the program `weaver-forge`; both
//! are on by default.
//!
//! # What an output depends on
//!
//! On the registry, the registries it depends on, the templates with their weaver.yaml, and the
//! parameters of the caller. Not on the order of a hash map, the features that other crates switch
//! on, where the project is, a weaver.yaml above it or in the home folder, or the number of threads.
//!
//! # From registry to files
//!
//! The files are read and parsed, every reference in them is resolved, and the result is checked;
//! all findings are reported together, each with its place. Templates see the resolved registry as
//! `ctx`. They render into memory, and only if all is well are files written: each beside its
//! target first, then all put in place, and none that has not changed.
//!
//! [OpenTelemetry Weaver]: https://github.com/open-telemetry/weaver

mod build_script;
mod check;
#[cfg(feature = "cli")]
pub mod cli;
mod config;
mod diagnostic;
#[cfg(feature = "cli")]
mod diff;
mod error;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod jq;
#[cfg(feature = "cli")]
mod json_schema;
mod lint;
#[cfg(feature = "cli")]
mod live_check;
mod load;
pub mod model;
mod output;
#[cfg(feature = "policies")]
pub mod policy;
mod registry;
mod render;
mod resolve;
mod schema_v2;
#[cfg(feature = "cli")]
mod snippets;
mod source;
#[cfg(feature = "cli")]
mod stats;

pub use build_script::{Build, Failure};
pub use diagnostic::{Finding, Findings, Place, Severity, Snippet};
pub use error::{Difference, Error};
pub use registry::{Checked, Lints, RegistryOptions, load_and_check};
pub use resolve::{
    Attribute, AttributeLineage, Group, Lineage, Package, Provenance, ResolvedRegistry,
    SchemaVersion,
};
#[cfg(feature = "cli")]
pub use snippets::SnippetProblem;
