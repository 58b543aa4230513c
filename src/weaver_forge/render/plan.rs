//! What has to be rendered: each template entry applied to what its filter yields.

use std::sync::Arc;

use globset::Glob;
use jaq_json::Val;
use minijinja::Value;
use minijinja::value::ValueKind;

use super::item::Job;
use super::limits::FILES_MAX;
use super::selection::{self, PARAMETERS_NAME, Query};
use super::{Target, value};
use crate::config::{ApplicationMode, Parameters, TemplateEntry};
use crate::error::{Error, none_of};
use crate::jq;

/// The jobs of all template entries, in the order of the configuration.
pub(super) fn jobs<'t>(
    target: &'t Target,
    registry: &Val,
    parameters: &Parameters,
) -> Result<Vec<Job<'t>>, Vec<Error>> {
    let entries = target.config.templates.iter();
    let entries: Vec<_> = entries
        .map(|entry| Planned::new(target, entry, parameters))
        .collect();
    let entries = wanted(entries, registry);
    let mut jobs = Vec::new();
    let mut errors = Vec::new();
    for outcome in planned_jobs(entries, registry) {
        match outcome {
            Ok(more) => jobs.extend(more),
            Err(error) => errors.push(error),
        }
    }
    none_of(errors, jobs)
}

/// The entries whose `when` holds, and what is wrong with the others.
fn wanted<'t>(
    entries: Vec<Result<Planned<'t>, Error>>,
    registry: &Val,
) -> Vec<Result<Planned<'t>, Error>> {
    answered(entries, registry, Planned::when, read_boolean)
        .into_iter()
        .filter_map(|outcome| match outcome {
            Err(error) => Some(Err(error)),
            Ok((entry, None | Some(Boolean::Is(true)))) => Some(Ok(entry)),
            Ok((_, Some(Boolean::Is(false)))) => None,
            Ok((entry, Some(Boolean::IsNot(found)))) => Some(Err(entry.not_boolean(found))),
        })
        .collect()
}

/// The jobs of each entry.
fn planned_jobs<'t>(
    entries: Vec<Result<Planned<'t>, Error>>,
    registry: &Val,
) -> Vec<Result<Vec<Job<'t>>, Error>> {
    let filter = |entry: &Planned<'t>| Some(entry.entry.filter.as_str());
    answered(entries, registry, filter, read_selection)
        .into_iter()
        .map(|outcome| {
            let (entry, selected) = outcome?;
            entry.jobs(selected.as_ref())
        })
        .collect()
}

/// Each entry with the answer to its `program`, if it has one.
fn answered<'t, A: Clone + Send>(
    entries: Vec<Result<Planned<'t>, Error>>,
    registry: &Val,
    program: impl Fn(&Planned<'t>) -> Option<&'t str>,
    read: impl Fn(Vec<Val>) -> Result<A, String> + Sync,
) -> Vec<Result<(Planned<'t>, Option<A>), Error>> {
    let query = |entry: &Planned<'t>| {
        program(entry).map(|program| Query {
            program,
            parameters: entry.parameters.clone(),
        })
    };
    let queries: Vec<_> = entries.iter().flatten().filter_map(query).collect();
    let mut answers = selection::answers(registry, &queries, read).into_iter();
    entries
        .into_iter()
        .map(|entry| {
            let entry = entry?;
            let answer = program(&entry).and_then(|program| Some((program, answers.next()?)));
            match answer {
                None => Ok((entry, None)),
                Some((_, Ok(answer))) => Ok((entry, Some(answer))),
                Some((program, Err(message))) => Err(entry.failed(program, message)),
            }
        })
        .collect()
}

/// What a `when` yields.
#[derive(Debug, Clone)]
enum Boolean {
    Is(bool),
    /// Something else, in words.
    IsNot(String),
}

fn read_boolean(yielded: Vec<Val>) -> Result<Boolean, String> {
    Ok(match yielded.as_slice() {
        [Val::Bool(boolean)] => Boolean::Is(*boolean),
        [other] => Boolean::IsNot(other.to_string()),
        many => Boolean::IsNot(format!("{} values", many.len())),
    })
}

