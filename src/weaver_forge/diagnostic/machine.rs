use serde::Serialize;
use serde_json::{Value, json};

use super::Stage;
use super::finding::{Finding, Place, Severity};
use super::findings::Findings;
use crate::resolve::sorted;

/// Why writing entries cannot fail.
const ALWAYS_WRITABLE: &str = "strings, and JSON values with string keys, can be written as JSON";

/// How much JSON says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What Weaver's says: a fatal finding hides all others, and there are no places.
    Weaver,
    /// Every finding that people see too, with its place.
    All,
}

/// One entry of Weaver's JSON; fields in the order of the alphabet, as Weaver prints them.
#[derive(Serialize)]
struct Entry {
    diagnostic: Diagnostic,
    error: Value,
}

#[derive(Serialize)]
struct Diagnostic {
    ansi_message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'static str>,
}

impl Findings {
    /// The findings as `weaver registry check --diagnostic-format json` prints them: an array, or
    /// nothing at all if there are none.
    ///
    /// As there, a fatal finding hides all others, and fatal findings of one stage are one entry.
    /// With `future` everything is an error.
    pub fn to_weaver_json(&self, future: bool) -> String {
        print_entries(&self.entries(future, Detail::Weaver))
    }

    /// All findings that people see too, each with its place, in the same shape. Nothing at all if
    /// there are none. With `future` everything is an error.
    pub fn to_json(&self, future: bool) -> String {
        print_entries(&self.entries(future, Detail::All))
    }

    /// The entries of these arrays.
    pub(crate) fn entries(&self, future: bool, detail: Detail) -> Vec<Value> {
        let entries: Vec<Entry> = match detail {
            Detail::All => self.iter().map(|it| it.entry(future)).collect(),
            _ => match self.first_fatal().as_slice() {
                [] => self.of_weaver().map(|it| it.entry(future)).collect(),
                fatal => vec![fatal_entry(fatal)],
            },
        };
        entries
            .into_iter()
            .map(|mut entry| {
                if detail == Detail::Weaver {
                    entry.diagnostic.place = None;
                }
                entry
            })
            .map(|entry| sorted(serde_json::to_value(entry).expect(ALWAYS_WRITABLE)))
            .collect()
    }

    /// The fatal findings at which Weaver would have stopped.
    fn first_fatal(&self) -> Vec<&Finding> {
        let fatal = || self.of_weaver().filter(|finding| finding.is_fatal);
        let Some(first) = fatal().min_by_key(|finding| finding.stage) else {
            return Vec::new();
        };
        let file = |finding: &Finding| finding.place.as_ref().map(|place| place.file.clone());
        let one_file = matches!(first.stage, Stage::Load | Stage::Check);
        fatal()
            .filter(|finding| finding.stage == first.stage)
            .filter(|finding| !one_file || file(finding) == file(first))
            .collect()
    }
}

impl Finding {
    fn entry(&self, future: bool) -> Entry {
        let error = match self.is_wrapped {
            true => json!({ "FailToResolveDefinition": self.error }),
            false => self.error.clone(),
        };
        let is_error = future || self.severity == Severity::Error;
        let severity = Some(if is_error { "Error" } else { "Warning" });
        Entry {
            diagnostic: self.diagnostic(severity),
            error,
        }
    }

    fn diagnostic(&self, severity: Option<&'static str>) -> Diagnostic {
        Diagnostic {
            ansi_message: self.message.clone(),
            help: self.suggestion.clone(),
            message: self.message.clone(),
            place: self.place.clone(),
            severity,
        }
    }
}

/// Weaver gives fatal findings neither severity nor help.
fn fatal_entry(fatal: &[&Finding]) -> Entry {
    let errors: Vec<Value> = fatal.iter().map(|finding| finding.error.clone()).collect();
    let messages: Vec<&str> = fatal.iter().map(|finding| finding.message()).collect();
    let message = messages.join("\n\n");
    let error = match errors.as_slice() {
        [one] => one.clone(),
        _ => json!({ "CompoundError": errors }),
    };
    Entry {
        diagnostic: Diagnostic {
            ansi_message: message.clone(),
            help: None,
            message,
            place: fatal.first().and_then(|finding| finding.place.clone()),
            severity: None,
        },
        error: json!({ "Resolver": error }),
    }
}

/// The text of the array of `entries`, or nothing if there are none.
pub(crate) fn print_entries(entries: &[Value]) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let text = serde_json::to_string_pretty(entries).expect(ALWAYS_WRITABLE);
    escape_for_html(&text)
}

/// Weaver prints JSON through a template engine that makes it safe to paste into a page.
fn escape_for_html(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\'' => out.push_str("\\u0027"),
            other => out.push(other),
        }
    }
    out
}
