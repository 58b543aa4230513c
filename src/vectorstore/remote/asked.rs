//! Conditions as far as a server has to be asked.

use serde_json::Value;

/// A condition in the words of a server, unless it is decided beforehand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Asked {
    /// Every document meets it.
    Always,
    /// No document meets it.
    Never,
    /// What the server is asked.
    If(Value),
}

impl Asked {
    /// What is met where each of them is; `and` joins two or more.
    pub(crate) fn all(each: impl Iterator<Item = Self>, and: fn(Vec<Value>) -> Value) -> Self {
        let mut asked = Vec::new();
        for condition in each {
            match condition {
                Self::Always => {}
                Self::Never => return Self::Never,
                Self::If(condition) => asked.push(condition),
            }
        }
        joined(asked, and).unwrap_or(Self::Always)
    }

    /// What is met where one of them is; `or` joins two or more.
    pub(crate) fn any(each: impl Iterator<Item = Self>, or: fn(Vec<Value>) -> Value) -> Self {
        let mut asked = Vec::new();
        for condition in each {
            match condition {
                Self::Always => return Self::Always,
                Self::Never => {}
                Self::If(condition) => asked.push(condition),
            }
        }
        joined(asked, or).unwrap_or(Self::Never)
    }

    /// What is met where this is not.
    pub(crate) fn none(self, not: fn(Value) -> Value) -> Self {
        match self {
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            Self::If(condition) => Self::If(not(condition)),
        }
    }
}

fn joined(mut asked: Vec<Value>, join: fn(Vec<Value>) -> Value) -> Option<Asked> {
    if asked.len() > 1 {
        return Some(Asked::If(join(asked)));
    }
    asked.pop().map(Asked::If)
}
