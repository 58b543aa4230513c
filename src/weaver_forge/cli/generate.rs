//! `registry generate`

use std::path::PathBuf;

use super::arguments::GenerateArguments;
use super::report::Report;
use super::{Session, parameters, policies, target};
use crate::error::{Error, none_of};
use crate::output::{Marker, OutputFolder, Outputs, Ownership, Plan};
use crate::render::{self, Target};

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
    let context = registry.context();
    let outcome = opened(session, arguments)
        .and_then(|target| render::render(&target, &context, &parameters))
        .and_then(|rendered| outputs(session, arguments, rendered))
        .and_then(|outputs| Plan::new(outputs, &Marker::default()))
        .and_then(|plan| finish(session, arguments, plan));
    if let Err(errors) = outcome {
        report.errors = errors;
    }
    Ok(())
}

fn opened(session: &Session, arguments: &GenerateArguments) -> Result<Target, Vec<Error>> {
    let own = &session.project.generate;
    let templates = arguments.templates.clone().or(own.templates.clone());
    let templates = templates.unwrap_or_else(|| PathBuf::from(DEFAULT_TEMPLATES));
    let name = arguments.target.clone().or(own.target.clone());
    let mut target = target::open(
        &templates,
        &name.unwrap_or_default(),
        &arguments.config_files,
    )?;
    session.project.overlay(&mut target);
    target.config.strict_undefined = arguments.strict_undefined;
    Ok(target)
}

fn outputs(
    session: &Session,
    arguments: &GenerateArguments,
    rendered: render::Rendered,
) -> Result<Outputs, Vec<Error>> {
    let own = &session.project.generate;
    let path = arguments.output.clone().or(own.output.clone());
    let folder = OutputFolder {
        path: path.unwrap_or_else(|| PathBuf::from(DEFAULT_OUTPUT)),
        ownership: if arguments.prune {
            Ownership::Pruned
        } else {
            Ownership::Unmarked
        },
    };
    let mut outputs = Outputs::default();
    outputs.add(folder, rendered)?;
    Ok(outputs)
}

fn finish(session: &Session, arguments: &GenerateArguments, plan: Plan) -> Result<(), Vec<Error>> {
    if arguments.check {
        let differences = plan.differences("the same command without --check");
        return none_of(differences, ());
    }
    for path in plan.apply().map_err(|error| vec![error])? {
        session.progress(&format!("wrote {}", path.display()));
    }
    Ok(())
}
