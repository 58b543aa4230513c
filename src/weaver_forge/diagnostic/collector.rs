use std::collections::BTreeMap;

use serde::Serialize;

use super::finding::{Finding, Place, Severity, Snippet};
use super::findings::Findings;
use crate::resolve::sorted;
use crate::source::{Area, FileId, Part, Positions, SourceFile, Sources, Spot, Step, YamlPath};

/// When in a run something was found. Weaver stops at the first stage with a fatal finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Manifest,
    Load,
    Check,
    Extends,
    References,
    Associations,
    Imports,
    Duplicates,
    Lint,
}

/// What a finding does to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gravity {
    /// An error that leaves no registry to go on with.
    Fatal,
    /// An error that later stages can live with.
    Error,
    /// Worth knowing.
    Warning,
}

/// How a finding that is not fatal is nested in Weaver's JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrapping {
    /// In `FailToResolveDefinition`.
    Definition,
    /// In nothing.
    Bare,
}

/// What a stage can find. Each stage has an enum of its own; the name of the variant is the kind.
pub(crate) trait Problem: std::error::Error + Serialize {
    /// When it is found.
    fn stage(&self) -> Stage;

    /// What it does to the run.
    fn gravity(&self) -> Gravity;

    /// How Weaver's JSON nests it.
    fn wrapping(&self) -> Wrapping {
        Wrapping::Definition
    }

    /// What to do about it.
    fn suggestion(&self) -> Option<String> {
        None
    }
}

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
        self.found.push((finding(problem), Some(location)));
    }

    /// Takes a problem that people need not be told, because another one says it better; Weaver
    /// reports it all the same.
    pub(crate) fn report_implied(&mut self, problem: &impl Problem, location: Location) {
        let finding = Finding {
            is_implied: true,
            ..finding(problem)
        };
        self.found.push((finding, Some(location)));
    }

    /// Takes a problem that no file is to blame for.
    pub(crate) fn report_nowhere(&mut self, problem: &impl Problem) {
        self.found.push((finding(problem), None));
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
    pub(crate) fn broken_nodes(&self) -> BTreeMap<FileId, Vec<YamlPath>> {
        let mut broken: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (finding, location) in &self.found {
            if let (
                true,
                Some(Location {
                    file,
                    spot: Spot::Node(path, _),
                }),
            ) = (finding.is_fatal, location)
            {
                broken.entry(*file).or_default().push(path.clone());
            }
        }
        broken
    }

    /// Looks up every place and sorts the findings by it.
    pub(crate) fn locate(self, sources: &Sources) -> Findings {
        let mut positions: BTreeMap<FileId, Positions> = BTreeMap::new();
        let mut findings = Vec::with_capacity(self.found.len());
        for (mut finding, location) in self.found {
            if let Some(Location { file, spot }) = location {
                let source = sources.get(file);
                let read = || Positions::read(&source.text);
                let area = positions.entry(file).or_insert_with(read).find(&spot);
                let area = area.map(|area| within(source, area));
                finding.snippet = area.and_then(|area| snippet(source, area));
                finding.place = Some(place(source, area));
                finding.weaver_unit = weaver_unit(&spot);
            }
            findings.push(finding);
        }
        findings.sort_by(|a, b| a.place.cmp(&b.place));
        Findings::new(findings)
    }
}

fn finding(problem: &impl Problem) -> Finding {
    // The problems are enums of plain data: writing one as JSON cannot fail.
    let error = sorted(serde_json::to_value(problem).unwrap_or_default());
    let kind = match &error {
        serde_json::Value::Object(body) => body.keys().next().cloned(),
        serde_json::Value::String(kind) => Some(kind.clone()),
        _ => None,
    };
    let is_error = problem.gravity() != Gravity::Warning;
    Finding {
        kind: kind.unwrap_or_default(),
        severity: if is_error {
            Severity::Error
        } else {
            Severity::Warning
        },
        message: problem.to_string(),
        suggestion: problem.suggestion(),
        place: None,
        snippet: None,
        stage: problem.stage(),
        is_fatal: problem.gravity() == Gravity::Fatal,
        is_implied: false,
        weaver_unit: None,
        error,
        is_wrapped: problem.wrapping() == Wrapping::Definition,
    }
}

/// `area`, or the end of the last line with text if it lies behind: a parser notices at the end of a
/// file what is missing long before.
fn within(source: &SourceFile, area: Area) -> Area {
    let is_there = source.text.lines().nth(area.line - 1).is_some();
    let last = source
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .last();
    match last {
        Some((index, line)) if !is_there => Area {
            line: index + 1,
            column: line.chars().count() + 1,
            width: 1,
        },
        _ => area,
    }
}

fn place(source: &SourceFile, area: Option<Area>) -> Place {
    let (line, column) = area.map_or((1, 1), |area| (area.line, area.column));
    Place {
        file: source.path.clone(),
        line,
        column,
    }
}

/// What Weaver reports as one however much is wrong with it: an attribute, a body, or all unknown
/// fields of one mapping.
fn weaver_unit(spot: &Spot) -> Option<String> {
    let Spot::Node(path, part) = spot else {
        return None;
    };
    match (path.steps(), part) {
        ([Step::Key(groups), Step::Index(group), Step::Key(field), ..], _)
            if groups == "groups" && field == "body" =>
        {
            Some(format!("groups[{group}].body"))
        }
        (
            [
                Step::Key(groups),
                Step::Index(group),
                Step::Key(field),
                Step::Index(index),
                ..,
            ],
            _,
        ) if groups == "groups" && field == "attributes" => {
            Some(format!("groups[{group}].attributes[{index}]"))
        }
        ([container @ .., Step::Key(_)], Part::Key) => Some(format!("{container:?}")),
        _ => None,
    }
}

fn snippet(source: &SourceFile, area: Area) -> Option<Snippet> {
    let text = source
        .text
        .lines()
        .nth(area.line.checked_sub(1)?)?
        .to_owned();
    Some(Snippet {
        text,
        width: area.width,
    })
}
