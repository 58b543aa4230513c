//! The sync pipelines: what a cluster offers and what it runs, discovered and stored for search.
//!
//! [`sync_capabilities`] discovers kinds, infers what they can do and stores that; [`scan_capabilities`] does so for
//! named kinds. [`sync_instances`] discovers objects, deletes what is gone and stores the rest; [`watch_instances`] keeps
//! that up to date. What cannot be read, inferred or stored is reported and stops nothing else.

mod capabilities;
mod cleanup;
mod error;
mod index;
mod instances;
mod limits;
mod options;
mod problem;
mod progress;
mod scan;
mod storage;
mod watch;

pub use capabilities::{CapabilitySync, sync_capabilities};
pub use cleanup::Cleanup;
pub use error::PipelineError;
pub use instances::{InstanceSync, sync_instances};
pub use options::SyncOptions;
pub use problem::SyncProblem;
pub use progress::{Progress, Quiet, Stage, Step};
pub use scan::{CapabilityScan, ScanRequest, scan_capabilities};
pub use watch::{InstanceWatch, WatchOptions, watch_instances};
