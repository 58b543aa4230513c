//! What is in force, where it came from, and what could not be used.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

/// One setting that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The variable that sets it.
    pub name: &'static str,
    /// Its value as text; secrets in it are masked already.
    pub value: String,
    /// Where the value came from.
    pub origin: Origin,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// From this variable.
    Variable(&'static str),
    /// Nothing is set.
    Default,
    /// Nothing is set, and the default follows from something else, which is named here.
    DefaultFor(String),
    /// This variable is set to what cannot be used.
    InsteadOf(&'static str),
}

impl Display for Origin {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => f.write_str(name),
            Self::Default => f.write_str("default"),
            Self::DefaultFor(reason) => write!(f, "default for {reason}"),
            Self::InsteadOf(name) => write!(f, "instead of the value of {name}"),
        }
    }
}

/// A variable with a value that is not used as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The variable.
    pub variable: Cow<'static, str>,
    /// What is wrong and what was expected.
    pub problem: String,
    /// What happens instead, or what to do.
    pub consequence: String,
}

impl Finding {
    pub(super) fn new(
        variable: impl Into<Cow<'static, str>>,
        problem: impl Into<String>,
        consequence: impl Into<String>,
    ) -> Self {
        Self {
            variable: variable.into(),
            problem: problem.into(),
            consequence: consequence.into(),
        }
    }
}

impl Display for Finding {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            variable,
            problem,
            consequence,
        } = self;
        write!(f, "{variable} {problem}; {consequence}")
    }
}

/// Variables of the environment have values that mean nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("telemetry cannot be configured:{}", lines(.0))]
pub struct ConfigError(
    /// All of them, in the order in which they are read.
    pub Vec<Finding>,
);

fn lines(findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|finding| format!("\n  {finding}"))
        .collect()
}
