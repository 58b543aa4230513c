//! Telling the outcome of a build to Cargo, or to people.

use std::process::ExitCode;

use super::{Failure, cargo};
use crate::{Error, Finding, Findings, Severity};

/// Prints everything there is to say about `outcome`, as directives for Cargo or as plain text.
///
/// Warnings are about the registry as it is, so Cargo may well replay them with each build; that
/// something was written is never told, because Cargo would replay that too.
pub(super) fn print(outcome: &Result<Findings, Failure>, build_script: bool) -> ExitCode {
    let (findings, errors) = match outcome {
        Ok(findings) => (findings, [].as_slice()),
        Err(failure) => (failure.findings(), failure.errors()),
    };
    if build_script {
        for line in directives(findings, errors) {
            println!("{line}");
        }
    } else {
        if !findings.is_empty() {
            eprint!("{}", findings.render_ansi(false));
        }
        for error in errors {
            eprintln!("error: {}", error.chain());
        }
    }
    if outcome.is_ok() || build_script {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// One directive for each finding and each error.
fn directives(findings: &Findings, errors: &[Error]) -> Vec<String> {
    let findings = findings.iter().map(|finding| {
        let directive = match finding.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        format!("cargo::{directive}={}", cargo::one_line(&sentence(finding)))
    });
    let errors = errors
        .iter()
        .map(|error| format!("cargo::error={}", cargo::one_line(&error.chain())));
    findings.chain(errors).collect()
}

/// Place, message, advice and the line it is about.
fn sentence(finding: &Finding) -> String {
    let mut text = String::new();
    if let Some(place) = finding.place() {
        text.push_str(&format!("{place}: "));
    }
    text.push_str(finding.message());
    if let Some(suggestion) = finding.suggestion() {
        text.push_str(&format!("; {suggestion}"));
    }
    if let Some(snippet) = finding.snippet() {
        text.push_str(&format!(" (in `{}`)", snippet.text.trim()));
    }
    text
}
