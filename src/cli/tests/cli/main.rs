//! The program as a user runs it.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

mod command_line;
mod configuration;
mod demo;
mod documented;
mod environment;
mod problems;
mod providers;
mod receiver;
mod search;
mod serve;
mod served;
mod sync;
mod telemetry;
mod world;
