//! What cannot be used, and where it stands.

use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Nothing sets it.
    Default,
    /// Nothing sets it, and what is in force follows from something else, which is named here.
    Because(String),
    /// The file says so, there.
    File(Place),
    /// This variable says so.
    Variable(&'static str),
    /// This flag says so; without the dashes.
    Flag(&'static str),
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) path: PathBuf,
    /// From 1.
    pub(crate) line: usize,
    /// From 1, in characters.
    pub(crate) column: usize,
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path.display(), self.line, self.column)
    }
}

impl Display for Origin {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Because(reason) => write!(f, "default, {reason}"),
            Self::File(place) => place.fmt(f),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(name) => write!(f, "--{name}"),
        }
    }
}

/// Something in the configuration that means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Where it stands: a place in the file, a variable, a flag; for what is missing, the key.
    pub(crate) place: String,
    /// What is wrong, what was expected, what to do.
    pub(crate) text: String,
}

impl Problem {
    pub(crate) fn new(place: impl Display, text: impl Into<String>) -> Self {
        Self {
            place: place.to_string(),
            text: text.into(),
        }
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.text)
    }
}

/// The configuration cannot be meant.
#[derive(Debug, thiserror::Error)]
#[error("the configuration cannot be used:{}", lines(.0))]
pub(crate) struct ConfigError(
    /// All that is wrong, in the order in which it was found.
    pub(crate) Vec<Problem>,
);

fn lines(problems: &[Problem]) -> String {
    let lines = problems.iter().map(|problem| format!("\n  {problem}"));
    lines.collect()
}
