use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use regorus::utils::limits::ExecutionTimerConfig;
use regorus::{Engine, QueryResults, Value};
use serde_json::Value as Json;

use super::finding::PolicyFinding;
use super::{clock, files};
use crate::Error;

/// The names that every policy can use.
const SEMCONV: &str = include_str!("semconv.rego");

/// How long the policies of a stage may think about one input. Those of OpenTelemetry take a second
/// for its whole registry.
const EVALUATION_MAX: Duration = Duration::from_secs(60);

/// After how many steps the engine looks at the clock.
const STEPS_BETWEEN_LOOKS: NonZeroU32 = NonZeroU32::new(1024).expect("not zero");

/// When policies are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// About each definition file, before any reference in it is looked up.
    BeforeResolution,
    /// About the resolved registry.
    AfterResolution,
    /// About the resolved registry and an older version of it.
    ComparisonAfterResolution,
    /// About a piece of telemetry.
    LiveCheckAdvice,
}

impl Stage {
    /// The package of the policies that are asked.
    pub fn package(self) -> &'static str {
        match self {
            Self::BeforeResolution => "before_resolution",
            Self::AfterResolution => "after_resolution",
            Self::ComparisonAfterResolution => "comparison_after_resolution",
            Self::LiveCheckAdvice => "live_check_advice",
        }
    }
}

/// Policies, ready to be asked.
#[derive(Debug, Clone)]
pub struct Policies {
    engine: Engine,
    /// The packages of the policies, each with `data.` before it.
    packages: BTreeSet<String>,
}

impl Policies {
    /// Reads policies: files, and every `*.rego` file below folders.
    ///
    /// # Errors
    /// A file or folder cannot be read, or a file is no policy.
    pub fn load<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Self, Error> {
        let mut policies = Self::of_text("semconv.rego", SEMCONV)?;
        let mut known = BTreeSet::new();
        for path in paths {
            for file in files::policy_files(path.as_ref())? {
                // The folder of a registry and one that a command names may overlap.
                if known.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
                    policies.add(&file.display().to_string(), &files::read(&file)?)?;
                }
            }
        }
        Ok(policies)
    }

    /// The policy `text`, which messages call `name`.
    ///
    /// # Errors
    /// It is no policy.
    pub(crate) fn of_text(name: &str, text: &str) -> Result<Self, Error> {
        clock::install();
        let mut engine = Engine::new();
        engine.set_execution_timer_config(ExecutionTimerConfig {
            limit: EVALUATION_MAX,
            check_interval: STEPS_BETWEEN_LOOKS,
        });
        let mut policies = Self {
            engine,
            packages: BTreeSet::new(),
        };
        policies.add(name, text)?;
        Ok(policies)
    }

    fn add(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let package = self
            .engine
            .add_policy(name.to_owned(), text.to_owned())
            .map_err(|error| {
                let told = Told::parse(&error.to_string());
                Error::InvalidPolicy {
                    path: PathBuf::from(name),
                    line: told.line,
                    column: told.column,
                    message: told.message,
                }
            })?;
        self.packages.insert(package);
        Ok(())
    }

    /// Whether there is a policy to ask at `stage`.
    pub fn has(&self, stage: Stage) -> bool {
        self.packages.contains(&format!("data.{}", stage.package()))
    }

    /// Lays `data`, an object, over what the policies find as `data`.
    ///
    /// # Errors
    /// Something in it is there already, with another value.
    pub fn add_data(&mut self, stage: Stage, data: Json) -> Result<(), Error> {
        self.engine
            .add_data(Value::from(data))
            .map_err(|error| failed(stage, &error.to_string()))
    }

    /// What the policies of `stage` say about `input`; nothing if there are none.
    ///
    /// # Errors
    /// A policy cannot be evaluated, or yields something that is no finding.
    pub fn findings(&mut self, stage: Stage, input: Json) -> Result<Vec<PolicyFinding>, Error> {
        if !self.has(stage) {
            return Ok(Vec::new());
        }
        self.engine.set_input(Value::from(input));
        let query = format!("data.{}.deny", stage.package());
        let results = self
            .engine
            .eval_query(query, false)
            .map_err(|error| failed(stage, &error.to_string()))?;
        decoded(&results).map_err(|message| failed(stage, &message))
    }
}

