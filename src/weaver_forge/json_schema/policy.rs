//! What a policy yields.

use super::build::{Object, any, nullable, text, words};

/// How much a finding matters, least first.
const LEVELS: [&str; 3] = ["information", "improvement", "violation"];

/// The document.
pub(super) fn finding() -> Object {
    let signal_type = "What that is: `metric`, `event`, `log`, `span`, `entity` or `resource`.";
    Object::new("What a policy found.")
        .required("id", "What kind of finding it is.", text())
        .required("message", "What is wrong, for people.", text())
        .required("level", "How much it matters.", words(LEVELS))
        .optional(
            "context",
            "What differs from finding to finding, for programs.",
            any(),
        )
        .optional("signal_name", "The signal it is about.", nullable(text()))
        .optional("signal_type", signal_type, nullable(text()))
}
