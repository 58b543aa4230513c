//! Reads a registry and the registries it depends on, from local folders and archives only.
//!
//! Nothing stops at the first mistake: what can be understood of a broken file is kept, so that one
//! run reports everything. Files are read in the order of their paths, so that nothing depends on
//! the file system.

#[cfg(feature = "archives")]
mod archive;
mod attribute;
mod body;
mod decode;
mod definition;
mod dependencies;
mod folder;
mod group;
mod malformed;
mod manifest;
mod problem;
mod published;
mod root;
mod scalars;
mod schema;
mod v2;
mod versions;

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::RegistryOptions;
use crate::diagnostic::{Collector, Location};
use crate::model::{Definition, SchemaUrl, Stability};
use crate::source::{FileId, Sources};

use decode::yaml_kind;
pub(crate) use published::{Published, PublishedGroup};

/// One registry: its manifest and its definition files.
#[derive(Debug)]
pub(crate) struct Registry {
    /// Its name and version.
    pub(crate) schema_url: SchemaUrl,
    /// What its manifest says about it.
    pub(crate) description: Option<String>,
    /// How settled it is, if its manifest says so.
    pub(crate) stability: Option<Stability>,
    /// What its files say, in the order of their paths.
    pub(crate) files: Vec<(FileId, Definition)>,
    /// What it says in place of files, if it was published.
    pub(crate) published: Option<Published>,
    /// The registries it depends on, in the order of the manifest.
    pub(crate) dependencies: Vec<DependencyEdge>,
}

impl Registry {
    /// A registry of which nothing is known yet but its name.
    fn new(schema_url: SchemaUrl) -> Self {
        Self {
            schema_url,
            description: None,
            stability: None,
            files: Vec::new(),
            published: None,
            dependencies: Vec::new(),
        }
    }
}

/// What became of an entry of a manifest's `dependencies`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DependencyEdge {
    /// The registry that the manifest points to: an index into [`Loaded::registries`].
    pub(crate) asked: usize,
    /// The registry that is used: the same, or a newer version of it.
    pub(crate) used: usize,
}

/// A registry with everything it depends on.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// Every registry; what a registry depends on comes before it, and the one asked for is last.
    pub(crate) registries: Vec<Registry>,
    /// Whether every file could at least be parsed. If not, what seems to be missing may be there.
    pub(crate) is_complete: bool,
    /// The folders and archives that were read.
    pub(crate) folders: BTreeSet<PathBuf>,
}

/// Warns if a published registry is about to be shown as a list of groups, which it is not.
pub(crate) fn check_version(loaded: &Loaded, is_v1: bool, collector: &mut Collector) {
    let Some(main) = loaded.registries.last().filter(|_| is_v1) else {
        return;
    };
    if let Some(published) = &main.published {
        let schema_url = main.schema_url.to_string();
        let problem = problem::LoadProblem::V2FlagMissingWarning { schema_url };
        collector.report(&problem, Location::file(published.manifest));
    }
}

/// Reads the registry that `options` name, unless it has no readable manifest or folder.
pub(crate) fn load(
    options: &RegistryOptions,
    sources: &mut Sources,
    collector: &mut Collector,
) -> Option<Loaded> {
    dependencies::Loader::new(options, sources, collector).load()
}
