//! `telemetry config`: what is in force, and where it came from.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::Context;
use runtime::config::{ConfigError, Configured, Exporter, Finding, Origin, Setting};
use serde::Serialize;

use crate::args::{ConfigArgs, LogFormat};
use crate::run::Outcome;
use crate::{output, telemetry};

/// Says how log records look; the command line may say so too.
const LOG_FORMAT: &str = "CLUSTER_WHISPERER_LOG_FORMAT";

/// The configuration as `--json` prints it.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    /// Whether spans are exported.
    tracing: bool,
    settings: Vec<Row<'a>>,
    resource: &'a BTreeMap<String, String>,
    warnings: Vec<String>,
    errors: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    name: &'a str,
    value: &'a str,
    from: String,
}

/// Prints the configuration. It is checked even if telemetry is off.
pub(crate) fn config(args: &ConfigArgs, format: LogFormat) -> anyhow::Result<Outcome> {
    let (mut configured, resource) = telemetry::read();
    configured.settings.push(log_format(format));
    let resource = configured.resource_of(resource);
    if args.json {
        output::print(&json(&configured, &resource)?)?;
    } else if configured.errors.is_empty() {
        output::print(&table(&configured, &resource))?;
    }
    for warning in &configured.warnings {
        output::say(&format!("warning: {warning}"));
    }
    if configured.errors.is_empty() {
        return Ok(Outcome::Complete);
    }
    Err(ConfigError(configured.errors).into())
}

fn log_format(format: LogFormat) -> Setting {
    let is_set = std::env::var_os(LOG_FORMAT).is_some_and(|value| !value.is_empty());
    let value = match format {
        LogFormat::Text => "text",
        LogFormat::Json => "json",
    };
    Setting {
        name: LOG_FORMAT,
        value: value.to_owned(),
        origin: if is_set {
            Origin::Variable(LOG_FORMAT)
        } else {
            Origin::Default
        },
    }
}

fn rows(configured: &Configured) -> Vec<Row<'_>> {
    let settings = configured.settings.iter();
    settings
        .map(|setting| Row {
            name: setting.name,
            value: &setting.value,
            from: setting.origin.to_string(),
        })
        .collect()
}

fn json(configured: &Configured, resource: &BTreeMap<String, String>) -> anyhow::Result<String> {
    let shown = |findings: &[Finding]| findings.iter().map(Finding::to_string).collect();
    let answer = Answer {
        tracing: configured.config.exporter != Exporter::None,
        settings: rows(configured),
        resource,
        warnings: shown(&configured.warnings),
        errors: shown(&configured.errors),
    };
    serde_json::to_string_pretty(&answer).context("the configuration cannot be printed as JSON")
}

fn table(configured: &Configured, resource: &BTreeMap<String, String>) -> String {
    let rows = rows(configured);
    let width = |text: fn(&Row<'_>) -> usize| rows.iter().map(text).max().unwrap_or_default();
    let names = width(|row| row.name.chars().count());
    let values = width(|row| row.value.chars().count());
    let mut table = format!("{:names$}  {:values$}  FROM\n", "SETTING", "VALUE");
    for Row { name, value, from } in &rows {
        // Writing to a string cannot fail.
        writeln!(table, "{name:names$}  {value:values$}  {from}").ok();
    }
    writeln!(table, "\n{:names$}  VALUE", "RESOURCE").ok();
    for (key, value) in resource {
        writeln!(table, "{key:names$}  {value}").ok();
    }
    if configured.config.exporter == Exporter::None {
        table.push_str("\nNo spans are exported; OTEL_TRACING_ENABLED=true switches tracing on.\n");
    }
    table
}
