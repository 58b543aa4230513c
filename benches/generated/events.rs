// @generated from registry/ by templates/registry/rust: change those, not this file.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports, deprecated, reason = "not every registry has events of every shape")]
//! Events on spans.

use runtime::schema::{AttributeSchema, AttributeType, EventSchema, RequirementLevel};

use crate::attributes::*;
