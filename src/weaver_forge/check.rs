//! Weaver's own rules for definitions: what a group, an attribute or a metric must have.

mod attribute;
mod body;
mod duplicates;
mod examples;
mod group;
mod problem;
mod v2;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Collector, Location};
use crate::load::Loaded;
use crate::model::GroupSpec;
use crate::source::{FileId, Sources, Spot, YamlPath};

pub(crate) use duplicates::check_duplicates;
pub(crate) use problem::CheckProblem;

/// Checks every definition file of every registry.
pub(crate) fn check_definitions(loaded: &Loaded, sources: &Sources, collector: &mut Collector) {
    let broken = collector.broken_nodes();
    for (file, definition) in loaded
        .registries
        .iter()
        .flat_map(|registry| &registry.files)
    {
        let path_or_url = &sources.get(*file).provenance;
        for group in &definition.groups {
            let mut checker = Checker {
                group,
                path_or_url,
                broken: &broken,
                collector,
            };
            if group.is_v2 {
                checker.group_v2();
            } else {
                checker.group();
            }
        }
    }
}

/// Checks one group.
struct Checker<'a> {
    group: &'a GroupSpec,
    path_or_url: &'a str,
    broken: &'a BTreeMap<FileId, BTreeSet<YamlPath>>,
    collector: &'a mut Collector,
}

impl Checker<'_> {
    fn path(&self) -> YamlPath {
        self.group.path()
    }

    fn report(&mut self, problem: &CheckProblem, spot: Spot) {
        self.collector.report(
            problem,
            Location {
                file: self.group.file,
                spot,
            },
        );
    }

    /// Whether something in the node at `path` could not be read: then what seems to be missing may
    /// just be what was reported already.
    fn is_broken(&self, path: &YamlPath) -> bool {
        let Some(broken) = self.broken.get(&self.group.file) else {
            return false;
        };
        // Everything in a node comes right after it.
        broken
            .range(path..)
            .next()
            .is_some_and(|node| path.contains(node))
    }
}
