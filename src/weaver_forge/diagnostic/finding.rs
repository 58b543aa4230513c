use std::fmt;

use serde::Serialize;

use super::Stage;

/// How bad a finding is. Only errors make a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The registry must be changed.
    Error,
    /// The registry should be changed.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file, as it can be opened from the working directory.
    pub file: String,
    /// The line, from 1; 1 if the finding is about the file as a whole.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The line a finding points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The text of the line, without its end.
    pub text: String,
    /// How many characters, from the column of the finding's place, it is about.
    pub width: usize,
}

/// One thing that is wrong with a registry.
#[derive(Debug, Clone)]
pub struct Finding {
    pub(super) kind: String,
    pub(super) severity: Severity,
    pub(super) message: String,
    pub(super) suggestion: Option<String>,
    pub(super) place: Option<Place>,
    pub(super) snippet: Option<Snippet>,
    pub(super) stage: Stage,
    pub(super) is_fatal: bool,
    /// The finding as Weaver's JSON has it: one key, the kind, and what belongs to it.
    pub(super) error: serde_json::Value,
    pub(super) is_wrapped: bool,
    /// Whether people need not be told of it.
    pub(super) is_implied: bool,
    /// Whether Weaver says something else, which is among the findings too.
    pub(super) is_for_people: bool,
}

impl Finding {
    /// Weaver's name of this kind of finding, or ours for what Weaver does not look for.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// How bad it is, before `--future` makes everything an error.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where it is, unless no file is to blame.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// What to do about it, where there is something to say.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// The line it is about.
    pub fn snippet(&self) -> Option<&Snippet> {
        self.snippet.as_ref()
    }

    /// The finding as Weaver's JSON has it, without what it is wrapped in.
    #[cfg(feature = "cli")]
    pub(crate) fn error(&self) -> &serde_json::Value {
        &self.error
    }

    /// Whether it leaves no registry to go on with.
    pub fn is_fatal(&self) -> bool {
        self.is_fatal
    }
}
