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
    schema_url: "https://cluster-whisperer.example/schemas/0.1.0",
    attributes: &[
        AttributeSchema { key: "service.instance.id", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "service.name", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
        AttributeSchema { key: "service.version", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
    ],
};

/// The running service.
#[derive(Debug, Clone, Copy)]
pub struct Service<'a> {
    /// Identity of one running instance of the service.
    ///
    /// Unique among the instances of one service.
    ///
    /// `service.instance.id`, required. Stability: stable.
    /// Examples: `8a1c3b8e-0d4f-4a52-9a1f-6a3f0c2b7d11`
    pub service_instance_id: &'a str,
    /// The logical name of the service.
    ///
    /// `service.name`, required. Stability: stable.
    /// Examples: `cluster-whisperer`
    pub service_name: &'a str,
    /// The version of the service.
    ///
    /// `service.version`, required. Stability: stable.
    /// Examples: `0.1.0`
    pub service_version: &'a str,
}

impl From<Service<'_>> for Resource {
    fn from(entity: Service<'_>) -> Self {
        Self::new(&SERVICE, |attributes| {
            attributes.add(0, entity.service_instance_id);
            attributes.add(1, entity.service_name);
            attributes.add(2, entity.service_version);
        })
    }
}
