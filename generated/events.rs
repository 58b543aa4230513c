// @generated from registry/ by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
//! Events on spans.

use runtime::schema::{AttributeSchema, AttributeType, EventSchema, RequirementLevel};

/// An error that ended a span.
pub static EXCEPTION: EventSchema = EventSchema {
    name: "exception",
    attributes: &[
        AttributeSchema { key: "exception.message", value_type: AttributeType::String, level: RequirementLevel::OptIn, superseded: None },
        AttributeSchema { key: "exception.type", value_type: AttributeType::String, level: RequirementLevel::Required, superseded: None },
    ],
};
