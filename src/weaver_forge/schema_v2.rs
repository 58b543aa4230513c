//! Version 2 of the resolved schema: a registry as lists of attributes and signals, with their
//! refinements beside them.
//!
//! It has two forms. Templates and policies see the *materialized* form, in which each use of an
//! attribute has all its fields, followed by every registry it was built from. The *published* form
//! is what `registry package` writes: there a use refers to a catalog of attributes.

mod attribute;
mod common;
mod convert;
mod form;
mod lookup;
mod materialized;
mod published;
mod signal;

pub(crate) use materialized::Materialized;
pub(crate) use published::{Manifest, Published};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::SchemaUrl;
use crate::resolve::{Attribute, Group, Resolved};

/// A resolved registry, as far as its second shape is made of it.
#[derive(Debug, Clone)]
pub(crate) struct Source<'a> {
    pub(crate) schema_url: &'a SchemaUrl,
    /// All groups, sorted by id; the refinements of format 2 are among them.
    pub(crate) groups: Vec<&'a Group>,
    /// The attributes it defines, if the groups do not tell.
    pub(crate) definitions: Option<&'a BTreeMap<String, Attribute>>,
    /// Every registry it was built from, in the order of their URLs.
    pub(crate) dependencies: &'a [Arc<Resolved>],
}

impl<'a> Source<'a> {
    /// A registry on which another one depends.
    fn of(resolved: &'a Resolved) -> Self {
        Self {
            schema_url: &resolved.schema_url,
            groups: resolved.groups.iter().collect(),
            definitions: resolved.is_published.then_some(&resolved.definitions),
            dependencies: &resolved.dependencies,
        }
    }
}