/// What a filter yields: its one value, or the list of all values.
fn read_selection(yielded: Vec<Val>) -> Result<Value, String> {
    jq::output_of_all(&yielded)
}

/// A template entry with what it is rendered with.
struct Planned<'t> {
    target: &'t Target,
    entry: &'t TemplateEntry,
    templates: Vec<&'t str>,
    parameters: Arc<Parameters>,
}

impl<'t> Planned<'t> {
    fn new(
        target: &'t Target,
        entry: &'t TemplateEntry,
        parameters: &Parameters,
    ) -> Result<Self, Error> {
        let parameters = parameters
            .filled_from(&entry.params)
            .filled_from(&target.config.parameters);
        Ok(Self {
            target,
            entry,
            templates: matching(target, entry)?,
            parameters: Arc::new(parameters),
        })
    }

    fn when(&self) -> Option<&'t str> {
        self.entry.when.as_deref()
    }

    /// One job for each template and each element of what was `selected`.
    fn jobs(&self, selected: Option<&Value>) -> Result<Vec<Job<'t>>, Error> {
        let elements = elements(self.entry.application_mode, selected)
            .map_err(|error| self.failed(&self.entry.filter, error.to_string()))?;
        let files = elements.len() * self.templates.len();
        if files > FILES_MAX {
            let message = format!("expected at most {FILES_MAX} files, found elements for {files}");
            return Err(self.failed(&self.entry.filter, message));
        }
        let parameters = parameters_value(&self.parameters);
        let mut jobs = Vec::new();
        for template in &self.templates {
            for context in &elements {
                jobs.push(Job {
                    template,
                    entry: self.entry,
                    context: context.clone(),
                    parameters: parameters.clone(),
                });
            }
        }
        Ok(jobs)
    }

    fn failed(&self, program: &str, message: String) -> Error {
        Error::Filter {
            config: self.target.config_path(),
            line: self.target.config_line(program),
            pattern: self.entry.pattern.clone(),
            program: program.to_owned(),
            message,
        }
    }

    fn not_boolean(&self, found: String) -> Error {
        let program = self.when().unwrap_or_default();
        Error::WhenNotBoolean {
            config: self.target.config_path(),
            line: self.target.config_line(program),
            pattern: self.entry.pattern.clone(),
            program: program.to_owned(),
            found,
        }
    }
}

/// The template files of `target` that the pattern of `entry` matches.
fn matching<'t>(target: &'t Target, entry: &TemplateEntry) -> Result<Vec<&'t str>, Error> {
    let invalid = |message: String| Error::InvalidTemplate {
        config: target.config_path(),
        line: target.config_line(&entry.pattern),
        pattern: entry.pattern.clone(),
        message,
    };
    let glob = Glob::new(&entry.pattern)
        .map_err(|error| invalid(error.kind().to_string()))?
        .compile_matcher();
    let files: Vec<&str> = target
        .files
        .names()
        .filter(|file| glob.is_match(file))
        .collect();
    if files.is_empty() {
        return Err(invalid(
            "matches no file below the folder of this weaver.yaml".to_owned(),
        ));
    }
    Ok(files)
}

/// The contexts that what a filter `selected` is rendered with.
fn elements(
    mode: ApplicationMode,
    selected: Option<&Value>,
) -> Result<Vec<Value>, minijinja::Error> {
    let Some(selected) = selected else {
        return Ok(Vec::new());
    };
    let is_list = selected.kind() == ValueKind::Seq;
    match mode {
        ApplicationMode::Single if selected.is_none() || is_list && selected.len() == Some(0) => {
            Ok(Vec::new())
        }
        ApplicationMode::Each if is_list => Ok(selected.try_iter()?.collect()),
        _ => Ok(vec![selected.clone()]),
    }
}

/// The parameters as templates see them: each by its name, and all of them once more as `params`.
fn parameters_value(parameters: &Parameters) -> Value {
    let own = parameters
        .iter()
        .map(|(name, json)| (name.to_owned(), value::from_json(json)));
    let all = value::from_json(&parameters.to_json());
    Value::from_iter(own.chain([(PARAMETERS_NAME.to_owned(), all)]))
}
