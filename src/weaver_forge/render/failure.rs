//! Errors of the template engine, told with the file and the line to look at.

use std::path::Path;

use minijinja::ErrorKind;

use super::Target;
use super::limits::INSTRUCTIONS_MAX;
use crate::Error;

/// What the template engine calls the template of a file name.
pub(super) const FILE_NAME_TEMPLATE: &str = "<file_name>";

/// The longest line that is quoted in a message, in bytes.
const SNIPPET_BYTES_MAX: usize = 160;

/// `error`, which came up while `template` was rendered for `item`, with its file and line.
///
/// `file_name` is the template of the output's name that weaver.yaml has for `template`.
pub(super) fn of(
    target: &Target,
    template: &str,
    file_name: Option<&str>,
    item: Option<String>,
    error: &minijinja::Error,
) -> Error {
    // The innermost error that knows its place is the one to look at: an included file, a macro.
    let mut innermost = error;
    let mut messages = vec![message_of(error)];
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        match cause.downcast_ref::<minijinja::Error>() {
            Some(cause) => {
                messages.push(message_of(cause));
                // Snippets of comment formats are no files.
                if cause.name().is_some_and(|name| target.files.contains(name)) {
                    innermost = cause;
                }
            }
            None => messages.push(cause.to_string()),
        }
        source = cause.source();
    }
    let name = innermost.name().unwrap_or(template);
    let (path, line) = match file_name {
        Some(source) if name == FILE_NAME_TEMPLATE => {
            (target.config_path(), target.config_line(source))
        }
        _ => (target.files.path_of(name), innermost.line()),
    };
    let mut message = messages.join(": ");
    if let Some(text) = line.and_then(|line| line_of(&path, line)) {
        message.push_str(&format!("; in `{text}`"));
    }
    Error::Template {
        path,
        line,
        item,
        message,
    }
}

/// The line `number` of the file at `path`, for messages.
fn line_of(path: &Path, number: usize) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().nth(number.checked_sub(1)?)?.trim();
    (!line.is_empty() && line.len() <= SNIPPET_BYTES_MAX).then(|| line.to_owned())
}

fn message_of(error: &minijinja::Error) -> String {
    let kind = error.kind();
    if kind == ErrorKind::OutOfFuel {
        return format!(
            "stopped after {INSTRUCTIONS_MAX} instructions: does it ever end? Look at its loops"
        );
    }
    let hint = match kind {
        ErrorKind::UndefinedError => {
            " (give it a value with `default`, or test it with `is defined`)"
        }
        ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::UnknownFunction => {
            " (is it spelled as in the documentation of Weaver's templates?)"
        }
        _ => "",
    };
    match error.detail() {
        Some(detail) => format!("{kind}: {detail}{hint}"),
        None => format!("{kind}{hint}"),
    }
}
