use std::collections::BTreeMap;

use serde::Serialize;

use super::common::{Common, Origin};
use crate::model::{AttributeType, Examples};
use crate::resolve::Attribute as Resolved;

/// An attribute as such: whether it has to be set is a matter of each use.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Attribute<'a> {
    pub(super) fields: Fields<'a>,
    pub(super) origin: Origin<'a>,
}

/// Everything about an attribute but its origin.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Fields<'a> {
    pub(super) key: &'a str,
    r#type: &'a AttributeType,
    #[serde(skip_serializing_if = "Option::is_none")]
    examples: Option<&'a Examples>,
    #[serde(flatten)]
    common: Common<'a>,
}

impl<'a> Attribute<'a> {
    pub(super) fn new(attribute: &'a Resolved, origin: Origin<'a>) -> Self {
        let common = Common::new(
            (&attribute.brief, &attribute.note),
            attribute.stability,
            attribute.deprecated.as_ref(),
            attribute.annotations.as_ref(),
        );
        let fields = Fields {
            key: &attribute.name,
            r#type: &attribute.r#type,
            examples: attribute.examples.as_ref(),
            common,
        };
        Self { fields, origin }
    }
}

/// Attributes that differ from one another, in the order of their keys.
#[derive(Debug, Default)]
pub(super) struct Catalog<'a> {
    by_key: BTreeMap<&'a str, Vec<Attribute<'a>>>,
}

impl<'a> Catalog<'a> {
    /// Adds `attribute`, unless it is there.
    pub(super) fn add(&mut self, attribute: Attribute<'a>) {
        let same_key = self.by_key.entry(attribute.fields.key).or_default();
        if !same_key.contains(&attribute) {
            same_key.push(attribute);
        }
    }

    pub(super) fn into_attributes(self) -> Vec<Attribute<'a>> {
        self.by_key.into_values().flatten().collect()
    }
}
