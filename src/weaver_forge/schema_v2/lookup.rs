use std::collections::BTreeMap;

use super::Source;
use super::attribute::{Attribute, Catalog};
use super::common::Origin;
use super::convert::without;
use crate::model::SchemaUrl;
use crate::resolve::{Attribute as Resolved, Group};

/// What conversion has to look up in a registry.
pub(super) struct Lookup<'a> {
    pub(super) source: Source<'a>,
    /// The files in which the registry itself defines attributes, by key.
    paths: BTreeMap<&'a str, &'a str>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(source: Source<'a>) -> Self {
        let mut paths = BTreeMap::new();
        let is_own = |it: &&&'a Group| it.lineage.provenance.schema_url == *source.schema_url;
        for group in source.groups.iter().filter(is_own) {
            for attribute in group.attributes.iter().filter(|it| group.defines(it)) {
                let path = group.lineage.provenance.path.as_str();
                paths.entry(attribute.name.as_str()).or_insert(path);
            }
        }
        Self { source, paths }
    }

    /// Every attribute that the registry defines or takes over as a definition.
    pub(super) fn definitions(&self) -> Vec<Attribute<'a>> {
        if let Some(definitions) = self.source.definitions {
            let own = definitions.values();
            return own.map(|it| Attribute::new(it, Origin::UNKNOWN)).collect();
        }
        let mut catalog = Catalog::default();
        for group in &self.source.groups {
            for attribute in group.attributes.iter().filter(|it| group.defines(it)) {
                catalog.add(self.attribute(group, attribute));
            }
        }
        catalog.into_attributes()
    }

    /// Every attribute of the registry, with the fields it has in each group.
    pub(super) fn catalog(&self) -> Vec<Attribute<'a>> {
        let mut catalog = Catalog::default();
        for attribute in self.definitions() {
            catalog.add(attribute);
        }
        for group in &self.source.groups {
            for attribute in &group.attributes {
                catalog.add(self.attribute(group, attribute));
            }
        }
        catalog.into_attributes()
    }

    pub(super) fn attribute(&self, group: &'a Group, attribute: &'a Resolved) -> Attribute<'a> {
        let name = attribute.name.as_str();
        let origin = match self.paths.get(name) {
            Some(path) => Origin { source: None, path },
            None => {
                let dependencies = self.source.dependencies;
                let definer = dependencies
                    .iter()
                    .find(|it| it.definitions.contains_key(name));
                Origin {
                    source: match definer {
                        Some(definer) => Some(&definer.schema_url),
                        None => self.dependency(&group.lineage.provenance.schema_url),
                    },
                    path: "",
                }
            }
        };
        Attribute::new(attribute, origin)
    }

    /// `url`, if it is that of a dependency.
    fn dependency(&self, url: &'a SchemaUrl) -> Option<&'a SchemaUrl> {
        let mut dependencies = self.source.dependencies.iter();
        dependencies.any(|it| it.schema_url == *url).then_some(url)
    }

    pub(super) fn origin(&self, group: &'a Group) -> Origin<'a> {
        let provenance = &group.lineage.provenance;
        Origin {
            source: self.dependency(&provenance.schema_url),
            path: &provenance.path,
        }
    }

    /// Where the entity of that type is defined, unless it is one of the registry itself.
    pub(super) fn entity_source(&self, name: &str) -> Option<&'a SchemaUrl> {
        let is_it = |group: &Group| group.entity_type() == Some(name);
        if self.source.groups.iter().any(|group| is_it(group)) {
            return None;
        }
        let definer = self.source.dependencies.iter();
        definer
            .filter(|it| it.groups.iter().any(is_it))
            .map(|it| &it.schema_url)
            .next()
    }

    pub(super) fn entity_type(&self, group: &'a Group) -> Option<&'a str> {
        if !group.is_refinement() {
            return group.entity_type();
        }
        let refined = group.lineage.extends_group.as_deref()?;
        let local = self.source.groups.iter().find(|it| it.id == refined);
        match local {
            Some(local) => local.entity_type(),
            None => Some(without(refined, "entity.")),
        }
    }
}
