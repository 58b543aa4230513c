//! Rendering from a build script.

mod cargo;
mod failure;
mod report;
mod run;

pub use failure::Failure;

use std::path::PathBuf;

use serde_json::Value as Json;

use crate::Lints;
use crate::config::Parameters;
use crate::output::{Marker, OutputFolder, Ownership};
use crate::render::{self, BuiltIn};

/// The command that brings generated files up to date, unless the caller names another. Cargo does
/// not see that a generated file was edited, so it has to be made to run the build script.
const DEFAULT_COMMAND: &str = "touch build.rs && cargo build";

/// A registry, the templates it is rendered with and the folders the results go to.
///
/// This is a whole build script:
///
/// ```no_run
/// fn main() -> std::process::ExitCode {
///     weaver_forge::Build::new("registry")
///         .render("templates/registry/rust", "generated")
///         .render_into("templates/registry/markdown", "docs")
///         .run()
/// }
/// ```
///
/// and this the test that keeps checked-in files fresh even where modification times lie:
///
/// ```no_run
/// # fn build() -> weaver_forge::Build { weaver_forge::Build::new("registry") }
/// #[test]
/// fn generated_files_are_up_to_date() {
///     if let Err(failure) = build().compare() {
///         panic!("{failure}");
///     }
/// }
/// ```
///
/// Relative paths start at the working directory, which for build scripts and tests is the
/// package. Of the weaver.yaml files, those of the target's folder and of the folders above it
/// are read, as far as the relative path given here names them; nothing outside the project
/// changes an output.
///
/// Generated files carry a marker in one of their first five lines, `@generated` unless
/// [`Build::marker`] says otherwise, and the templates print it.
#[derive(Debug, Clone)]
#[must_use = "nothing happens until `run`, `write`, `compare` or `check` is called"]
pub struct Build {
    registry: PathBuf,
    lints: Lints,
    follow_symlinks: bool,
    include_unreferenced: bool,
    targets: Vec<(Templates, OutputFolder)>,
    parameters: Parameters,
    marker: Marker,
    command: String,
    strict_undefined: bool,
    root: PathBuf,
    ci: Option<bool>,
}

/// Where the templates of a target are.
#[derive(Debug, Clone)]
enum Templates {
    Folder(PathBuf),
    BuiltIn(&'static BuiltIn),
}

impl Build {
    /// Starts with the registry in the folder `registry`.
    pub fn new(registry: impl Into<PathBuf>) -> Self {
        Self {
            registry: registry.into(),
            lints: Lints::On,
            follow_symlinks: false,
            include_unreferenced: false,
            targets: Vec::new(),
            parameters: Parameters::default(),
            marker: Marker::default(),
            command: DEFAULT_COMMAND.to_owned(),
            strict_undefined: false,
            root: PathBuf::new(),
            ci: None,
        }
    }

    /// Renders the templates in the folder `templates` to `output`, a folder for generated files
    /// only: a marked file that nothing renders any more is deleted, and a file without the marker
    /// is an error. Hidden files are left alone.
    pub fn render(self, templates: impl Into<PathBuf>, output: impl Into<PathBuf>) -> Self {
        self.target(templates.into(), output.into(), Ownership::Folder)
    }

    /// Renders the templates in the folder `templates` to `output`, a folder that holds files
    /// written by hand too: only the rendered files are looked at. A file that is not rendered any
    /// more stays where it is.
    pub fn render_into(self, templates: impl Into<PathBuf>, output: impl Into<PathBuf>) -> Self {
        self.target(templates.into(), output.into(), Ownership::Files)
    }

    /// Renders the registry into a crate of typed OpenTelemetry spans for Rust, with templates that
    /// come with this crate, to `output`, a folder for generated files only. The crate depends on
    /// `runtime`.
    ///
    /// The parameter `namespace` is the first segment of the registry's own attributes, which their
    /// names in Rust then lose; `scope` is the name of the instrumentation scope, by default that of
    /// the package.
    ///
    /// ```no_run
    /// weaver_forge::Build::new("registry")
    ///     .render_rust("generated")
    ///     .parameter("namespace", "shop")
    ///     .run();
    /// ```
    pub fn render_rust(mut self, output: impl Into<PathBuf>) -> Self {
        let folder = OutputFolder {
            path: output.into(),
            ownership: Ownership::Folder,
        };
        self.targets
            .push((Templates::BuiltIn(&render::RUST), folder));
        self
    }

    fn target(mut self, templates: PathBuf, path: PathBuf, ownership: Ownership) -> Self {
        self.targets.push((
            Templates::Folder(templates),
            OutputFolder { path, ownership },
        ));
        self
    }

    /// Gives all templates the parameter `name`; it wins over the one in weaver.yaml.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.parameters.set(name, value);
        self
    }

    /// The text by which generated files are known, in place of `@generated`.
    pub fn marker(mut self, text: impl Into<String>) -> Self {
        self.marker = Marker::new(text);
        self
    }

    /// The command that messages tell to run when files are out of date, in place of
    /// `touch build.rs && cargo build`.
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// Whether to look for more than Weaver does; by default [`Lints::On`].
    pub fn lints(mut self, lints: Lints) -> Self {
        self.lints = lints;
        self
    }

    /// Follows symbolic links in the registry.
    pub fn follow_symlinks(mut self) -> Self {
        self.follow_symlinks = true;
        self
    }

    /// Takes in everything that dependencies of the registry define, referred to or not.
    pub fn include_unreferenced(mut self) -> Self {
        self.include_unreferenced = true;
        self
    }

    /// Makes it an error that a template prints something that does not exist. Weaver, and this
    /// crate by default, print nothing then.
    pub fn strict_undefined(mut self) -> Self {
        self.strict_undefined = true;
        self
    }

    /// The folder at which relative paths start, in place of the working directory.
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.root = folder.into();
        self
    }

    /// Whether this is continuous integration, where nothing is written and what is out of date is
    /// an error; by default that is so if the environment variable `CI` is set, unless to nothing,
    /// `0` or `false`.
    pub fn ci(mut self, ci: bool) -> Self {
        self.ci = Some(ci);
        self
    }
}
