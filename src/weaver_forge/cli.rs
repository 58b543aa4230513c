//! The command line: the commands of `weaver registry` that work without a network, with their
//! arguments and exit codes.
//!
//! What is different on purpose:
//!
//! * nothing is written unless the registry and all templates are without error;
//! * a file is written only if its content changes;
//! * a file that the same `generate` wrote once, that nothing renders any more and that nobody has
//!   changed is deleted, unless `--keep-stale` is given; what was written is on record in the folder
//!   `.weaver-forge` of the working directory;
//! * weaver.yaml files are looked for from the templates folder down, not in the folders above it
//!   and not in the home folder;
//! * messages about templates and registries name file and line;
//! * `--all-findings` prints all findings as JSON with their places, where Weaver stops at the first
//!   fatal one;
//! * `--lint` looks for more than Weaver does, `generate --check` compares instead of writing, and
//!   `diff --field-changes` compares what is in both registries too;
//! * workflow commands are printed for all findings, not only for those of policies;
//! * Markdown files without snippets are not touched, and a snippet without end is an error.
//!
//! Registries are local folders and archives: nothing is ever fetched. `schema_url_overrides` of
//! `.weaver.toml` say where a dependency is before anything looks for it elsewhere, and count from the
//! folder of that file.

mod arguments;
mod check;
mod console;
mod diagnostic_init;
mod diff;
mod document;
mod generate;
mod json_schema;
mod live_check;
mod package;
mod parameters;
mod policies;
mod project;
mod report;
mod resolve;
mod stats;
mod target;
mod update_markdown;
mod workflow;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::{
    Checked, Error, Lints, RegistryOptions, ResolvedRegistry, SchemaVersion, load_and_check,
};

use crate::diagnostic::Detail;
use arguments::{Arguments, Command, DiagnosticCommand, RegistryArguments, RegistryCommand};
use project::Project;
use report::{Format, Report};

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Command::Registry { command } => Session::new(&arguments, command)
            .and_then(|session| session.run(|report| run(&session, command, report))),
        Command::Diagnostic { command } => diagnostic(&arguments, command).map_err(|it| vec![it]),
        Command::Serve(_) => unsupported("a server (`serve`)"),
        Command::Completion(_) => unsupported("completion of commands in a shell (`completion`)"),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(errors) => {
            for error in errors {
                eprintln!("error: {}", error.chain());
            }
            ExitCode::FAILURE
        }
    }
}

fn diagnostic(arguments: &Arguments, command: &DiagnosticCommand) -> Result<u8, Error> {
    let DiagnosticCommand::Init(init) = command;
    let tell = |line: &str| {
        if !arguments.quiet {
            eprintln!("{line}");
        }
    };
    diagnostic_init::run(init, tell)?;
    Ok(0)
}

fn unsupported(what: &'static str) -> Result<u8, Vec<Error>> {
    Err(vec![Error::Unsupported(what)])
}

fn run(session: &Session, command: &RegistryCommand, report: &mut Report) -> Result<(), Error> {
    match command {
        RegistryCommand::Check(arguments) => check::run(session, arguments, report),
        RegistryCommand::Generate(arguments) => generate::run(session, arguments, report),
        RegistryCommand::Resolve(arguments) => resolve::run(session, arguments, report),
        RegistryCommand::Package(arguments) => package::run(session, arguments, report),
        RegistryCommand::Stats(arguments) => stats::run(session, arguments, report),
        RegistryCommand::Diff(arguments) => diff::run(session, arguments, report),
        RegistryCommand::UpdateMarkdown(arguments) => {
            update_markdown::run(session, arguments, report)
        }
        RegistryCommand::JsonSchema(arguments) => json_schema::run(arguments),
        RegistryCommand::LiveCheck(arguments) => live_check::run(session, arguments, report),
        RegistryCommand::Emit(_)
        | RegistryCommand::Infer(_)
        | RegistryCommand::Mcp(_)
        | RegistryCommand::Search(_) => Err(Error::Unsupported(
            command.unsupported().unwrap_or_default(),
        )),
    }
}

