//! One module per command.

pub(crate) mod config;
pub(crate) mod demo;
pub(crate) mod reembed;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod sync;
pub(crate) mod sync_instances;
pub(crate) mod telemetry;
pub(crate) mod watch;
