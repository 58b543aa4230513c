//! Spans, context, propagation and export, behind span types generated from a registry.
//!
//! Generated code describes each span as a [`schema::SpanSchema`] and records attributes by their
//! index in it, so nothing here takes an attribute key, a span name or a kind from a caller.
//! Only generated crates and the binary that calls [`install`] depend on this crate.
//!
//! | module | what it holds |
//! |---|---|
//! | [`schema`] | what generated code says about spans, events and resources |
//! | [`span`] | one span: start, attributes, scope, failure |
//! | [`context`] | carrying the current span across tasks and threads |
//! | [`propagation`] | W3C trace context in and out of carriers such as HTTP headers |
//! | [`config`] | what to record and where to send it, from the environment |
//! | [`provider`] | the one provider of the process, and its shutdown |
//! | [`capture`] | finished spans kept in memory |
//! | [`tree`] | finished spans as a tree of text |

#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "this crate is the one place that may name OpenTelemetry's own types"
)]

mod attributes;
pub mod capture;
pub mod config;
mod console;
pub mod context;
mod export;
pub mod propagation;
pub mod provider;
pub mod schema;
pub mod span;
pub mod tree;
mod value;

pub use attributes::Attributes;
pub use capture::{Capture, FinishedSpan};
pub use config::{Config, ConfigError, Exporter};
pub use propagation::Carrier;
pub use provider::{InstallError, Report, Resource, Telemetry, install};
pub use span::{Fault, Span};
pub use value::{Int, Integer, IntoValue, List, Static, Value};
