//! Printing what a command found.

use std::io::IsTerminal;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::console;
use super::document::own_format;
use super::project::Project;
use super::workflow::{self, Violation};
use crate::config::Parameters;
use crate::diagnostic::{Detail, print_entries};
use crate::jq;
use crate::render::{self, Target};
use crate::{Error, Finding, Findings};

/// The folder of the formats of one's own, unless the command or the project names another.
pub(super) const DEFAULT_TEMPLATES: &str = "diagnostic_templates";

/// The parameter under which templates find what the formats for people print from.
const REPORT: &str = "report";

/// The formats that need no templates.
pub(super) const BUILT_IN: [&str; 3] = ["ansi", "json", "gh_workflow_command"];

/// How diagnostics are printed.
pub(super) enum Format {
    /// For people.
    Ansi,
    /// As Weaver's JSON.
    Json,
    /// As commands of GitHub workflows.
    Workflow,
    /// With templates of one's own, which see what `Json` prints as `ctx` and what the formats for
    /// people print from as `params.report`.
    Own(Box<Target>),
}

impl Format {
    /// The format that Weaver calls `name`: a folder of that name in `templates`, or a built-in one.
    ///
    /// # Errors
    /// There is none, or the folder has no valid weaver.yaml.
    pub(super) fn named(
        name: Option<&str>,
        templates: Option<&Path>,
        project: &Project,
    ) -> Result<Self, Vec<Error>> {
        let name = name.unwrap_or(BUILT_IN[0]);
        let templates = templates.unwrap_or(Path::new(DEFAULT_TEMPLATES));
        if let Some(mut target) = own_format(templates, name)? {
            project.overlay(&mut target);
            return Ok(Self::Own(Box::new(target)));
        }
        match name {
            "ansi" => Ok(Self::Ansi),
            "json" => Ok(Self::Json),
            "gh_workflow_command" => Ok(Self::Workflow),
            _ => Err(vec![Error::UnknownFormat {
                format: name.to_owned(),
                known: BUILT_IN.to_vec(),
                templates: templates.to_owned(),
            }]),
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
    /// The command has failed, and has said why by itself.
    pub(super) failed: bool,
}

impl Report {
    /// 1 if there is an error, 0 if not; `future` makes warnings errors.
    pub(super) fn exit_code(&self, future: bool) -> u8 {
        self.findings
            .exit_code(future)
            .max(u8::from(self.failed || !self.errors.is_empty()))
    }

    /// Prints the report.
    ///
    /// # Errors
    /// The templates of the format cannot be rendered; the report is printed for people then.
    pub(super) fn print(
        &self,
        format: &Format,
        stdout: bool,
        future: bool,
        detail: Detail,
    ) -> Result<(), Vec<Error>> {
        if self.findings.is_empty() && self.errors.is_empty() && !self.always {
            return Ok(());
        }
        let outcome = match format {
            Format::Ansi => Ok(self.for_people(has_color(stdout))),
            Format::Json => Ok(print_entries(&self.entries(future, detail))),
            Format::Workflow => Ok(workflow::commands(&self.findings, &self.errors, future)),
            Format::Own(target) => self.rendered(target, stdout, future, detail),
        };
        let (text, outcome) = match outcome {
            Ok(text) => (text, Ok(())),
            Err(errors) => (self.for_people(has_color(stdout)), Err(errors)),
        };
        if text.is_empty() {
            return outcome;
        }
        if stdout {
            console::print_line(&text).map_err(|error| vec![error])?;
        } else {
            eprintln!("{text}");
        }
        outcome
    }

    /// The texts of all files that the templates of `target` make.
    fn rendered(
        &self,
        target: &Target,
        stdout: bool,
        future: bool,
        detail: Detail,
    ) -> Result<String, Vec<Error>> {
        let entries = jq::input(Json::Array(self.entries(future, detail)));
        let mut parameters = Parameters::default();
        parameters.set(REPORT, self.for_templates(has_color(stdout), future));
        let files = render::render(target, &entries, &parameters)?;
        let texts: Vec<String> = files.into_values().map(|file| file.text).collect();
        Ok(texts.join("\n"))
    }

    /// All that the formats for people print from.
    fn for_templates(&self, color: bool, future: bool) -> Json {
        let findings: Vec<Json> = self.findings.iter().map(finding_for_templates).collect();
        let errors: Vec<Json> = self.errors.iter().map(error_for_templates).collect();
        json!({ "color": color, "future": future, "findings": findings, "errors": errors })
    }

    fn for_people(&self, color: bool) -> String {
        let mut text = self.findings.render_ansi(color);
        for error in &self.errors {
            text.push_str(&format!("error[{}]: {}\n", error.kind(), error.chain()));
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// What Weaver's JSON has: the findings, then the errors.
    fn entries(&self, future: bool, detail: Detail) -> Vec<Json> {
        let mut entries = self.findings.entries(future, detail);
        entries.extend(self.errors.iter().map(entry));
        entries
    }
}

/// Whether what is printed goes to a terminal.
fn has_color(stdout: bool) -> bool {
    if stdout {
        std::io::stdout().is_terminal()
    } else {
        std::io::stderr().is_terminal()
    }
}

/// A finding with all that people are told of it; what there is nothing of is null.
fn finding_for_templates(finding: &Finding) -> Json {
    let snippet = finding
        .underlined()
        .map(|(line, carets)| json!({ "line": line, "carets": carets }));
    json!({
        "kind": finding.kind(),
        "severity": finding.severity().to_string(),
        "message": finding.message(),
        "place": finding.place(),
        "snippet": snippet,
        "suggestion": finding.suggestion(),
        "violation": Violation::of(finding),
    })
}

/// What is wrong with anything but the registry, in the same shape.
fn error_for_templates(error: &Error) -> Json {
    let place = error
        .place()
        .map(|(path, line)| json!({ "file": path.display().to_string(), "line": line }));
    json!({ "kind": error.kind(), "message": error.chain(), "place": place })
}

/// An error as an entry of Weaver's JSON.
fn entry(error: &Error) -> Json {
    let message = error.chain();
    json!({
        "error": { (error.kind()): { "error": message } },
        "diagnostic": { "message": message, "ansi_message": message, "severity": "Error" },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_an_entry_under_the_name_that_weaver_gives_it() {
        let entry = entry(&Error::Unsupported("that"));
        assert!(entry["error"]["Unsupported"].is_object());
        assert_eq!(entry["diagnostic"]["severity"], "Error");
    }

    /// The template that people begin with is the same where there is colour, which no test of the
    /// whole program sees.
    #[test]
    fn the_beginning_of_a_format_for_people_has_the_colours_of_the_built_in_one() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/diagnostic");
        let target = own_format(&root, "ansi").expect("valid").expect("there");
        let registry = tempfile::tempdir().expect("temporary folder");
        let text = "groups:\n- {id: a, type: spam, brief: b}\n- {id: metric.b, type: metric, brief: b, \
                    metric_name: b, instrument: counter, unit: s}\n";
        std::fs::write(registry.path().join("a.yaml"), text).expect("writable");
        let options = crate::RegistryOptions::new(registry.path());
        let report = Report {
            findings: crate::load_and_check(&options, crate::Lints::On).findings,
            errors: vec![Error::Unsupported("that")],
            ..Report::default()
        };
        assert!(report.for_people(true).contains("\x1b[1;31merror["));
        for color in [true, false] {
            let mut parameters = Parameters::default();
            parameters.set(REPORT, report.for_templates(color, false));
            let nothing = jq::input(json!([]));
            let files = render::render(&target, &nothing, &parameters).expect("renders");
            let texts: Vec<_> = files.into_values().map(|file| file.text).collect();
            assert_eq!(texts, [report.for_people(color)]);
        }
    }
}
