use std::collections::BTreeMap;

use super::AttributeLineage;
use crate::model::{AttributeSpec, GroupSpec};

/// The attributes of a group, gathered from the least important source to the most important one.
#[derive(Debug, Default)]
pub(super) struct Merge {
    attributes: BTreeMap<String, AttributeSpec>,
    lineage: BTreeMap<String, AttributeLineage>,
    /// The included groups by the attributes they brought.
    included: BTreeMap<String, String>,
    has_source: bool,
}

impl Merge {
    /// Takes over the attributes of the group `id`.
    pub(super) fn take(&mut self, id: &str, attributes: &[AttributeSpec]) {
        self.has_source = true;
        for attribute in attributes {
            let name = attribute.name.clone();
            let entry = AttributeLineage::inherited(id, attribute);
            self.lineage.insert(name.clone(), entry);
            self.attributes.insert(name, attribute.clone());
        }
    }

    /// Takes over the attributes of the included group `id`. Gives those that another included group
    /// has too, with that group.
    pub(super) fn include(
        &mut self,
        id: &str,
        attributes: &[AttributeSpec],
    ) -> Vec<(String, String)> {
        self.take(id, attributes);
        let mut twice = Vec::new();
        for attribute in attributes {
            let name = attribute.name.clone();
            if let Some(other) = self.included.insert(name.clone(), id.to_owned()) {
                twice.push((name, other));
            }
        }
        twice
    }

    /// All attributes, those of `spec` over the others, and where they come from; `None` if there was
    /// no source.
    pub(super) fn finish(
        mut self,
        spec: &GroupSpec,
    ) -> Option<(Vec<AttributeSpec>, BTreeMap<String, AttributeLineage>)> {
        if !self.has_source {
            return None;
        }
        for own in own_attributes(spec) {
            let name = own.name.clone();
            let source = self.lineage.get(&name).map(|it| it.source_group.clone());
            let merged = match (self.attributes.get(&name), source) {
                (Some(inherited), Some(source)) if !own.is_definition() => {
                    let entry = AttributeLineage::overriding(&source, inherited, &own);
                    self.lineage.insert(name.clone(), entry);
                    own.over(inherited)
                }
                _ => {
                    self.lineage.remove(&name);
                    own
                }
            };
            self.attributes.insert(name, merged);
        }
        Some((self.attributes.into_values().collect(), self.lineage))
    }
}

/// The attributes of a group itself, with its prefix on those it defines.
pub(super) fn own_attributes(spec: &GroupSpec) -> impl Iterator<Item = AttributeSpec> {
    spec.attributes.iter().map(|attribute| {
        let mut attribute = attribute.clone();
        if attribute.is_definition() && !spec.prefix.is_empty() {
            attribute.name = format!("{}.{}", spec.prefix, attribute.name);
        }
        attribute
    })
}
