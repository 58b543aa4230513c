use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Deserialize;

use crate::Error;
use crate::cli::Session;
use crate::cli::arguments::{DiagnosticArguments, RegistryArguments};
use crate::cli::document::Destination;
use crate::live_check::{AdviceSources, FindingFilter, FindingLevelOverride, InputFormat};
use crate::policy::FindingLevel;

/// Where telemetry comes from, unless the command or the project says otherwise.
const DEFAULT_SOURCE: &str = "otlp";

/// The folder of the formats of one's own, unless the command or the project names another.
const DEFAULT_TEMPLATES: &str = "live_check_templates";

/// The output folder that stands for the answer to a request.
const HTTP: &str = "http";

#[derive(Debug, Args)]
pub(in crate::cli) struct LiveCheckArguments {
    /// Where the telemetry is: a file, or `stdin` [default: otlp, which is not supported yet]
    #[arg(long)]
    input_source: Option<String>,
    /// How it is written [default: json]
    #[arg(long, value_enum)]
    input_format: Option<Input>,
    /// The format of the result: ansi, json, yaml, jsonl, mute, or a folder of templates
    /// [default: ansi]
    #[arg(long)]
    format: Option<String>,
    /// The folder that holds formats of one's own [default: live_check_templates]
    #[arg(long)]
    templates: Option<PathBuf>,
    /// Print one report at the end, not each sample when it is checked
    #[arg(long, num_args = 0..=1, default_missing_value = "true")]
    no_stream: Option<bool>,
    /// Count nothing
    #[arg(long, num_args = 0..=1, default_missing_value = "true")]
    no_stats: Option<bool>,
    /// The level from which on findings are a failure [default: violation]
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
    /// The folder to write a report to, in place of standard output; `none` for no output
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Policies of the package `live_check_advice`, in place of the built-in ones: a file or a folder
    #[arg(long)]
    advice_policies: Option<PathBuf>,
    /// A jq program that makes of the registry what those policies find as `data`
    #[arg(long)]
    advice_preprocessor: Option<PathBuf>,
    /// A glob of JSON and YAML files that those policies find as `data`, each by its path
    #[arg(long)]
    advice_data: Option<String>,
    #[command(flatten)]
    otlp: OtlpArguments,
    #[command(flatten)]
    pub(super) registry: RegistryArguments,
    #[command(flatten)]
    pub(in crate::cli) diagnostics: DiagnosticArguments,
}

/// What only matters to telemetry over OTLP, in or out.
#[derive(Debug, Args)]
struct OtlpArguments {
    /// Accepted for compatibility; nothing is received
    #[arg(long, hide = true)]
    otlp_grpc_address: Option<String>,
    /// Accepted for compatibility; nothing is received
    #[arg(long, hide = true)]
    otlp_grpc_port: Option<u16>,
    /// Accepted for compatibility; nothing is received
    #[arg(long, hide = true)]
    admin_port: Option<u16>,
    /// Accepted for compatibility; nothing is received
    #[arg(long, hide = true)]
    inactivity_timeout: Option<u64>,
    /// Send findings as log records (not supported)
    #[arg(long, hide = true, num_args = 0..=1, default_missing_value = "true")]
    emit_otlp_logs: Option<bool>,
    /// Accepted for compatibility; nothing is sent
    #[arg(long, hide = true)]
    otlp_logs_endpoint: Option<String>,
    /// Accepted for compatibility; nothing is sent
    #[arg(long, hide = true, num_args = 0..=1, default_missing_value = "true")]
    otlp_logs_stdout: Option<bool>,
}

/// The section `[live-check]` of `.weaver.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::cli) struct LiveCheckSection {
    input_source: Option<String>,
    input_format: Option<Input>,
    format: Option<String>,
    templates: Option<PathBuf>,
    no_stream: Option<bool>,
    no_stats: Option<bool>,
    fail_on: Option<FailOn>,
    output: Option<PathBuf>,
    advice_policies: Option<PathBuf>,
    advice_preprocessor: Option<PathBuf>,
    advice_data: Option<String>,
    finding_filters: Vec<FindingFilter>,
    finding_level_overrides: Vec<FindingLevelOverride>,
}

