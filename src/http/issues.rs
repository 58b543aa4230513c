//! Everything that is wrong with a payload, in the form that clients of zod (the TypeScript validation library) know.

use serde::Serialize;

use crate::body::Json;
use crate::limits::ISSUES_MAX;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Issue {
    #[serde(flatten)]
    problem: Problem,
    message: String,
    path: Vec<Segment>,
}

/// A step from the body to a value in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum Segment {
    /// Into an object.
    Key(String),
    /// Into an array, from 0.
    Index(usize),
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum Problem {
    InvalidType {
        expected: &'static str,
        received: &'static str,
    },
    InvalidString {
        validation: &'static str,
    },
    InvalidEnumValue {
        received: String,
        options: Vec<&'static str>,
    },
    TooSmall {
        minimum: usize,
        r#type: &'static str,
        inclusive: bool,
        exact: bool,
    },
    TooBig {
        maximum: usize,
        r#type: &'static str,
        inclusive: bool,
        exact: bool,
    },
    Custom,
}

impl Problem {
    /// A value of the wrong type; `None` stands for a value that is not there.
    pub(crate) fn wrong_type(expected: &'static str, received: Option<&Json>) -> Self {
        Self::InvalidType {
            expected,
            received: received.map_or("undefined", Json::type_name),
        }
    }

    pub(crate) fn too_small(minimum: usize, r#type: &'static str) -> Self {
        Self::TooSmall {
            minimum,
            r#type,
            inclusive: true,
            exact: false,
        }
    }

    pub(crate) fn too_big(maximum: usize, r#type: &'static str) -> Self {
        Self::TooBig {
            maximum,
            r#type,
            inclusive: true,
            exact: false,
        }
    }

    fn message(&self) -> String {
        match self {
            Self::InvalidType {
                received: "undefined",
                ..
            } => "Required".to_owned(),
            Self::InvalidType { expected, received } => {
                format!("Expected {expected}, received {received}")
            }
            Self::InvalidString { validation } => format!("Invalid {validation}"),
            Self::InvalidEnumValue { received, options } => {
                let options: Vec<String> =
                    options.iter().map(|option| format!("'{option}'")).collect();
                format!(
                    "Invalid enum value. Expected {}, received '{received}'",
                    options.join(" | ")
                )
            }
            Self::TooSmall {
                minimum,
                r#type: "number",
                ..
            } => {
                format!("Number must be greater than or equal to {minimum}")
            }
            Self::TooSmall { minimum, .. } => {
                format!("String must contain at least {minimum} character(s)")
            }
            Self::TooBig {
                maximum,
                r#type: "number",
                ..
            } => {
                format!("Number must be less than or equal to {maximum}")
            }
            Self::TooBig { maximum, .. } => {
                format!("String must contain at most {maximum} byte(s)")
            }
            Self::Custom => "Invalid input".to_owned(),
        }
    }
}

/// The issues found so far, and the place that is being looked at.
#[derive(Debug, Default)]
pub(crate) struct Issues {
    found: Vec<Issue>,
    path: Vec<Segment>,
}

impl Issues {
    /// Looks at a value of an object.
    pub(crate) fn at_key<T>(&mut self, key: &str, look: impl FnOnce(&mut Self) -> T) -> T {
        self.at(Segment::Key(key.to_owned()), look)
    }

    /// Looks at an item of an array.
    pub(crate) fn at_index<T>(&mut self, index: usize, look: impl FnOnce(&mut Self) -> T) -> T {
        self.at(Segment::Index(index), look)
    }

    fn at<T>(&mut self, segment: Segment, look: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(segment);
        let result = look(self);
        self.path.pop();
        result
    }

    /// Reports what is wrong here.
    pub(crate) fn add(&mut self, problem: Problem) {
        let message = problem.message();
        self.add_saying(problem, message);
    }

    /// Reports what is wrong here, in words of one's own.
    pub(crate) fn add_saying(&mut self, problem: Problem, message: impl Into<String>) {
        if self.found.len() < ISSUES_MAX {
            self.found.push(Issue {
                problem,
                message: message.into(),
                path: self.path.clone(),
            });
        }
    }

    /// `value`, unless something was wrong.
    pub(crate) fn unless_any<T>(self, value: Option<T>) -> Result<T, Vec<Issue>> {
        match value {
            Some(value) if self.found.is_empty() => Ok(value),
            _ => Err(self.found),
        }
    }
}
