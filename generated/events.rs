// @generated from registry/ by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, deprecated, reason = "not every registry has events of every shape")]
//! Events on spans.

use runtime::schema::{AttributeSchema, AttributeType, EventSchema, RequirementLevel};

use crate::attributes::*;

/// An error that ended a span.
pub static EXCEPTION: EventSchema = EventSchema {
    name: "exception",
    attributes: &[
        AttributeSchema { key: "exception.message", value_type: AttributeType::String, level: RequirementLevel::OptIn, superseded: None },
        AttributeSchema { key: "exception.type", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
    ],
};