/// The findings in what `deny` is; without such a rule there are none.
fn decoded(results: &QueryResults) -> Result<Vec<PolicyFinding>, String> {
    let deny = results.result.first();
    let Some(deny) = deny.and_then(|result| result.expressions.first()) else {
        return Ok(Vec::new());
    };
    let expected = |found: &Json| format!("expected `deny` to be a set of findings, found {found}");
    // Nothing that Rego can express is foreign to JSON.
    let found = serde_json::to_value(&deny.value).map_err(|error| error.to_string())?;
    let Json::Array(found) = found else {
        return Err(expected(&found));
    };
    found.iter().map(PolicyFinding::decode).collect()
}

fn failed(stage: Stage, text: &str) -> Error {
    let told = Told::parse(text);
    Error::PolicyEvaluation {
        package: stage.package(),
        path: told.path,
        line: told.line,
        column: told.column,
        message: told.message,
    }
}

/// What the engine says, taken apart. It says where on a line of its own, draws the place, and says
/// what on the last lines.
struct Told {
    path: Option<PathBuf>,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
}

impl Told {
    fn parse(text: &str) -> Self {
        let place = text.trim_start().strip_prefix("--> ");
        let place = place.and_then(|rest| rest.lines().next()).unwrap_or("");
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next().and_then(|number| number.parse().ok());
        let line = parts.next().and_then(|number| number.parse().ok());
        let path = parts.next().map(PathBuf::from);
        let message = match text.split_once("\nerror: ") {
            Some((_, message)) => message,
            None => text,
        };
        Self {
            path,
            line,
            column,
            message: message.trim().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(policy: &str, input: Json) -> Result<Vec<PolicyFinding>, String> {
        let mut policies = Policies::of_text("p.rego", policy).map_err(|error| error.chain())?;
        policies
            .findings(Stage::AfterResolution, input)
            .map_err(|error| error.chain())
    }

    #[test]
    fn a_policy_is_asked_at_the_stage_that_its_package_names() {
        let rule = r#"deny contains {"id": "a", "message": input.m, "level": "information"}"#;
        let input = json!({"m": "hello"});
        let now = found(&format!("package after_resolution\n{rule}"), input.clone());
        assert_eq!(now.expect("valid")[0].message, "hello");
        let later = found(&format!("package live_check_advice\n{rule}"), input);
        assert_eq!(later, Ok(Vec::new()));
    }

    #[test]
    fn a_package_without_the_rule_finds_nothing() {
        let found = found("package after_resolution\nallow := true", json!({}));
        assert_eq!(found, Ok(Vec::new()));
    }

    #[test]
    fn what_is_wrong_with_a_policy_is_said_with_its_place() {
        let cases = [
            ("package after_resolution\n\ndeny contains {", "p.rego:3:"),
            ("deny := 1", "p.rego:1:1: expecting `package`"),
            (
                "package after_resolution\ndeny contains nobody(1)",
                "p.rego:2:",
            ),
            (
                "package after_resolution\ndeny := true",
                "expected `deny` to be a set of findings, found true",
            ),
            (
                r#"package after_resolution
                deny contains {"id": "a", "message": "b", "level": "fatal"}"#,
                "unknown variant `fatal`",
            ),
        ];
        for (policy, expect) in cases {
            let error = found(policy, json!({})).expect_err(policy);
            assert!(error.contains(expect), "{error}");
        }
    }

    #[test]
    fn regular_expressions_know_the_classes_of_unicode() {
        let policy = r#"package after_resolution
            deny contains {"id": "a", "message": "b", "level": "violation"} if regex.match(`^\d\w$`, "1é")"#;
        assert_eq!(found(policy, json!({})).map(|found| found.len()), Ok(1));
    }
}
