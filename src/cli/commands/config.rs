//! `config check`: what is in force, where it came from, and what of it can be used.

mod connect;
mod files;
mod render;

use serde::Serialize;

use crate::args::CheckArgs;
use crate::config::{Configuration, Key, Setting, keys};
use crate::output;
use crate::run::Outcome;

/// Everything that is said, as `--json` prints it.
#[derive(Debug, Serialize)]
struct Report {
    /// Whether nothing was found that is wrong.
    ok: bool,
    /// The file that was read.
    file: Option<String>,
    settings: Vec<Row>,
    problems: Vec<String>,
    warnings: Vec<String>,
    checks: Vec<Check>,
}

/// A key and what is in force.
#[derive(Debug, Serialize)]
struct Row {
    key: &'static str,
    /// For people, without secrets; none if nothing is set.
    value: Option<String>,
    from: String,
    /// The variables that set it.
    variables: &'static [&'static str],
    /// The flag that sets it.
    flag: Option<String>,
}

/// Something that was tried.
#[derive(Debug, Serialize)]
struct Check {
    what: String,
    ok: bool,
    /// What was found.
    found: String,
}

impl Check {
    fn of(what: impl Into<String>, outcome: anyhow::Result<String>) -> Self {
        let what = what.into();
        match outcome {
            Ok(found) => Self {
                what,
                ok: true,
                found,
            },
            Err(error) => Self {
                what,
                ok: false,
                found: format!("{error:#}"),
            },
        }
    }
}

/// Prints everything that is known about the configuration.
pub(crate) async fn check(
    args: &CheckArgs,
    configuration: &Configuration,
) -> anyhow::Result<Outcome> {
    let mut report = report(configuration);
    if let Ok(config) = configuration.checked() {
        report.warnings.extend(config.warnings());
        report.checks = files::checks(config);
        if args.connect {
            report.checks.extend(connect::checks(config).await);
        }
    }
    report.ok = report.problems.is_empty() && report.checks.iter().all(|check| check.ok);
    if args.json {
        output::print(&serde_json::to_string_pretty(&report)?)?;
    } else {
        output::print(&render::render(&report))?;
    }
    Ok(if report.ok {
        Outcome::Complete
    } else {
        Outcome::Incomplete
    })
}

fn report(configuration: &Configuration) -> Report {
    let rows = keys::all().filter_map(|key| Some(row(key, configuration.settings.get(key)?)));
    Report {
        ok: false,
        file: configuration
            .file
            .as_ref()
            .map(|path| path.display().to_string()),
        settings: rows.collect(),
        problems: configuration
            .problems
            .iter()
            .map(ToString::to_string)
            .collect(),
        warnings: configuration.warnings.clone(),
        checks: Vec::new(),
    }
}

fn row(key: &'static Key, setting: &Setting) -> Row {
    Row {
        key: key.name,
        value: setting.value.as_ref().map(|value| value.shown()),
        from: setting.origin.to_string(),
        variables: key.variables,
        flag: key.flag.map(|flag| format!("--{flag}")),
    }
}
