//! What the service knows about a cluster, as plain values: kinds, capabilities, instances, and the documents they
//! become. No input or output, no telemetry: every rule in here can be tested by calling it.

mod capability;
mod collection;
mod document;
mod instance;
mod labels;
mod resource;

pub use capability::{Capability, Complexity, UnknownComplexity};
pub use collection::{Collection, UnknownCollection};
pub use document::{Document, Metadata, MetadataValue};
pub use instance::{CLUSTER_SCOPE, Instance};
pub use labels::Labels;
pub use resource::{Constraints, Field, ResourceKind};
