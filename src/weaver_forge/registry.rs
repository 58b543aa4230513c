//! From a path to a checked registry in one call: load, resolve, check, lint.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::check;
use crate::diagnostic::{Collector, Findings};
use crate::lint;
use crate::load::{self, Loaded};
use crate::resolve::{self, ResolvedRegistry, Run, SchemaVersion};
use crate::source::Sources;

/// Which registry to read, and how.
#[derive(Debug, Clone)]
pub struct RegistryOptions {
    /// The folder of the registry, or the archive it is in: `registry.zip`, `registry.tar.gz`, or a
    /// folder in one, `registry.zip[model]`. It is recorded as it is written here.
    pub path: PathBuf,
    /// The files of the registry by their paths in it, where they are at hand and nothing is to be
    /// read from `path`, which then is only their name. Dependencies are read from where the manifest
    /// says, starting at `path`.
    pub files: Option<BTreeMap<PathBuf, Vec<u8>>>,
    /// Whether to import everything that dependencies have. Deprecated: use `imports:`.
    pub include_unreferenced: bool,
    /// The shape in which the resolved registry is shown.
    pub schema_version: SchemaVersion,
    /// Where dependencies are, by schema URL: in place of what manifests say.
    pub schema_url_overrides: BTreeMap<String, String>,
    /// Whether links among the files of a registry are followed.
    pub follow_symlinks: bool,
}

impl RegistryOptions {
    /// The registry at `path`, with everything else as Weaver does it by default.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            files: None,
            include_unreferenced: false,
            schema_version: SchemaVersion::V1,
            schema_url_overrides: BTreeMap::new(),
            follow_symlinks: false,
        }
    }
}

/// Whether to look for more than Weaver does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lints {
    /// Only Weaver's own findings.
    Off,
    /// Also what would make generated code wrong although the registry is valid; all of it errors:
    ///
    /// * a `ref` to an attribute that a dependency has deprecated, unless it says why;
    /// * an `id` of an attribute that a dependency defines already;
    /// * an attribute that no span, event, metric or entity uses;
    /// * two attributes that become one identifier where dots become underscores;
    /// * two spans with one name, or a span without a name where others have one;
    /// * an annotation below `code_generation` that means nothing, or not there, or is not true.
    ///
    /// These annotations mean something, `exclude` anywhere and the others where it is said:
    ///
    /// ```yaml
    /// - id: span.shop.checkout
    ///   type: span
    ///   annotations:
    ///     code_generation:
    ///       span_name: checkout {shop.name}      # braces: required attributes of the span
    ///       constants: {shop.currency: EUR}      # attributes with one value for all these spans
    ///       parents: [span.shop.visit, root]     # what may be above it; `root` is nothing
    ///   attributes:
    ///     - ref: shop.system
    ///       annotations:
    ///         code_generation:
    ///           members: [till, web]             # values that the enum does not have, or of which
    ///                                            # only these occur
    ///           allow_deprecated: <reason>
    ///           same_value_as: shop.name         # another attribute of the span
    ///           stability_opt_in: <setting>      # what switches the attribute on
    /// - id: metric.shop.sales
    ///   type: metric
    ///   annotations: {code_generation: {metric_value_type: int}}   # or double
    /// ```
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
    load_and_check_with(options, lints, |_, _, _| {})
}

/// Does the same, and shows what was read to `look` before it is resolved.
pub(crate) fn load_and_check_with(
    options: &RegistryOptions,
    lints: Lints,
    look: impl FnOnce(&Loaded, &Sources, &mut Collector),
) -> Checked {
    let mut sources = Sources::default();
    let mut collector = Collector::default();
    let loaded = load::load(options, &mut sources, &mut collector);
    let Some(loaded) = loaded else {
        return Checked {
            registry: None,
            findings: collector.locate(&sources),
        };
    };
    let is_v1 = options.schema_version == SchemaVersion::V1;
    load::check_version(&loaded, is_v1, &mut collector);
    check::check_definitions(&loaded, &sources, &mut collector);
    look(&loaded, &sources, &mut collector);
    let run = Run {
        sources: &sources,
        is_complete: loaded.is_complete,
        include_unreferenced: options.include_unreferenced,
    };
    let resolution = resolve::resolve(&loaded, &run, &mut collector);
    if let Some(main) = resolution.main() {
        check::check_duplicates(&main.groups, &mut collector);
        if !is_v1 {
            resolve::check_event_names(main, &mut collector);
        }
        if lints == Lints::On && loaded.is_complete {
            lint::lint(&loaded, &resolution, &mut collector);
        }
    }
    let is_usable = !collector.has_fatal();
    let registry = resolution
        .into_main()
        .filter(|_| is_usable)
        .map(|main| ResolvedRegistry::new(&options.path, options.schema_version, loaded, main));
    Checked {
        registry,
        findings: collector.locate(&sources),
    }
}
