//! The vocabulary of definition files, format 1, as Rust types. What files of format 2 say is put in
//! the same words when they are read.
//!
//! These types say what a registry's author wrote. Those that reach the resolved registry unchanged
//! (examples, levels, deprecations, …) serialise exactly as OpenTelemetry Weaver prints them: same
//! keys, same order, same omissions.

mod annotations;
mod attribute;
mod attribute_type;
mod body;
mod definition;
mod deprecated;
mod entity_association;
mod examples;
mod group;
mod manifest;
mod requirement_level;
mod schema_url;
mod stability;

pub use annotations::{Annotations, Value};
pub use attribute::AttributeRole;
pub(crate) use attribute::AttributeSpec;
pub use attribute_type::{AttributeType, EnumMember, MemberValue, ScalarType};
pub use body::{Body, BodyShape};
pub(crate) use definition::{Definition, ImportKind, ImportPattern};
pub use deprecated::Deprecated;
pub use entity_association::EntityAssociation;
pub use examples::{Examples, Scalar};
pub(crate) use group::{GroupSpec, Inclusion, Visibility};
pub use group::{GroupType, Instrument, SpanKind};
pub(crate) use manifest::{Dependency, Manifest};
pub use requirement_level::RequirementLevel;
pub use schema_url::SchemaUrl;
pub use stability::Stability;
