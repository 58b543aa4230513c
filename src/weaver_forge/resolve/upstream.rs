use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Attribute, Group, Resolved};
use crate::load::DependencyEdge;

/// What a registry sees of the registries it depends on.
pub(crate) struct Upstream<'a> {
    used: Vec<&'a Arc<Resolved>>,
    /// The older versions that were asked for but are not used.
    superseded: Vec<&'a Arc<Resolved>>,
}

/// The attribute a name stands for in the dependencies.
pub(super) enum Lookup<'a> {
    /// None of them defines it.
    Missing,
    /// It was in the version that was asked for, but is not in the one that is used.
    Lost,
    /// One of them defines it.
    Found(&'a Resolved, &'a Attribute),
    /// These all define it.
    Ambiguous(Vec<String>),
}

impl<'a> Upstream<'a> {
    pub(super) fn new(edges: &[DependencyEdge], registries: &'a [Option<Arc<Resolved>>]) -> Self {
        let mut used: Vec<&Arc<Resolved>> = Vec::new();
        for resolved in edges
            .iter()
            .filter_map(|edge| registries[edge.used].as_ref())
        {
            if !used.iter().any(|known| Arc::ptr_eq(known, resolved)) {
                used.push(resolved);
            }
        }
        let superseded = edges
            .iter()
            .filter(|edge| edge.asked != edge.used)
            .filter_map(|edge| registries[edge.asked].as_ref())
            .collect();
        Self { used, superseded }
    }

    /// The definition of the attribute `name`.
    pub(super) fn attribute(&self, name: &str) -> Lookup<'a> {
        let found: Vec<_> = self.definitions(name).collect();
        match found.as_slice() {
            [] if self
                .superseded
                .iter()
                .any(|old| old.definitions.contains_key(name)) =>
            {
                Lookup::Lost
            }
            [] => Lookup::Missing,
            [(registry, attribute)] => Lookup::Found(registry, attribute),
            many => {
                let names = many
                    .iter()
                    .map(|(registry, _)| registry.schema_url.to_string());
                Lookup::Ambiguous(names.collect())
            }
        }
    }

    /// Every dependency that defines `name`, with its definition.
    pub(crate) fn definitions(
        &self,
        name: &str,
    ) -> impl Iterator<Item = (&'a Resolved, &'a Attribute)> {
        self.used.iter().filter_map(move |&registry| {
            registry
                .definitions
                .get(name)
                .map(|attribute| (registry.as_ref(), attribute))
        })
    }

    /// The dependencies, and what they were built from, in the order of their URLs.
    pub(super) fn closure(&self) -> Vec<Arc<Resolved>> {
        let mut by_url = BTreeMap::new();
        for direct in &self.used {
            for registry in direct.dependencies.iter().chain([*direct]) {
                by_url.insert(&registry.schema_url, registry);
            }
        }
        by_url.into_values().map(Arc::clone).collect()
    }

    /// The names of all attributes that dependencies define.
    pub(super) fn attribute_names(&self) -> impl Iterator<Item = &'a str> {
        self.used
            .iter()
            .flat_map(|registry| registry.definitions.keys().map(String::as_str))
    }

    /// The group called `id`. Published registries leave out what the id of a signal begins with.
    pub(super) fn group(&self, id: &str) -> Option<&'a Group> {
        let is_called = |group: &Group| match id.split_once('.') {
            _ if group.id == id => true,
            Some((prefix, rest)) => group.id == rest && group.signal_prefix() == Some(prefix),
            None => false,
        };
        self.groups()
            .map(|(_, group)| group)
            .find(|group| is_called(group))
    }

    /// Every group of every dependency, with the dependency beside it.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&'a Resolved, &'a Group)> {
        self.used.iter().flat_map(|&registry| {
            registry
                .groups
                .iter()
                .map(move |group| (registry.as_ref(), group))
        })
    }
}
