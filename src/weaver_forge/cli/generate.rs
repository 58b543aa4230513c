//! `registry generate`

mod record;
mod written;

use std::path::PathBuf;

use super::arguments::GenerateArguments;
use super::report::Report;
use super::{Session, parameters, policies, target};
use crate::SchemaVersion;
use crate::config::Parameters;
use crate::error::{Error, none_of};
use crate::jq;
use crate::output::{Marker, OutputFolder, Outputs, Ownership, Plan};
use crate::render::{self, Target};
use record::Origin;
use written::Written;

/// The folder of templates, unless the command or the project names another.
const DEFAULT_TEMPLATES: &str = "templates";

/// The folder for generated files, unless the command or the project names another.
const DEFAULT_OUTPUT: &str = "output";

pub(super) fn run(
    session: &Session,
    arguments: &GenerateArguments,
    report: &mut Report,
) -> Result<(), Error> {
    let parameters = parameters::of(&arguments.parameters, arguments.parameter_file.as_deref())?;
    let (checked, _) = policies::checked_registry(session, &arguments.registry)?;
    report.findings = checked.findings;
    let Some(registry) = checked.registry else {
        return Ok(());
    };
    if report.findings.has_errors(session.future) {
        session.progress("nothing is written: the registry has errors");
        return Ok(());
    }
    let input = jq::input(registry.context());
    let outcome = opened(session, arguments)
        .and_then(|target| render::render(&target, &input, &parameters))
        .and_then(|rendered| {
            let origin = origin(session, arguments, &registry.registry_url, &parameters);
            write(session, arguments, origin, rendered)
        });
    if let Err(errors) = outcome {
        report.errors = errors;
    }
    Ok(())
}

fn opened(session: &Session, arguments: &GenerateArguments) -> Result<Target, Vec<Error>> {
    let (templates, name) = target_name(session, arguments);
    let mut target = target::open(&templates, &name, &arguments.config_files)?;
    session.project.overlay(&mut target);
    target.config.strict_undefined = arguments.strict_undefined;
    target.output = std::path::absolute(output(session, arguments)).ok();
    Ok(target)
}

/// The folder of templates, and the target in it.
fn target_name(session: &Session, arguments: &GenerateArguments) -> (PathBuf, String) {
    let own = &session.project.generate;
    let templates = arguments.templates.clone().or(own.templates.clone());
    let name = arguments.target.clone().or(own.target.clone());
    (
        templates.unwrap_or_else(|| PathBuf::from(DEFAULT_TEMPLATES)),
        name.unwrap_or_default(),
    )
}

/// The folder to write to.
fn output(session: &Session, arguments: &GenerateArguments) -> PathBuf {
    let own = &session.project.generate;
    let output = arguments.output.clone().or(own.output.clone());
    output.unwrap_or_else(|| PathBuf::from(DEFAULT_OUTPUT))
}

/// What makes this run the same command as an earlier one.
fn origin(
    session: &Session,
    arguments: &GenerateArguments,
    registry: &str,
    parameters: &Parameters,
) -> Origin {
    let (templates, target) = target_name(session, arguments);
    let own = &session.project.registry;
    let asked = &arguments.registry;
    let v2 = session.schema_version(asked) == SchemaVersion::V2;
    let unreferenced = asked.include_unreferenced.or(own.include_unreferenced);
    let config_files = &arguments.config_files;
    Origin {
        registry: PathBuf::from(registry),
        templates,
        target: PathBuf::from(target),
        output: output(session, arguments),
        // One command for each value is how projects fill a folder: the stable conventions with
        // `-D filter=stable`, all of them with `-D filter=any` beside them.
        settings: written::settings(parameters, config_files, v2, unreferenced.unwrap_or(false)),
    }
}

fn write(
    session: &Session,
    arguments: &GenerateArguments,
    origin: Origin,
    rendered: render::Rendered,
) -> Result<(), Vec<Error>> {
    let output = origin.output.clone();
    let written = Written::new(origin, &rendered);
    let mut outputs = Outputs::default();
    let ownership = match arguments.prune {
        true => Ownership::Pruned,
        false => Ownership::Unmarked,
    };
    let folder = OutputFolder {
        path: output,
        ownership,
    };
    outputs.add(folder, rendered)?;
    let mut plan = Plan::new(outputs, &Marker::default())?;
    if !arguments.keep_stale {
        plan.delete(written.output(), written.stale());
    }
    finish(session, arguments, plan, written)
}

fn finish(
    session: &Session,
    arguments: &GenerateArguments,
    plan: Plan,
    written: Written,
) -> Result<(), Vec<Error>> {
    if arguments.check {
        let differences = plan.differences("the same command without --check");
        return none_of(differences, ());
    }
    let stale = plan.deleted();
    for path in plan.apply().map_err(|error| vec![error])? {
        let done = if stale.contains(&path) {
            "deleted"
        } else {
            "wrote"
        };
        session.progress(&format!("{done} {}", path.display()));
    }
    if let Err(error) = written.save(arguments.keep_stale) {
        session.progress(&format!(
            "what was written is not on record ({error}); the next run will delete none of it"
        ));
    }
    Ok(())
}
