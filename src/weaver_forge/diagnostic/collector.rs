use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;
use super::findings::Findings;
use super::place::FileIndex;
use super::problem::Problem;
use crate::source::{FileId, Part, Sources, Spot, YamlPath};

/// A place in a file, not yet looked up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Location {
    pub(crate) file: FileId,
    pub(crate) spot: Spot,
}

impl Location {
    /// The file as a whole.
    pub(crate) fn file(file: FileId) -> Self {
        Self {
            file,
            spot: Spot::File,
        }
    }

    /// The value at `path`.
    pub(crate) fn value(file: FileId, path: YamlPath) -> Self {
        Self {
            file,
            spot: Spot::Node(path, Part::Value),
        }
    }
}

/// Gathers what the stages find.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    found: Vec<(Finding, Option<Location>)>,
}

impl Collector {
    /// Takes a problem that is at `location`.
    pub(crate) fn report(&mut self, problem: &impl Problem, location: Location) {
        self.found.push((Finding::new(problem), Some(location)));
    }

    /// Takes a problem that people are told, where Weaver says something else.
    pub(crate) fn report_to_people(&mut self, problem: &impl Problem, location: Location) {
        let finding = Finding {
            is_for_people: true,
            ..Finding::new(problem)
        };
        self.found.push((finding, Some(location)));
    }

    /// Takes a problem that people need not be told, because others say it better; Weaver reports it
    /// all the same.
    pub(crate) fn report_implied(&mut self, problem: &impl Problem, location: Location) {
        let finding = Finding {
            is_implied: true,
            ..Finding::new(problem)
        };
        self.found.push((finding, Some(location)));
    }

    /// Gives what people are told, where Weaver says something else, the kind under which Weaver has it.
    pub(crate) fn rename_for_people(&mut self, kind: &str) {
        let found = self.found.iter_mut().map(|(finding, _)| finding);
        for finding in found.filter(|finding| finding.is_for_people) {
            finding.rename(kind);
        }
    }

    /// What people are told about the value at `path` and everything in it, where Weaver says something
    /// else.
    pub(crate) fn messages_for_people(&self, path: &YamlPath) -> Vec<String> {
        let is_in_it = |location: &Option<Location>| match location {
            Some(Location {
                spot: Spot::Node(node, _),
                ..
            }) => path.contains(node),
            _ => false,
        };
        let found = self.found.iter();
        found
            .filter(|(finding, location)| finding.is_for_people && is_in_it(location))
            .map(|(finding, _)| finding.message.clone())
            .collect()
    }

    /// Takes a problem that no file is to blame for.
    pub(crate) fn report_nowhere(&mut self, problem: &impl Problem) {
        self.found.push((Finding::new(problem), None));
    }

    /// Takes everything that `other` gathered.
    pub(crate) fn append(&mut self, mut other: Collector) {
        self.found.append(&mut other.found);
    }

    /// Whether anything fatal was found so far.
    pub(crate) fn has_fatal(&self) -> bool {
        self.found.iter().any(|(finding, _)| finding.is_fatal)
    }

    /// The nodes in which something fatal was found, by file.
    pub(crate) fn broken_nodes(&self) -> BTreeMap<FileId, BTreeSet<YamlPath>> {
        let mut broken: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for (_, location) in self.found.iter().filter(|(finding, _)| finding.is_fatal) {
            if let Some(Location {
                file,
                spot: Spot::Node(path, _),
            }) = location
            {
                broken.entry(*file).or_default().insert(path.clone());
            }
        }
        broken
    }

    /// Looks up every place and sorts the findings by it.
    pub(crate) fn locate(self, sources: &Sources) -> Findings {
        let mut files: BTreeMap<FileId, FileIndex<'_>> = BTreeMap::new();
        let mut findings = Vec::with_capacity(self.found.len());
        for (finding, location) in self.found {
            findings.push(match location {
                Some(Location { file, spot }) => {
                    let index = files
                        .entry(file)
                        .or_insert_with(|| FileIndex::of(sources.get(file)));
                    index.place(finding, &spot)
                }
                None => finding,
            });
        }
        findings.sort_by(|a, b| a.place.cmp(&b.place));
        Findings::new(findings)
    }
}
