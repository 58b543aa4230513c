//! Advice from policies of the stage `live_check_advice`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::advice::Case;
use super::advice_data;
use super::definitions::Definitions;
use super::entity::Entity;
use crate::Error;
use crate::jq::{self, Program};
use crate::policy::{Policies, PolicyFinding, Stage};

/// The rules of OpenTelemetry for names.
const DEFAULT_POLICIES: &str = include_str!("advice.rego");

/// Makes of the definitions what those rules look up.
const DEFAULT_PREPROCESSOR: &str = include_str!("advice.jq");

/// How many answers of the built-in rules are kept.
const ANSWERS_MAX: usize = 100_000;

/// Where advice comes from; what is not named is built in.
#[derive(Debug, Default)]
pub(crate) struct AdviceSources {
    /// A file or folder of policies.
    pub(crate) policies: Option<PathBuf>,
    /// A glob of JSON and YAML files that policies find as more `data`.
    pub(crate) data: Option<String>,
    /// A jq program that makes of the definitions what policies find as `data`.
    pub(crate) preprocessor: Option<PathBuf>,
}

/// The policies that give advice.
pub(crate) struct AdvicePolicies {
    policies: Policies,
    /// What the built-in rules said, which look at nothing but the name of an attribute or metric.
    /// Others may look at anything.
    answers: Option<BTreeMap<(&'static str, String), Vec<PolicyFinding>>>,
}

/// The policies of `sources`, knowing `definitions`.
///
/// # Errors
/// A file cannot be read, or is not valid.
pub(crate) fn advice_policies(
    sources: &AdviceSources,
    definitions: &Definitions,
) -> Result<AdvicePolicies, Error> {
    let mut policies = match &sources.policies {
        Some(path) => Policies::load([path])?,
        None => Policies::of_text("advice.rego", DEFAULT_POLICIES)?,
    };
    if policies.has(Stage::LiveCheckAdvice) {
        let data = preprocessed(sources.preprocessor.as_deref(), definitions)?;
        policies.add_data(Stage::LiveCheckAdvice, data)?;
        if let Some(glob) = &sources.data {
            policies.add_data(Stage::LiveCheckAdvice, advice_data::read(glob)?)?;
        }
    }
    let answers = sources.policies.is_none().then(BTreeMap::new);
    Ok(AdvicePolicies { policies, answers })
}

fn preprocessed(program: Option<&Path>, definitions: &Definitions) -> Result<Json, Error> {
    let name = program.unwrap_or(Path::new("advice.jq"));
    let code = match program {
        Some(path) => std::fs::read_to_string(path).map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
        })?,
        None => DEFAULT_PREPROCESSOR.to_owned(),
    };
    let invalid = |message: String| Error::InvalidPreprocessor {
        path: name.to_owned(),
        message,
    };
    let program = Program {
        code: &code,
        variables: Vec::new(),
    };
    let input = jq::input(definitions.to_json());
    let value = program
        .run(input, |yielded| match yielded.as_slice() {
            [value] => jq::output(value),
            many => Err(format!("expected one object, found {} values", many.len())),
        })
        .map_err(invalid)?;
    match serde_json::to_value(&value) {
        Ok(object @ Json::Object(_)) => Ok(object),
        _ => Err(invalid(format!("expected one object, found {value}"))),
    }
}

impl AdvicePolicies {
    /// What the policies find about `case`.
    pub(super) fn findings(&mut self, case: &Case<'_>) -> Result<Vec<PolicyFinding>, Error> {
        let mut found = match &mut self.answers {
            None => ask(&mut self.policies, case)?,
            Some(answers) => {
                let name = match case.entity {
                    Entity::Attribute(_) | Entity::Metric(_) => case.entity.name(),
                    _ => None,
                };
                let key = (case.entity.kind(), name.unwrap_or_default().to_owned());
                match answers.get(&key) {
                    Some(known) => known.clone(),
                    None => {
                        let found = ask(&mut self.policies, case)?;
                        if answers.len() < ANSWERS_MAX {
                            answers.insert(key, found.clone());
                        }
                        found
                    }
                }
            }
        };
        for finding in &mut found {
            if finding.signal_type.is_none() {
                finding.signal_type = case.signal.r#type.map(str::to_owned);
            }
            if finding.signal_name.is_none() {
                finding.signal_name = case.signal.name.map(str::to_owned);
            }
        }
        Ok(found)
    }
}

fn ask(policies: &mut Policies, case: &Case<'_>) -> Result<Vec<PolicyFinding>, Error> {
    let stage = Stage::LiveCheckAdvice;
    if !policies.has(stage) {
        return Ok(Vec::new());
    }
    let input = json!({
        "sample": case.entity,
        "registry_attribute": case.attribute.map(|definition| definition.json()),
        "registry_group": case.group.map(|definition| definition.json()),
        "resource": case.resource,
    });
    policies.findings(stage, input)
}
