//! `telemetry config`: what is in force, and where it came from.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::Context;
use runtime::config::{ConfigError, Configured, Exporter, Finding};
use serde::Serialize;

use crate::args::TelemetryArgs;
use crate::config::{Configuration, keys};
use crate::run::Outcome;
use crate::{output, telemetry};

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
    value: String,
    from: String,
}

/// Prints the configuration. It is checked even if telemetry is off.
pub(crate) fn config(
    args: &TelemetryArgs,
    configuration: &Configuration,
) -> anyhow::Result<Outcome> {
    let (configured, resource) = telemetry::read();
    let rows = rows(&configured, configuration);
    let resource = configured.resource_of(resource);
    if args.json {
        output::print(&json(&configured, rows, &resource)?)?;
    } else if configured.errors.is_empty() {
        output::print(&table(&configured, &rows, &resource))?;
    }
    for warning in &configured.warnings {
        output::say(&format!("warning: {warning}"));
    }
    if configured.errors.is_empty() {
        return Ok(Outcome::Complete);
    }
    Err(ConfigError(configured.errors).into())
}

/// How log records look is no setting of telemetry, but is looked for here.
fn log_format(configuration: &Configuration) -> Option<Row<'_>> {
    let setting = configuration.settings.get(&keys::LOG_FORMAT)?;
    Some(Row {
        name: keys::LOG_FORMAT.variables.first()?,
        value: setting.value.as_ref()?.shown(),
        from: setting.origin.to_string(),
    })
}

fn rows<'a>(configured: &'a Configured, configuration: &'a Configuration) -> Vec<Row<'a>> {
    let settings = configured.settings.iter();
    settings
        .map(|setting| Row {
            name: setting.name,
            value: setting.value.clone(),
            from: setting.origin.to_string(),
        })
        .chain(log_format(configuration))
        .collect()
}

fn json(
    configured: &Configured,
    rows: Vec<Row<'_>>,
    resource: &BTreeMap<String, String>,
) -> anyhow::Result<String> {
    let shown = |findings: &[Finding]| findings.iter().map(Finding::to_string).collect();
    let answer = Answer {
        tracing: configured.config.exporter != Exporter::None,
        settings: rows,
        resource,
        warnings: shown(&configured.warnings),
        errors: shown(&configured.errors),
    };
    serde_json::to_string_pretty(&answer).context("the configuration cannot be printed as JSON")
}

fn table(configured: &Configured, rows: &[Row<'_>], resource: &BTreeMap<String, String>) -> String {
    let width = |text: fn(&Row<'_>) -> usize| rows.iter().map(text).max().unwrap_or_default();
    let names = width(|row| row.name.chars().count());
    let values = width(|row| row.value.chars().count());
    let mut table = format!("{:names$}  {:values$}  FROM\n", "SETTING", "VALUE");
    for Row { name, value, from } in rows {
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
