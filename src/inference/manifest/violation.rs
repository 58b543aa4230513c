//! What is wrong with a manifest.

use std::fmt;

/// One thing in a manifest that its schema does not allow.
///
/// ```
/// # use inference::Violation;
/// let violation = Violation {
///     path: "spec.replicas".into(),
///     expected: "an integer".into(),
///     found: "a string".into(),
/// };
/// assert_eq!(violation.to_string(), "spec.replicas: expected an integer, found a string");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where: keys separated by `.`, positions in brackets, `spec.rules[0].host`; empty for the manifest as a whole.
    pub path: String,
    /// What the schema allows there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

impl Violation {
    /// Something about the manifest as a whole.
    pub(super) fn root(expected: String, found: String) -> Self {
        Self {
            path: String::new(),
            expected,
            found,
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}
