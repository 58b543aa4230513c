//! Printing what a command found.

use std::io::IsTerminal;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::console;
use super::document::own_format;
use super::project::Project;
use super::workflow;
use crate::config::Parameters;
use crate::diagnostic::{Detail, print_entries};
use crate::jq;
use crate::render::{self, Target};
use crate::{Error, Findings};

/// The folder of the formats of one's own, unless the command or the project names another.
pub(super) const DEFAULT_TEMPLATES: &str = "diagnostic_templates";

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
    /// With templates of one's own, which see what `Json` prints.
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
            Format::Ansi => Ok(self.for_people(stdout)),
            Format::Json => Ok(print_entries(&self.entries(future, detail))),
            Format::Workflow => Ok(workflow::commands(&self.findings, &self.errors, future)),
            Format::Own(target) => self.rendered(target, future, detail),
        };
        let (text, outcome) = match outcome {
            Ok(text) => (text, Ok(())),
            Err(errors) => (self.for_people(stdout), Err(errors)),
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
        future: bool,
        detail: Detail,
    ) -> Result<String, Vec<Error>> {
        let detail = match detail {
            Detail::Weaver => Detail::Placed,
            other => other,
        };
        let entries = jq::input(Json::Array(self.entries(future, detail)));
        let files = render::render(target, &entries, &Parameters::default())?;
        let texts: Vec<String> = files.into_values().map(|file| file.text).collect();
        Ok(texts.join("\n"))
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
}
