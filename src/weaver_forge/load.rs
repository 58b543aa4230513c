//! Reads a registry and the registries it depends on, from local folders only.
//!
//! Nothing stops at the first mistake: what can be understood of a broken file is kept, so that one
//! run reports everything. Files are read in the order of their paths, so that nothing depends on
//! the file system.

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
mod scalars;
mod v2;
mod versions;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::Collector;
use crate::model::{Definition, SchemaUrl, Stability};
use crate::source::{FileId, Sources};

use decode::yaml_kind;

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
    /// The registries it depends on, in the order of the manifest.
    pub(crate) dependencies: Vec<DependencyEdge>,
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
    /// The folders that were read.
    pub(crate) folders: BTreeSet<PathBuf>,
}

/// Reads the registry at `path`, unless it has no readable manifest or folder.
pub(crate) fn load(
    path: &Path,
    follow_symlinks: bool,
    sources: &mut Sources,
    collector: &mut Collector,
) -> Option<Loaded> {
    dependencies::Loader::new(follow_symlinks, sources, collector).load(path)
}
