use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::definition;
use super::folder;
use super::manifest::{self, Description};
use super::problem::LoadProblem;
use super::versions::choose_versions;
use super::{DependencyEdge, Loaded, Registry};
use crate::diagnostic::{Collector, Location};
use crate::model::{Definition, Dependency, Manifest, SchemaUrl};
use crate::source::{FileId, SourceFile, Sources, YamlPath};

/// How many dependencies may lie between a registry and the one it ends up needing.
const DEPENDENCY_DEPTH_MAX: usize = 10;

/// A folder with a registry in it.
struct Folder {
    /// How to open it.
    path: PathBuf,
    /// How people see it: the same, without detours.
    shown: String,
    /// How the resolved registry records it: as it was typed.
    recorded: String,
}

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
    follow_symlinks: bool,
    sources: &'a mut Sources,
    collector: &'a mut Collector,
    registries: Vec<Registry>,
    by_folder: BTreeMap<PathBuf, usize>,
    requests: Vec<Request>,
    /// The names of the registries that are being read, outermost first.
    open: Vec<String>,
    folders: BTreeSet<PathBuf>,
    is_complete: bool,
}

impl<'a> Loader<'a> {
    pub(super) fn new(
        follow_symlinks: bool,
        sources: &'a mut Sources,
        collector: &'a mut Collector,
    ) -> Self {
        Self {
            follow_symlinks,
            sources,
            collector,
            registries: Vec::new(),
            by_folder: BTreeMap::new(),
            requests: Vec::new(),
            open: Vec::new(),
            folders: BTreeSet::new(),
            is_complete: true,
        }
    }

