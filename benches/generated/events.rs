// @generated from registry/ by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, deprecated, reason = "not every registry has events of every shape")]
//! Events on spans.
//!
//! An event is a struct: its required attributes are fields, the others setters of the added event.
//! A running span has a method for each event that the registry puts on it.

use runtime::{
    AddedEvent, Attributes, Int, Integer, List, Span, Static,
    schema::{AttributeSchema, AttributeType, EventSchema, RequirementLevel},
};

use crate::attributes::*;
