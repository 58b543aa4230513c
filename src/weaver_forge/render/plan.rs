//! What has to be rendered: each template entry applied to what its filter yields.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use globset::Glob;
use jaq_json::Val;
use minijinja::Value;
use serde_json::Value as Json;

use super::item::Job;
use super::{Target, value};
use crate::config::{ApplicationMode, Parameters, TemplateEntry};
use crate::error::{Error, none_of};
use crate::jq::{self, Program};

/// The name under which templates and filters find all parameters.
const PARAMETERS_NAME: &str = "params";

/// The jobs of all template entries, in the order of the configuration.
pub(super) fn jobs<'t>(
    target: &'t Target,
    context: &Json,
    parameters: &Parameters,
) -> Result<Vec<Job<'t>>, Vec<Error>> {
    let mut filters = Filters {
        target,
        input: jq::input(context),
        programs: BTreeMap::new(),
    };
    let mut jobs = Vec::new();
    let mut errors = Vec::new();
    for entry in &target.config.templates {
        let complete = parameters
            .filled_from(&entry.params)
            .filled_from(&target.config.parameters);
        match filters.jobs_of(entry, &complete) {
            Ok(more) => jobs.extend(more),
            Err(error) => errors.push(error),
        }
    }
    none_of(errors, jobs)
}

/// The jq programs of one target, each compiled once.
struct Filters<'t> {
    target: &'t Target,
    input: Val,
    programs: BTreeMap<(String, Vec<String>), Program>,
}

impl<'t> Filters<'t> {
    fn jobs_of(
        &mut self,
        entry: &'t TemplateEntry,
        parameters: &Parameters,
    ) -> Result<Vec<Job<'t>>, Error> {
        let templates = self.matching(entry)?;
        if !self.wanted(entry, parameters)? {
            return Ok(Vec::new());
        }
        let mut yielded = self.run(entry, &entry.filter, parameters)?;
        let result = match yielded.len() {
            1 => yielded.swap_remove(0),
            _ => Val::Arr(yielded.into()),
        };
        let elements = elements(entry.application_mode, &result)
            .map_err(|message| self.failed(entry, &entry.filter, message))?;
        let parameters = parameters_value(parameters);
        let mut jobs = Vec::new();
        for template in templates {
            for context in &elements {
                jobs.push(Job {
                    template,
                    entry,
                    context: context.clone(),
                    parameters: parameters.clone(),
                });
            }
        }
        Ok(jobs)
    }

    /// The template files that the pattern of `entry` matches.
    fn matching(&self, entry: &TemplateEntry) -> Result<Vec<&'t str>, Error> {
        let invalid = |message: String| Error::InvalidTemplate {
            config: self.target.config_path(),
            line: self.target.config_line(&entry.pattern),
            pattern: entry.pattern.clone(),
            message,
        };
        let glob = Glob::new(&entry.pattern)
            .map_err(|error| invalid(error.kind().to_string()))?
            .compile_matcher();
        let files: Vec<&str> = self
            .target
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

    /// Whether the `when` of `entry` holds.
    fn wanted(&mut self, entry: &TemplateEntry, parameters: &Parameters) -> Result<bool, Error> {
        let Some(when) = &entry.when else {
            return Ok(true);
        };
        match self.run(entry, when, parameters)?.as_slice() {
            [Val::Bool(wanted)] => Ok(*wanted),
            [other] => Err(self.not_boolean(entry, when, other.to_string())),
            many => Err(self.not_boolean(entry, when, format!("{} values", many.len()))),
        }
    }

    fn run(
        &mut self,
        entry: &TemplateEntry,
        code: &str,
        parameters: &Parameters,
    ) -> Result<Vec<Val>, Error> {
        let names: Vec<String> = parameters
            .iter()
            .map(|(name, _)| name.to_owned())
            .chain([PARAMETERS_NAME.to_owned()])
            .collect();
        let values = parameters
            .iter()
            .map(|(_, value)| jq::input(value))
            .chain([jq::input(&parameters.to_json())])
            .collect();
        let input = self.input.clone();
        let outcome = match self.programs.entry((code.to_owned(), names)) {
            Entry::Occupied(known) => known.into_mut().run(input, values),
            Entry::Vacant(place) => {
                Program::compile(code, place.key().1.iter().map(String::as_str))
                    .and_then(|program| place.insert(program).run(input, values))
            }
        };
        outcome.map_err(|message| self.failed(entry, code, message))
    }

    fn failed(&self, entry: &TemplateEntry, program: &str, message: String) -> Error {
        Error::Filter {
            config: self.target.config_path(),
            line: self.target.config_line(program),
            pattern: entry.pattern.clone(),
            program: program.to_owned(),
            message,
        }
    }

    fn not_boolean(&self, entry: &TemplateEntry, program: &str, found: String) -> Error {
        Error::WhenNotBoolean {
            config: self.target.config_path(),
            line: self.target.config_line(program),
            pattern: entry.pattern.clone(),
            program: program.to_owned(),
            found,
        }
    }
}

/// The contexts that the result of a filter is rendered with.
fn elements(mode: ApplicationMode, result: &Val) -> Result<Vec<Value>, String> {
    match (mode, result) {
        (ApplicationMode::Single, Val::Null) => Ok(Vec::new()),
        (ApplicationMode::Single, Val::Arr(items)) if items.is_empty() => Ok(Vec::new()),
        (ApplicationMode::Each, Val::Arr(items)) => items.iter().map(jq::output).collect(),
        (_, result) => Ok(vec![jq::output(result)?]),
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
