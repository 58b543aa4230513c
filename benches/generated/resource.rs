// @generated from registry/ by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, deprecated, reason = "not every registry has entities of every shape")]
//! What describes the emitting process.

use runtime::{
    Int, List, Resource, Static,
    schema::{AttributeSchema, AttributeType, RequirementLevel, ResourceSchema},
};

use crate::attributes::*;

static SERVICE: ResourceSchema = ResourceSchema {
    schema_url: "https://benches.example/schemas/0.1.0",
    attributes: &[
        AttributeSchema { key: "store.system", value_type: AttributeType::Enum(StoreSystem::VALUES), level: RequirementLevel::Required, superseded: None },
    ],
};

/// The service.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    /// Product.
    ///
    /// `store.system`, required. Stability: development.
    pub store_system: StoreSystem,
}

impl From<Service> for Resource {
    fn from(entity: Service) -> Self {
        Self::new(&SERVICE, |attributes| {
            attributes.add(0, Static(entity.store_system.as_str()));
        })
    }
}
