//! How many of what a registry has: groups by type, attributes by type and level, and more.

mod catalog;
mod groups;
mod lines;
mod text;
mod v2;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::resolve::{ResolvedRegistry, SchemaVersion};

use catalog::CatalogStats;
use groups::GroupStats;
use v2::StatsV2;

/// The statistics of a registry, in the shape of Weaver's JSON.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Stats {
    /// Of a registry that is shown as groups.
    V1(StatsV1),
    /// Of a registry that is shown as attributes and signals.
    V2(Box<StatsV2>),
}

impl Stats {
    /// Counts what `registry` has, in the terms of the version in which it is shown.
    pub(crate) fn of(registry: &ResolvedRegistry) -> Self {
        match registry.schema_version {
            SchemaVersion::V1 => Self::V1(StatsV1::of(registry)),
            SchemaVersion::V2 => Self::V2(Box::new(StatsV2::of(&registry.context()))),
        }
    }

    /// The statistics as indented lists, in the words of Weaver.
    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::V1(stats) => stats.to_text(),
            Self::V2(stats) => stats.to_text(),
        }
    }
}

/// The statistics of version 1.
#[derive(Debug, Serialize)]
pub(crate) struct StatsV1 {
    /// Statistics of the attributes that differ from one another.
    catalog_stats: CatalogStats,
    /// One entry: the registry.
    registry_stats: Vec<RegistryStats>,
    /// Which of Weaver's two shapes this is.
    version: &'static str,
}

/// The statistics of the groups of a registry.
#[derive(Debug, Serialize)]
struct RegistryStats {
    /// By type of group; each is below the name that Weaver's code has for the type.
    group_breakdown: BTreeMap<&'static str, BTreeMap<&'static str, GroupStats>>,
    group_count: usize,
    url: String,
}

impl StatsV1 {
    fn of(registry: &ResolvedRegistry) -> Self {
        let groups = registry.groups_and_refinements();
        Self {
            catalog_stats: CatalogStats::of(&groups),
            registry_stats: vec![RegistryStats {
                group_breakdown: groups::breakdown(&groups),
                group_count: groups.len(),
                url: registry.registry_url.clone(),
            }],
            version: "v1",
        }
    }
}

/// How often each key occurs.
type Counts<K = &'static str> = BTreeMap<K, usize>;

/// Counts one more of `key`.
fn count<K: Ord>(counts: &mut Counts<K>, key: K) {
    *counts.entry(key).or_default() += 1;
}

/// The word that files have for `value`: the first that `words` lists for it.
fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> &'static str {
    words
        .iter()
        .find(|(_, meaning)| meaning == value)
        .map_or("", |(word, _)| word)
}

#[cfg(test)]
mod tests;
