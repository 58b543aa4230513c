//! Why a build did not succeed.

use std::fmt;

use crate::{Error, Findings};

/// Everything that kept a build from succeeding: what is wrong with the registry, then what is
/// wrong with templates, output folders or the files in them.
#[derive(Debug)]
pub struct Failure {
    findings: Findings,
    errors: Vec<Error>,
}

impl Failure {
    pub(super) fn new(findings: Findings, errors: Vec<Error>) -> Self {
        Self { findings, errors }
    }

    /// What is wrong with the registry, warnings included.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// What is wrong with anything else.
    pub fn errors(&self) -> &[Error] {
        &self.errors
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.findings.is_empty() {
            f.write_str(&self.findings.render_ansi(false))?;
        }
        for error in &self.errors {
            writeln!(f, "error: {}", error.chain())?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
