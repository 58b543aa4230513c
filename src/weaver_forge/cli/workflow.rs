//! Commands of GitHub workflows, which show findings beside the lines they are about.

use serde::Serialize;

use crate::{Error, Finding, Findings, Severity};

/// What was found as commands, one to a line.
///
/// What policies found comes first, in a group of its own and word for word as Weaver prints it.
/// Weaver prints nothing else; here everything is told.
pub(super) fn commands(findings: &Findings, errors: &[Error], future: bool) -> String {
    let mut lines: Vec<String> = findings.iter().filter_map(policy_command).collect();
    if !lines.is_empty() {
        lines.insert(0, "\n::group::Policy violation report".to_owned());
        lines.push("::endgroup::\n".to_owned());
    }
    let others = findings
        .iter()
        .filter(|finding| policy_command(finding).is_none());
    lines.extend(others.map(|finding| finding_command(finding, future)));
    lines.extend(errors.iter().map(error_command));
    lines.join("\n")
}

/// What a policy found, as Weaver tells workflows of it.
#[derive(Serialize)]
pub(super) struct Violation<'f> {
    file: &'f str,
    id: &'f str,
    message: &'f str,
}

impl<'f> Violation<'f> {
    /// What a policy found; nothing for all other findings.
    pub(super) fn of(finding: &'f Finding) -> Option<Self> {
        let error = finding.error();
        if error["type"] != "policy_violation" {
            return None;
        }
        Some(Self {
            file: error["provenance"].as_str()?,
            id: error["violation"]["id"].as_str()?,
            message: error["violation"]["message"].as_str()?,
        })
    }
}

/// The command for what a policy found; nothing for all other findings.
fn policy_command(finding: &Finding) -> Option<String> {
    let violation = Violation::of(finding)?;
    let file = escape_property(violation.file);
    let title = escape_property(violation.id);
    let message = escape(violation.message);
    Some(format!(
        "::error file={file}, title={title}::message={message}"
    ))
}

fn finding_command(finding: &Finding, future: bool) -> String {
    let warning = finding.severity() == Severity::Warning && !future;
    let level = if warning { "warning" } else { "error" };
    let place = finding
        .place()
        .map(|place| (place.file.clone(), Some(place.line), Some(place.column)));
    let message = match finding.suggestion() {
        Some(suggestion) => format!("{}; {suggestion}", finding.message()),
        None => finding.message().to_owned(),
    };
    command(level, place, finding.kind(), &message)
}

fn error_command(error: &Error) -> String {
    let place = error
        .place()
        .map(|(path, line)| (path.display().to_string(), line, None));
    command("error", place, error.kind(), &error.chain())
}

type Place = (String, Option<usize>, Option<usize>);

fn command(level: &str, place: Option<Place>, title: &str, message: &str) -> String {
    let mut properties = Vec::new();
    if let Some((file, line, column)) = place {
        properties.push(format!("file={}", escape_property(&file)));
        properties.extend(line.map(|line| format!("line={line}")));
        properties.extend(column.map(|column| format!("col={column}")));
    }
    properties.push(format!("title={}", escape_property(title)));
    format!("::{level} {}::{}", properties.join(","), escape(message))
}

/// `text` on one line. A `%` is escaped only where it would be taken for an escape, so that most
/// texts are what Weaver prints, which escapes nothing.
fn escape(text: &str) -> String {
    ["%25", "%0D", "%0A"]
        .iter()
        .fold(text.to_owned(), |text, code| {
            text.replace(code, &format!("%25{}", &code[1..]))
        })
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
        .replace(':', "%3A")
        .replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What GitHub makes of an escaped message.
    fn unescaped(text: &str) -> String {
        text.replace("%0D", "\r")
            .replace("%0A", "\n")
            .replace("%25", "%")
    }

    #[test]
    fn a_workflow_command_stays_on_one_line() {
        let place = Some(("a,b.yaml".to_owned(), Some(3), None));
        assert_eq!(
            command("error", place, "Kind", "100%\nbad"),
            "::error file=a%2Cb.yaml,line=3,title=Kind::100%%0Abad"
        );
    }

    #[test]
    fn a_message_arrives_as_it_was_sent() {
        for text in ["100%", "%0A", "%25", "%250A", "a%\nb", "%2\r\n5", "%%25%0D"] {
            let sent = escape(text);
            assert!(!sent.contains(['\r', '\n']), "{text:?}");
            assert_eq!(unescaped(&sent), text, "{sent}");
        }
    }
}
