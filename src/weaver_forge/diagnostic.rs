//! Findings: what is wrong with a registry, where, and what to do about it.
//!
//! The stages of the pipeline report [`Problem`]s into a [`Collector`]; at the end the collector
//! becomes [`Findings`], with lines, columns and snippets. Findings are told to people by
//! [`Findings::render_ansi`] and to programs by [`Findings::to_weaver_json`].

mod collector;
mod finding;
mod findings;
mod human;
mod machine;
mod place;
mod problem;
mod suggest;

pub(crate) use collector::{Collector, Location};
pub use finding::{Finding, Place, Severity, Snippet};
pub use findings::Findings;
#[cfg(feature = "cli")]
pub(crate) use machine::{Detail, print_entries};
pub(crate) use problem::{Gravity, Problem, Stage, Wrapping};
pub(crate) use suggest::nearest;
