//! `telemetry config`: what is in force, and where it came from.

use std::fmt::Write;

use anyhow::Context;
use runtime::config::{ConfigError, Configured, Finding};
use serde::Serialize;

use crate::args::ConfigArgs;
use crate::run::Outcome;
use crate::{output, telemetry};

/// The configuration as `--json` prints it.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    settings: Vec<Row<'a>>,
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
pub(crate) fn config(args: &ConfigArgs) -> anyhow::Result<Outcome> {
    let (configured, _) = telemetry::read();
    if args.json {
        output::print(&json(&configured)?)?;
    } else if configured.errors.is_empty() {
        output::print(&table(&configured))?;
    }
    for warning in &configured.warnings {
        output::say(&format!("warning: {warning}"));
    }
    if configured.errors.is_empty() {
        return Ok(Outcome::Complete);
    }
    Err(ConfigError(configured.errors).into())
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

fn json(configured: &Configured) -> anyhow::Result<String> {
    let shown = |findings: &[Finding]| findings.iter().map(Finding::to_string).collect();
    let answer = Answer {
        settings: rows(configured),
        warnings: shown(&configured.warnings),
        errors: shown(&configured.errors),
    };
    serde_json::to_string_pretty(&answer).context("the configuration cannot be printed as JSON")
}

fn table(configured: &Configured) -> String {
    let rows = rows(configured);
    let width = |text: fn(&Row<'_>) -> usize| rows.iter().map(text).max().unwrap_or_default();
    let names = width(|row| row.name.chars().count());
    let values = width(|row| row.value.chars().count());
    let mut table = format!("{:names$}  {:values$}  FROM\n", "SETTING", "VALUE");
    for Row { name, value, from } in &rows {
        // Writing to a string cannot fail.
        writeln!(table, "{name:names$}  {value:values$}  {from}").ok();
    }
    table
}