/// What all commands share: the global arguments and the project's configuration.
struct Session {
    /// Print no progress.
    quiet: bool,
    /// Warnings are errors.
    future: bool,
    /// How much is said in JSON.
    detail: Detail,
    project: Project,
    format: Format,
    stdout: bool,
}

impl Session {
    fn new(arguments: &Arguments, command: &RegistryCommand) -> Result<Self, Vec<Error>> {
        let diagnostics = command.diagnostics();
        let project = match &arguments.config {
            Some(path) => Project::read(path),
            None => Project::discover(),
        };
        let project = project.map_err(|error| vec![error])?;
        let own = &project.diagnostics;
        let format = diagnostics.diagnostic_format.clone().or(own.format.clone());
        let templates = diagnostics.diagnostic_template.as_deref();
        let templates = templates.or(own.template.as_deref());
        let format = Format::named(format.as_deref(), templates, &project)?;
        Ok(Self {
            quiet: arguments.quiet,
            future: arguments.future,
            detail: command.detail(),
            format,
            stdout: diagnostics
                .diagnostic_stdout
                .or(project.diagnostics.stdout)
                .unwrap_or(false),
            project,
        })
    }

    /// Runs a command, prints its report and returns the exit code.
    fn run(
        &self,
        command: impl FnOnce(&mut Report) -> Result<(), Error>,
    ) -> Result<u8, Vec<Error>> {
        let mut report = Report::default();
        if let Err(error) = command(&mut report) {
            report.errors.push(error);
        }
        report.print(&self.format, self.stdout, self.future, self.detail)?;
        Ok(report.exit_code(self.future))
    }

    /// Reads and checks the registry that `arguments` name, without asking policies.
    fn registry(&self, arguments: &RegistryArguments) -> Result<Checked, Error> {
        let (options, lints) = self.registry_options(arguments)?;
        self.progress(&format!("reading {}", options.path.display()));
        Ok(load_and_check(&options, lints))
    }

    /// Which shape of the resolved registry `arguments` ask for.
    fn schema_version(&self, arguments: &RegistryArguments) -> SchemaVersion {
        match arguments.v2.or(self.project.registry.v2) {
            Some(true) => SchemaVersion::V2,
            Some(false) | None => SchemaVersion::V1,
        }
    }

    /// Which registry `arguments` name, and how to read it.
    fn registry_options(
        &self,
        arguments: &RegistryArguments,
    ) -> Result<(RegistryOptions, Lints), Error> {
        let own = &self.project.registry;
        let path = arguments.registry.clone().or(own.path.clone());
        let path = path.map(PathBuf::from).ok_or(Error::Unsupported(
            "a registry that has to be fetched; name a local folder with --registry, which",
        ))?;
        let options = RegistryOptions {
            path,
            files: None,
            schema_version: self.schema_version(arguments),
            schema_url_overrides: self.project.schema_url_overrides(),
            include_unreferenced: arguments
                .include_unreferenced
                .or(own.include_unreferenced)
                .unwrap_or(false),
            follow_symlinks: arguments
                .follow_symlinks
                .or(own.follow_symlinks)
                .unwrap_or(false),
        };
        let lints = if arguments.lint {
            Lints::On
        } else {
            Lints::Off
        };
        Ok((options, lints))
    }

    /// The registry that `arguments` name, unless it has errors. What was found goes to `report`.
    fn sound_registry(
        &self,
        arguments: &RegistryArguments,
        report: &mut Report,
    ) -> Result<Option<ResolvedRegistry>, Error> {
        let checked = self.registry(arguments)?;
        let has_errors = checked.findings.has_errors(self.future);
        report.findings.append(checked.findings);
        Ok(checked.registry.filter(|_| !has_errors))
    }

    /// Prints a line of progress, unless told to be quiet.
    fn progress(&self, line: &str) {
        if !self.quiet {
            eprintln!("{line}");
        }
    }
}