    /// Reads the registry at `path` and everything it depends on.
    pub(super) fn load(mut self, path: &Path) -> Option<Loaded> {
        let typed = path.to_string_lossy().into_owned();
        if is_remote(&typed) {
            self.collector
                .report_nowhere(&LoadProblem::VirtualDirectoryError { path: typed });
            return None;
        }
        let folder = folder_of(path.to_owned(), typed);
        if !folder.path.is_dir() {
            let error = "no such folder".to_owned();
            let path = folder.recorded;
            self.collector
                .report_nowhere(&LoadProblem::SemConvSpecError { path, error });
            return None;
        }
        self.registry(&folder, SchemaUrl::unknown())?;
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
    fn registry(&mut self, folder: &Folder, declared: SchemaUrl) -> Option<usize> {
        let (shown, recorded) = (&folder.shown, &folder.recorded);
        self.folders.insert(PathBuf::from(shown));
        let description =
            manifest::read(&folder.path, shown, recorded, self.sources, self.collector);
        let (mut about, mut stability) = (None, None);
        let (schema_url, dependencies) = match description {
            Description::Unusable => {
                // The definitions are read all the same, so that their mistakes are reported too.
                self.is_complete = false;
                (declared, Vec::new())
            }
            Description::Missing => (declared, Vec::new()),
            Description::Manifest(file, manifest) => {
                let schema_url = manifest.schema_url.clone();
                (about, stability) = (manifest.description.clone(), manifest.stability);
                self.open.push(schema_url.name().to_owned());
                let dependencies = self.dependencies(folder, file, &manifest);
                self.open.pop();
                (schema_url, dependencies)
            }
        };
        let files = self.definitions(folder)?;
        self.registries.push(Registry {
            schema_url,
            description: about,
            stability,
            files,
            dependencies,
        });
        Some(self.registries.len() - 1)
    }

    fn dependencies(
        &mut self,
        folder: &Folder,
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
            let registry_name = folder.recorded.clone();
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
            let Some(found) = self.dependency(folder, dependency, &location) else {
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
        parent: &Folder,
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
        let folder = match find_dependency(parent, dependency) {
            Ok(folder) => folder,
            Err(problem) => {
                self.report_incomplete(&problem, location.clone());
                return None;
            }
        };
        let canonical = folder
            .path
            .canonicalize()
            .unwrap_or_else(|_| folder.path.clone());
        if let Some(known) = self.by_folder.get(&canonical) {
            return Some(*known);
        }
        let index = self.registry(&folder, dependency.schema_url.clone())?;
        self.by_folder.insert(canonical, index);
        Some(index)
    }

    fn report_incomplete(&mut self, problem: &LoadProblem, location: Location) {
        self.is_complete = false;
        self.collector.report(problem, location);
    }

    fn definitions(&mut self, folder: &Folder) -> Option<Vec<(FileId, Definition)>> {
        let paths = match folder::definition_files(&folder.path, self.follow_symlinks) {
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
            let text = folder::read_text(&folder.path.join(relative));
            let source = SourceFile {
                path: folder::join(&folder.shown, relative),
                provenance: folder::join(&folder.recorded, relative),
                text: text.clone().unwrap_or_default(),
            };
            let path = source.path.clone();
            let file = self.sources.add(source);
            match text {
                Ok(_) => files.push(file),
                Err(error) => {
                    let problem = LoadProblem::SemConvSpecError { path, error };
                    self.report_incomplete(&problem, Location::file(file));
                }
            }
        }
        let sources = &*self.sources;
        let readings: Vec<_> = files
            .par_iter()
            .map(|file| definition::read(*file, sources.get(*file)))
            .collect();
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

/// Whether `path` means something that would have to be fetched or unpacked first.
fn is_remote(path: &str) -> bool {
    let is_archive = [".git", ".zip", ".tar.gz"]
        .iter()
        .any(|ending| path.ends_with(ending));
    path.contains("://") || path.ends_with(']') || (is_archive && !Path::new(path).is_dir())
}

/// The folder of a dependency: relative to the manifest that names it, else to the working directory.
fn find_dependency(parent: &Folder, dependency: &Dependency) -> Result<Folder, LoadProblem> {
    let Some(typed) = &dependency.registry_path else {
        let path = dependency.schema_url.to_string();
        return Err(LoadProblem::VirtualDirectoryError { path });
    };
    if is_remote(typed) {
        return Err(LoadProblem::VirtualDirectoryError {
            path: typed.clone(),
        });
    }
    let candidates = [parent.path.join(typed), PathBuf::from(typed)];
    candidates
        .iter()
        .map(|path| folder_of(path.clone(), typed.clone()))
        .find(|folder| folder.path.is_dir())
        .ok_or_else(|| LoadProblem::SemConvSpecError {
            path: typed.clone(),
            error: format!(
                "no such folder, neither beside the manifest (`{}`) nor in the working directory",
                without_detours(&candidates[0])
            ),
        })
}

/// The folder at `path`, which may also be that of its manifest.
fn folder_of(path: PathBuf, recorded: String) -> Folder {
    let is_manifest = path.is_file()
        && path
            .file_name()
            .is_some_and(|name| name == folder::MANIFEST || name == folder::LEGACY_MANIFEST);
    let path = match path.parent() {
        Some(parent) if is_manifest => parent.to_owned(),
        _ => path,
    };
    Folder {
        shown: without_detours(&path),
        path,
        recorded,
    }
}

/// `a/b/../c` as `a/c`, if that is the same folder.
fn without_detours(path: &Path) -> String {
    let mut short = PathBuf::new();
    for part in path.components() {
        let is_detour = part == std::path::Component::ParentDir
            && short.file_name().is_some_and(|last| last != "..");
        if is_detour {
            short.pop();
        } else {
            short.push(part);
        }
    }
    let is_same = match (short.canonicalize(), path.canonicalize()) {
        (Ok(short), Ok(path)) => short == path,
        _ => true,
    };
    let shown = if is_same && !short.as_os_str().is_empty() {
        &short
    } else {
        path
    };
    shown.to_string_lossy().into_owned()
}
