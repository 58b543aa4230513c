//! Rendering from a build script.

mod cargo;
mod failure;
mod report;

pub use failure::Failure;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value as Json;

use crate::config::Parameters;
use crate::output::{Marker, OutputFolder, Outputs, Ownership, Plan};
use crate::render::{self, Target};
use crate::{Checked, Error, Findings, Lints, RegistryOptions, load_and_check};

use cargo::Environment;

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
pub struct Build {
    registry: PathBuf,
    lints: Lints,
    follow_symlinks: bool,
    include_unreferenced: bool,
    targets: Vec<(PathBuf, OutputFolder)>,
    parameters: Parameters,
    marker: Marker,
    command: String,
    root: PathBuf,
    ci: Option<bool>,
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

    fn target(mut self, templates: PathBuf, path: PathBuf, ownership: Ownership) -> Self {
        self.targets
            .push((templates, OutputFolder { path, ownership }));
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

    /// Checks the registry, renders and writes what changed; in continuous integration compares
    /// instead. Tells Cargo what to watch, and all findings and errors as errors of the build.
    ///
    /// When something is wrong with the registry, a template or an output folder, nothing is
    /// written. Cargo then fails the build because of the errors it was told; the exit code is
    /// that of success, as Cargo would else repeat everything. Outside of a build script errors go
    /// to standard error and the exit code is that of failure.
    pub fn run(&self) -> ExitCode {
        let environment = Environment::of_process();
        let ci = self.ci.unwrap_or(environment.ci);
        let mut watched = self.inputs();
        let outcome = self.attempt(&mut watched, |plan| {
            if ci {
                self.fresh(&plan)
            } else {
                plan.apply().map(drop).map_err(|error| vec![error])
            }
        });
        if environment.build_script {
            cargo::watch(&self.root, &watched);
        }
        report::print(&outcome, environment.build_script)
    }

    /// Checks the registry and renders, and looks at no output folder.
    ///
    /// # Errors
    /// All that is wrong with the registry or the templates.
    pub fn check(&self) -> Result<(), Failure> {
        let (findings, outputs) = self.outputs(&mut Vec::new());
        outputs
            .map(drop)
            .map_err(|errors| Failure::new(findings, errors))
    }

    /// Checks the registry, renders and compares the result with what is on disk. Writes nothing.
    ///
    /// # Errors
    /// All that is wrong with the registry, the templates or the output folders; and each file
    /// that is missing, differs, or is not rendered any more.
    pub fn compare(&self) -> Result<(), Failure> {
        self.attempt(&mut Vec::new(), |plan| self.fresh(&plan))
            .map(drop)
    }

    /// Checks the registry, renders and writes what changed, whatever `CI` says.
    ///
    /// # Errors
    /// All that is wrong with the registry, the templates or the output folders; nothing is
    /// written then.
    pub fn write(&self) -> Result<(), Failure> {
        self.attempt(&mut Vec::new(), |plan| {
            plan.apply().map(drop).map_err(|error| vec![error])
        })
        .map(drop)
    }

    /// Checks, renders and compares, and hands what has to change to `finish`. Returns the findings
    /// that are no errors, and adds the folders of dependencies to `watched`.
    fn attempt(
        &self,
        watched: &mut Vec<PathBuf>,
        finish: impl FnOnce(Plan) -> Result<(), Vec<Error>>,
    ) -> Result<Findings, Failure> {
        let (findings, outputs) = self.outputs(watched);
        let outcome = outputs
            .and_then(|outputs| Plan::new(outputs, &self.marker))
            .and_then(finish);
        match outcome {
            Ok(()) => Ok(findings),
            Err(errors) => Err(Failure::new(findings, errors)),
        }
    }

    fn fresh(&self, plan: &Plan) -> Result<(), Vec<Error>> {
        let differences = plan.differences(&self.command);
        if differences.is_empty() {
            Ok(())
        } else {
            Err(differences)
        }
    }

    /// All findings, and what is rendered if none of them is an error.
    fn outputs(&self, watched: &mut Vec<PathBuf>) -> (Findings, Result<Outputs, Vec<Error>>) {
        let options = RegistryOptions {
            path: self.root.join(&self.registry),
            include_unreferenced: self.include_unreferenced,
            follow_symlinks: self.follow_symlinks,
        };
        let Checked { registry, findings } = load_and_check(&options, self.lints);
        watched.extend(
            registry
                .iter()
                .flat_map(|registry| registry.watched_paths())
                .map(Path::to_owned),
        );
        let Some(registry) = registry.filter(|_| !findings.has_errors(false)) else {
            return (findings, Err(Vec::new()));
        };
        let mut context = registry.context();
        forget_root(&mut context, &self.root);
        let outputs = self.rendered(&context);
        (findings, outputs)
    }

    fn rendered(&self, context: &Json) -> Result<Outputs, Vec<Error>> {
        let mut outputs = Outputs::default();
        let mut errors = Vec::new();
        for (templates, folder) in &self.targets {
            let folder = OutputFolder {
                path: self.root.join(&folder.path),
                ownership: folder.ownership,
            };
            let outcome = Target::in_folder(&self.root, templates)
                .and_then(|target| render::render(&target, context, &self.parameters))
                .and_then(|rendered| outputs.add(folder, rendered));
            if let Err(more) = outcome {
                errors.extend(more);
            }
        }
        if errors.is_empty() {
            Ok(outputs)
        } else {
            Err(errors)
        }
    }

    /// What to watch whatever happens: the registry, the templates and their configuration.
    fn inputs(&self) -> Vec<PathBuf> {
        let mut inputs = vec![self.root.join(&self.registry)];
        for (templates, _) in &self.targets {
            inputs.push(self.root.join(templates));
            inputs.extend(render::config_files_above(&self.root, templates));
        }
        inputs
    }
}

/// Makes the paths in `context` relative to `root`: an output must not depend on where a project is.
fn forget_root(context: &mut Json, root: &Path) {
    match context {
        Json::String(text) => {
            if let Ok(relative) = Path::new(text).strip_prefix(root)
                && !root.as_os_str().is_empty()
            {
                *text = relative.to_string_lossy().into_owned();
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| forget_root(item, root)),
        Json::Object(fields) => {
            for field in ["registry_url", "groups", "lineage", "provenance", "path"] {
                if let Some(value) = fields.get_mut(field) {
                    forget_root(value, root);
                }
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}
