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
//! | [`record`] | what is recorded of it, within limits |
//! | [`context`] | which span is current; carrying it across tasks and threads |
//! | [`propagation`] | W3C trace context and baggage in and out of carriers such as HTTP headers |
//! | [`sampling`] | which traces are recorded, and what is kept of the others |
//! | [`config`] | what to record and where to send it, from the environment |
//! | [`provider`] | what is installed in the process, and its shutdown |
//! | [`export`] | where finished spans go |
//! | [`capture`] | finished spans kept in memory |
//! | [`tree`] | finished spans as a tree of text |

#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "this crate is the one place that may name OpenTelemetry's own types"
)]

pub mod capture;
pub mod config;
mod console;
pub mod context;
pub mod export;
pub mod logs;
mod otlp;
pub mod propagation;
pub mod provider;
pub mod record;
mod resource;
pub mod sampling;
pub mod schema;
pub mod scrub;
mod settings;
pub mod span;
pub mod tree;
mod value;

pub use capture::{Capture, FinishedSpan};
pub use config::{Config, ConfigError, Configured, Exporter, Program};
pub use export::{Counters, Report};
pub use propagation::Carrier;
pub use provider::{InstallError, Telemetry, install};
pub use record::{Attributes, Link};
pub use resource::Resource;
pub use span::{AddedEvent, Fault, Span};
pub use value::{Int, Integer, IntoValue, List, ListValue, Static, Value};
