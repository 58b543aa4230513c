//! Printing what a command found.

use std::io::IsTerminal;

use serde_json::{Value as Json, json};

use crate::{Error, Finding, Findings, Severity};

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// For people.
    Ansi,
    /// As Weaver's JSON.
    Json,
    /// As commands of GitHub workflows, which show them beside the changed lines.
    Workflow,
}

impl Format {
    /// The format that Weaver calls `name`.
    pub(super) fn named(name: &str) -> Result<Self, Error> {
        match name {
            "ansi" => Ok(Self::Ansi),
            "json" => Ok(Self::Json),
            "gh_workflow_command" => Ok(Self::Workflow),
            _ => Err(Error::Unsupported(
                "a diagnostic format other than ansi, json and gh_workflow_command",
            )),
        }
    }
}

/// What a command found.
#[derive(Default)]
pub(super) struct Report {
    /// What is wrong with the registry.
    pub(super) findings: Findings,
    /// What is wrong with anything else.
    pub(super) errors: Vec<Error>,
    /// Print a report even if it is empty.
    pub(super) always: bool,
}

impl Report {
    /// 1 if there is an error, 0 if not; `future` makes warnings errors.
    pub(super) fn exit_code(&self, future: bool) -> u8 {
        self.findings
            .exit_code(future)
            .max(u8::from(!self.errors.is_empty()))
    }

    /// Prints the report.
    pub(super) fn print(&self, format: Format, stdout: bool, future: bool) {
        if self.findings.is_empty() && self.errors.is_empty() && !self.always {
            return;
        }
        let text = match format {
            Format::Ansi => self.for_people(stdout),
            Format::Json => self.json(future),
            Format::Workflow => self.workflow(future),
        };
        if text.is_empty() {
            return;
        }
        let text = text.trim_end();
        if stdout {
            println!("{text}");
        } else {
            eprintln!("{text}");
        }
    }

    fn for_people(&self, stdout: bool) -> String {
        let color = if stdout {
            std::io::stdout().is_terminal()
        } else {
            std::io::stderr().is_terminal()
        };
        let mut text = self.findings.render_ansi(color);
        for error in &self.errors {
            text.push_str(&format!("error[{}]: {}\n", error.kind(), error.chain()));
        }
        text
    }

    fn json(&self, future: bool) -> String {
        let findings = self.findings.to_weaver_json(future);
        if self.errors.is_empty() {
            return findings;
        }
        let mut entries: Vec<Json> = serde_json::from_str(&findings).unwrap_or_default();
        entries.extend(self.errors.iter().map(entry));
        serde_json::to_string_pretty(&entries).unwrap_or_default()
    }

    fn workflow(&self, future: bool) -> String {
        let findings = self.findings.iter().map(|finding| {
            let warning = finding.severity() == Severity::Warning && !future;
            let command = if warning { "warning" } else { "error" };
            let place = finding
                .place()
                .map(|place| (place.file.clone(), Some(place.line), Some(place.column)));
            workflow_command(command, place, finding.kind(), &advice(finding))
        });
        let errors = self.errors.iter().map(|error| {
            let place = error
                .place()
                .map(|(path, line)| (path.display().to_string(), line, None));
            workflow_command("error", place, error.kind(), &error.chain())
        });
        findings.chain(errors).collect::<Vec<_>>().join("\n")
    }
}

fn advice(finding: &Finding) -> String {
    match finding.suggestion() {
        Some(suggestion) => format!("{}; {suggestion}", finding.message()),
        None => finding.message().to_owned(),
    }
}

/// An error as an entry of Weaver's JSON.
fn entry(error: &Error) -> Json {
    let message = error.chain();
    json!({
        "error": { (error.kind()): { "error": message } },
        "diagnostic": { "message": message, "ansi_message": message, "severity": "Error" },
    })
}

type Place = (String, Option<usize>, Option<usize>);

fn workflow_command(command: &str, place: Option<Place>, title: &str, message: &str) -> String {
    let mut properties = Vec::new();
    if let Some((file, line, column)) = place {
        properties.push(format!("file={}", escape_property(&file)));
        properties.extend(line.map(|line| format!("line={line}")));
        properties.extend(column.map(|column| format!("col={column}")));
    }
    properties.push(format!("title={}", escape_property(title)));
    format!("::{command} {}::{}", properties.join(","), escape(message))
}

fn escape(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workflow_command_stays_on_one_line() {
        let place = Some(("a,b.yaml".to_owned(), Some(3), None));
        assert_eq!(
            workflow_command("error", place, "Kind", "100%\nbad"),
            "::error file=a%2Cb.yaml,line=3,title=Kind::100%25%0Abad"
        );
    }

    #[test]
    fn an_error_is_an_entry_under_the_name_that_weaver_gives_it() {
        let entry = entry(&Error::Unsupported("that"));
        assert!(entry["error"]["Unsupported"].is_object());
        assert_eq!(entry["diagnostic"]["severity"], "Error");
    }
}
