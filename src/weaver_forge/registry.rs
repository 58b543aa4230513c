//! From a path to a checked registry in one call: load, resolve, check, lint.

use std::path::PathBuf;

use crate::check;
use crate::diagnostic::{Collector, Findings};
use crate::lint;
use crate::load;
use crate::resolve::{self, ResolvedRegistry, Run};
use crate::source::Sources;

/// Which registry to read, and how.
#[derive(Debug, Clone)]
pub struct RegistryOptions {
    /// The folder of the registry. It is recorded as it is written here.
    pub path: PathBuf,
    /// Whether to import everything that dependencies have. Deprecated: use `imports:`.
    pub include_unreferenced: bool,
    /// Whether links among the files of a registry are followed.
    pub follow_symlinks: bool,
}

impl RegistryOptions {
    /// The registry at `path`, with everything else as Weaver does it by default.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            include_unreferenced: false,
            follow_symlinks: false,
        }
    }
}

/// Whether to look for more than Weaver does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lints {
    /// Only Weaver's own findings.
    Off,
    /// Also what [`crate::load_and_check`] says about dependencies, unused definitions, colliding
    /// names and `code_generation` annotations.
    On,
}

/// What became of a registry.
#[derive(Debug)]
pub struct Checked {
    /// The registry, unless something about it is fatal.
    pub registry: Option<ResolvedRegistry>,
    /// Everything that was found, fatal or not.
    pub findings: Findings,
}

/// Reads a registry, resolves it and looks for mistakes.
///
/// All findings of a run are reported together: one broken file does not hide the others.
pub fn load_and_check(options: &RegistryOptions, lints: Lints) -> Checked {
    let mut sources = Sources::default();
    let mut collector = Collector::default();
    let loaded = load::load(
        &options.path,
        options.follow_symlinks,
        &mut sources,
        &mut collector,
    );
    let Some(loaded) = loaded else {
        return Checked {
            registry: None,
            findings: collector.locate(&sources),
        };
    };
    check::check_definitions(&loaded, &sources, &mut collector);
    let run = Run {
        sources: &sources,
        is_complete: loaded.is_complete,
        include_unreferenced: options.include_unreferenced,
    };
    let resolution = resolve::resolve(&loaded, &run, &mut collector);
    if let Some(main) = resolution.main() {
        check::check_duplicates(&main.groups, &mut collector);
        if lints == Lints::On && loaded.is_complete {
            lint::lint(&loaded, &resolution, &mut collector);
        }
    }
    let is_usable = !collector.has_fatal();
    let registry = resolution
        .into_main()
        .filter(|_| is_usable)
        .map(|main| ResolvedRegistry {
            registry_url: options.path.to_string_lossy().into_owned(),
            groups: main.groups,
            folders: loaded.folders,
        });
    Checked {
        registry,
        findings: collector.locate(&sources),
    }
}
