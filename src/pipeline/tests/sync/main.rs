//! What the pipelines store, delete, spare, report and leave alone.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

mod capabilities;
mod dry_run;
mod instances;
mod progress;
mod repeated;
mod world;
