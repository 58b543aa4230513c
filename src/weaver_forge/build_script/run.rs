//! Doing what a [`Build`] says.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value as Json;

use super::cargo::{self, Environment};
use super::{Build, Failure, Templates, report};
use crate::error::none_of;
use crate::jq;
use crate::output::{OutputFolder, Outputs, Plan};
use crate::render::{self, Target};
use crate::{Checked, Error, Findings, RegistryOptions, load_and_check};

impl Build {
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
        none_of(differences, ())
    }

    /// All findings, and what is rendered if none of them is an error.
    fn outputs(&self, watched: &mut Vec<PathBuf>) -> (Findings, Result<Outputs, Vec<Error>>) {
        let options = RegistryOptions {
            include_unreferenced: self.include_unreferenced,
            follow_symlinks: self.follow_symlinks,
            ..RegistryOptions::new(self.root.join(&self.registry))
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
        forget_root(&mut context, &self.start());
        let outputs = self.rendered(&jq::input(context));
        (findings, outputs)
    }

    fn rendered(&self, registry: &jq::Input) -> Result<Outputs, Vec<Error>> {
        let mut outputs = Outputs::default();
        let mut errors = Vec::new();
        for (templates, folder) in &self.targets {
            let folder = OutputFolder {
                path: self.root.join(&folder.path),
                ownership: folder.ownership,
            };
            let target = match templates {
                Templates::Folder(folder) => Target::in_folder(&self.root, folder),
                Templates::BuiltIn(templates) => Target::built_in(templates),
            };
            let outcome = target
                .and_then(|mut target| {
                    target.config.strict_undefined = self.strict_undefined;
                    render::render(&target, registry, &self.parameters)
                })
                .and_then(|rendered| outputs.add(folder, rendered));
            if let Err(more) = outcome {
                errors.extend(more);
            }
        }
        none_of(errors, outputs)
    }

    /// The folder at which relative paths start.
    fn start(&self) -> PathBuf {
        if self.root.as_os_str().is_empty() {
            std::env::current_dir().unwrap_or_default()
        } else {
            self.root.clone()
        }
    }

    /// What to watch whatever happens: the registry, the templates and their configuration.
    fn inputs(&self) -> Vec<PathBuf> {
        let mut inputs = vec![self.root.join(&self.registry)];
        for (templates, _) in &self.targets {
            if let Templates::Folder(folder) = templates {
                inputs.push(self.root.join(folder));
                inputs.extend(render::config_files_in(&self.root, folder));
            }
        }
        inputs
    }
}

/// Makes the paths in `context` relative to `root`: an output must not depend on where a project is.
fn forget_root(context: &mut Json, root: &Path) {
    match context {
        Json::String(text) => {
            if let Ok(relative) = Path::new(text).strip_prefix(root) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_watched_and_outputs_are_not() {
        let folder = tempfile::tempdir().expect("temporary folder");
        for file in [
            "templates/weaver.yaml",
            "templates/rust/weaver.yaml",
            "weaver.yaml",
        ] {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().expect("has a parent")).expect("writable");
            std::fs::write(path, "").expect("writable");
        }
        let build = Build::new("registry")
            .root(folder.path())
            .render("templates/rust", "generated");
        let inputs = [
            "registry",
            "templates/rust",
            "templates/weaver.yaml",
            "templates/rust/weaver.yaml",
        ];
        assert_eq!(build.inputs(), inputs.map(|path| folder.path().join(path)));
    }

    #[test]
    fn only_paths_below_the_root_are_made_relative() {
        let mut context = serde_json::json!({
            "registry_url": "/p/registry",
            "groups": [{"brief": "/p/x", "lineage": {"provenance": {"path": "/p/registry/a.yaml"}}}],
        });
        forget_root(&mut context, Path::new("/p"));
        assert_eq!(
            context,
            serde_json::json!({
                "registry_url": "registry",
                "groups": [{"brief": "/p/x", "lineage": {"provenance": {"path": "registry/a.yaml"}}}],
            })
        );
    }
}
