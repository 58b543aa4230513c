//! The report for people.

use std::fmt::Write;

use super::{Check, Report};

pub(super) fn render(report: &Report) -> String {
    let mut text = match &report.file {
        Some(file) => format!("File: {file}\n\n"),
        None => "File: none\n\n".to_owned(),
    };
    settings(report, &mut text);
    list("WARNINGS", &report.warnings, &mut text);
    list("PROBLEMS", &report.problems, &mut text);
    if !report.checks.is_empty() {
        checks(&report.checks, &mut text);
    }
    text.push_str(if report.ok {
        "\nThe configuration can be used.\n"
    } else {
        "\nThe configuration cannot be used as it is.\n"
    });
    text
}

fn settings(report: &Report, text: &mut String) {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let width = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or_default();
    let rows = &report.settings;
    let keys = width(&mut rows.iter().map(|row| row.key.chars().count()));
    let values = width(&mut rows.iter().map(|row| value(&row.value).chars().count()));
    // Writing to a string cannot fail.
    writeln!(text, "{:keys$}  {:values$}  FROM", "SETTING", "VALUE").ok();
    for row in rows {
        let shown = value(&row.value);
        writeln!(text, "{:keys$}  {shown:values$}  {}", row.key, row.from).ok();
    }
}

fn list(title: &str, lines: &[String], text: &mut String) {
    if lines.is_empty() {
        return;
    }
    writeln!(text, "\n{title}").ok();
    for line in lines {
        writeln!(text, "  {line}").ok();
    }
}

fn checks(checks: &[Check], text: &mut String) {
    text.push_str("\nCHECKS\n");
    for check in checks {
        let mark = if check.ok { "ok    " } else { "FAILED" };
        writeln!(text, "  {mark}  {}: {}", check.what, check.found).ok();
    }
}
