use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::definition;
use super::manifest::{self, Description};
use super::problem::LoadProblem;
use super::published::{self, Published};
use super::root::Root;
use super::versions::choose_versions;
use super::{DependencyEdge, Loaded, Registry};
use crate::RegistryOptions;
use crate::diagnostic::{Collector, Location};
use crate::model::{Definition, Dependency, Manifest, SchemaUrl};
use crate::source::{FileId, Sources, Spot, YamlPath};

/// How many dependencies may lie between a registry and the one it ends up needing.
const DEPENDENCY_DEPTH_MAX: usize = 10;

/// An entry of a manifest, as far as version conflicts are concerned.
pub(super) struct Request {
    /// Name and version asked for.
    pub(super) schema_url: SchemaUrl,
    /// The registry that was found: an index into the list of all of them.
    pub(super) found: usize,
    /// Whether the registry that the run is about asks, and not one of its dependencies.
    pub(super) is_direct: bool,
    /// Where it asks.
    pub(super) location: Location,
}

/// Reads registries, each after those it depends on.
pub(super) struct Loader<'a> {
    options: &'a RegistryOptions,
    sources: &'a mut Sources,
    collector: &'a mut Collector,
    registries: Vec<Registry>,
    by_root: BTreeMap<PathBuf, usize>,
    requests: Vec<Request>,
    /// The names of the registries that are being read, outermost first.
    open: Vec<String>,
    folders: BTreeSet<PathBuf>,
    is_complete: bool,
}

impl<'a> Loader<'a> {
    pub(super) fn new(
        options: &'a RegistryOptions,
        sources: &'a mut Sources,
        collector: &'a mut Collector,
    ) -> Self {
        Self {
            options,
            sources,
            collector,
            registries: Vec::new(),
            by_root: BTreeMap::new(),
            requests: Vec::new(),
            open: Vec::new(),
            folders: BTreeSet::new(),
            is_complete: true,
        }
    }

    /// Reads the registry that was asked for and everything it depends on.
    pub(super) fn load(mut self) -> Option<Loaded> {
        let typed = self.options.path.to_string_lossy();
        let opened = match &self.options.files {
            Some(files) => Ok(Root::in_memory(&typed, files.clone())),
            None => Root::open(&typed, &[Path::new("")]),
        };
        let root = match opened {
            Ok(root) => root,
            Err(problem) => {
                self.collector.report_nowhere(&problem);
                return None;
            }
        };
        self.registry(&root, SchemaUrl::unknown())?;
        choose_versions(&mut self.registries, &self.requests, self.collector);
        let Self {
            registries,
            is_complete,
            folders,
            ..
        } = self;
        Some(Loaded {
            registries,
            is_complete,
            folders,
        })
    }

    /// Reads one registry, after its dependencies; `declared` is its name if it has no manifest.
    fn registry(&mut self, root: &Root, declared: SchemaUrl) -> Option<usize> {
        self.folders.insert(root.watched.clone());
        let mut registry = Registry::new(declared);
        match manifest::read(root, self.sources, self.collector) {
            // The definitions are read all the same, so that their mistakes are reported too.
            Description::Unusable => self.is_complete = false,
            Description::Missing => {}
            Description::Manifest(file, manifest) => {
                registry.schema_url = manifest.schema_url.clone();
                registry.description = manifest.description.clone();
                registry.stability = manifest.stability;
                if let Some(uri) = &manifest.resolved_uri {
                    registry.published = self.published(root, file, uri);
                    return Some(self.add(registry));
                }
                self.open.push(manifest.schema_url.name().to_owned());
                registry.dependencies = self.dependencies(root, file, &manifest);
                self.open.pop();
            }
        }
        registry.files = self.definitions(root)?;
        Some(self.add(registry))
    }

    fn add(&mut self, registry: Registry) -> usize {
        self.registries.push(registry);
        self.registries.len() - 1
    }

    /// Reads the resolved form of a published registry, which is at `uri` or, if that is somewhere on
    /// the network, beside the manifest under the same name.
    fn published(&mut self, root: &Root, manifest: FileId, uri: &str) -> Option<Published> {
        let is_remote = uri.contains("://");
        let name = uri.rsplit('/').next().filter(|_| is_remote);
        let relative = Path::new(name.unwrap_or(uri));
        let location = Location::value(manifest, YamlPath::default().key("resolved_registry_uri"));
        if is_remote && !root.has(relative) {
            let path = uri.to_owned();
            self.report_incomplete(&LoadProblem::VirtualDirectoryError { path }, location);
            return None;
        }
        let (source, unread) = root.source(relative);
        let problem = unread.map(|it| (it.problem(&source.path, &source.provenance), it.spot));
        let file = self.sources.add(source);
        if let Some((problem, spot)) = problem {
            let location = match spot {
                Spot::File => location,
                _ => Location { file, spot },
            };
            self.report_incomplete(&problem, location);
            return None;
        }
        let published = published::read(manifest, file, self.sources.get(file), self.collector);
        self.is_complete &= published.is_some();
        published
    }

