//! Live check: compares telemetry that a program really sent with what the registry says.
//!
//! Telemetry comes as [`Sample`]s. Everything in a sample that has a name of its own (the span, its
//! events, each attribute) gets a result: the findings about it, and the worst of their levels.
//! Built-in rules look for what is missing in the registry, deprecated, not stable or of the wrong
//! type; policies of the stage `live_check_advice` find the rest.

mod advice;
mod advice_data;
mod checker;
mod definitions;
mod entity;
mod input;
mod modifier;
mod policies;
mod report;
mod result;
mod sample;
mod statistics;

pub(crate) use checker::LiveChecker;
pub(crate) use definitions::Definitions;
pub(crate) use input::{InputFormat, Samples};
pub(crate) use modifier::{FindingFilter, FindingLevelOverride, Modifier};
pub(crate) use policies::{AdviceSources, advice_policies};
pub(crate) use report::{Report, sample_text};
pub(crate) use sample::Sample;
pub(crate) use statistics::Statistics;