/// How telemetry is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
enum Input {
    /// A list of samples
    Json,
    /// An attribute on each line
    Text,
}

/// The level from which on findings are a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
enum FailOn {
    /// Only violations
    Violation,
    /// Improvements too
    Improvement,
    /// Everything
    Information,
    /// Nothing
    None,
}

/// What to do: what the arguments say, else the project, else the defaults.
pub(super) struct Settings {
    /// A file, or `stdin`.
    pub(super) source: String,
    /// How it is written.
    pub(super) format: InputFormat,
    /// The format of the result, and where it goes.
    pub(super) destination: Destination,
    /// Whether each sample is printed when it is checked.
    pub(super) is_streamed: bool,
    /// Whether anything is counted.
    pub(super) statistics: bool,
    /// Where advice comes from.
    pub(super) advice: AdviceSources,
    /// What is dropped.
    pub(super) filters: Vec<FindingFilter>,
    /// What gets another level.
    pub(super) overrides: Vec<FindingLevelOverride>,
    fail_on: FailOn,
}

impl Settings {
    /// # Errors
    /// Something is asked for that does not exist here.
    pub(super) fn of(session: &Session, arguments: &LiveCheckArguments) -> Result<Self, Error> {
        let own = &session.project.live_check;
        let given = arguments;
        let source = given.input_source.as_ref().or(own.input_source.as_ref());
        let source = source.map_or(DEFAULT_SOURCE, String::as_str);
        if source == DEFAULT_SOURCE {
            return Err(Error::OtlpInput);
        }
        if given.otlp.emit_otlp_logs.unwrap_or(false) {
            return Err(Error::Unsupported("sending findings (--emit-otlp-logs)"));
        }
        let folder = given.output.as_ref().or(own.output.as_ref());
        if folder.is_some_and(|folder| folder.as_os_str() == HTTP) {
            return Err(Error::Unsupported("a report over HTTP (--output http)"));
        }
        let format = given.format.as_ref().or(own.format.as_ref());
        let templates = given.templates.as_ref().or(own.templates.as_ref());
        let policies = given.advice_policies.as_ref();
        let preprocessor = given.advice_preprocessor.as_ref();
        let is_on = |given: Option<bool>, own: Option<bool>| given.or(own).unwrap_or(false);
        Ok(Self {
            source: source.to_owned(),
            format: match given.input_format.or(own.input_format) {
                Some(Input::Text) => InputFormat::Text,
                Some(Input::Json) | None => InputFormat::Json,
            },
            is_streamed: !is_on(given.no_stream, own.no_stream) && folder.is_none(),
            statistics: !is_on(given.no_stats, own.no_stats),
            destination: Destination {
                format: format.map_or_else(|| "ansi".to_owned(), Clone::clone),
                templates: templates.map_or_else(|| DEFAULT_TEMPLATES.into(), Clone::clone),
                folder: folder.cloned(),
            },
            advice: AdviceSources {
                policies: policies.or(own.advice_policies.as_ref()).cloned(),
                data: given
                    .advice_data
                    .as_ref()
                    .or(own.advice_data.as_ref())
                    .cloned(),
                preprocessor: preprocessor.or(own.advice_preprocessor.as_ref()).cloned(),
            },
            filters: own.finding_filters.clone(),
            overrides: own.finding_level_overrides.clone(),
            fail_on: given.fail_on.or(own.fail_on).unwrap_or(FailOn::Violation),
        })
    }

    /// Whether it is a failure that `worst` is the worst level of all findings. Weaver takes that from its statistics:
    /// without them nothing is one.
    pub(super) fn fails(&self, worst: Option<FindingLevel>) -> bool {
        let threshold = match self.fail_on {
            FailOn::Violation => FindingLevel::Violation,
            FailOn::Improvement => FindingLevel::Improvement,
            FailOn::Information => FindingLevel::Information,
            FailOn::None => return false,
        };
        self.statistics && worst.is_some_and(|worst| worst >= threshold)
    }
}