    fn dependencies(
        &mut self,
        root: &Root,
        file: FileId,
        manifest: &Manifest,
    ) -> Vec<DependencyEdge> {
        let location = |dependency: &Dependency| {
            Location::value(
                file,
                YamlPath::default()
                    .key("dependencies")
                    .index(dependency.index),
            )
        };
        if let (Some(first), true) = (
            manifest.dependencies.first(),
            self.open.len() > DEPENDENCY_DEPTH_MAX,
        ) {
            let registry_name = root.recorded.clone();
            let depth_max = DEPENDENCY_DEPTH_MAX;
            let problem = LoadProblem::MaximumDependencyDepth {
                registry_name,
                depth_max,
            };
            self.report_incomplete(&problem, location(first));
            return Vec::new();
        }
        let mut edges = Vec::new();
        for dependency in &manifest.dependencies {
            let location = location(dependency);
            let Some(found) = self.dependency(root, dependency, &location) else {
                continue;
            };
            let schema_url = dependency.schema_url.clone();
            let is_direct = self.open.len() == 1;
            self.requests.push(Request {
                schema_url,
                found,
                is_direct,
                location,
            });
            edges.push(DependencyEdge {
                asked: found,
                used: found,
            });
        }
        edges
    }

    fn dependency(
        &mut self,
        parent: &Root,
        dependency: &Dependency,
        location: &Location,
    ) -> Option<usize> {
        let name = dependency.schema_url.name();
        if self.open.iter().any(|open| open == name) {
            let start = self
                .open
                .iter()
                .position(|open| open == name)
                .unwrap_or_default();
            let chain = self.open[start..].iter().map(String::as_str).chain([name]);
            let chain = chain.collect::<Vec<_>>().join(" → ");
            let registry_name = name.to_owned();
            let problem = LoadProblem::CircularDependency {
                registry_name,
                chain,
            };
            self.report_incomplete(&problem, location.clone());
            return None;
        }
        let root = match self.find(parent, dependency) {
            Ok(root) => root,
            Err(problem) => {
                self.report_incomplete(&problem, location.clone());
                return None;
            }
        };
        let identity = root.identity();
        if let Some(known) = self.by_root.get(&identity) {
            return Some(*known);
        }
        let index = self.registry(&root, dependency.schema_url.clone())?;
        self.by_root.insert(identity, index);
        Some(index)
    }

    /// The files of a dependency: relative to the manifest that names it, else to the working
    /// directory.
    fn find(&self, parent: &Root, dependency: &Dependency) -> Result<Root, LoadProblem> {
        let url = dependency.schema_url.to_string();
        if let Some(typed) = self.options.schema_url_overrides.get(&url) {
            return Root::open(typed, &[Path::new("")]);
        }
        match &dependency.registry_path {
            Some(typed) => Root::open(typed, &[&parent.folder, Path::new("")]),
            None => Err(LoadProblem::VirtualDirectoryError { path: url }),
        }
    }

    fn report_incomplete(&mut self, problem: &LoadProblem, location: Location) {
        self.is_complete = false;
        self.collector.report(problem, location);
    }

    fn definitions(&mut self, root: &Root) -> Option<Vec<(FileId, Definition)>> {
        let paths = match root.definition_files(self.options.follow_symlinks) {
            Ok(paths) => paths,
            Err((path, error)) => {
                let path = path.to_string_lossy().into_owned();
                self.collector
                    .report_nowhere(&LoadProblem::SemConvSpecError { path, error });
                self.is_complete = false;
                return None;
            }
        };
        let mut files = Vec::with_capacity(paths.len());
        for relative in &paths {
            let (source, unread) = root.source(relative);
            let problem = unread.map(|it| (it.problem(&source.path, &source.provenance), it.spot));
            let file = self.sources.add(source);
            match problem {
                None => files.push(file),
                Some((problem, spot)) => self.report_incomplete(&problem, Location { file, spot }),
            }
        }
        let sources = &*self.sources;
        let read = |file: &FileId| definition::read(*file, sources.get(*file));
        // One file alone is read sooner than another thread would wake up.
        let readings: Vec<_> = match files.as_slice() {
            [only] => vec![read(only)],
            _ => files.par_iter().map(read).collect(),
        };
        let mut definitions = Vec::with_capacity(files.len());
        for (file, reading) in files.into_iter().zip(readings) {
            self.collector.append(reading.collector);
            match reading.definition {
                Some(definition) => definitions.push((file, definition)),
                None => self.is_complete = false,
            }
        }
        Some(definitions)
    }
}
