//! What is wrong with a jq program, in words.

use jaq_core::compile::{self, Undefined};
use jaq_core::load::{self, Error};

/// Longest piece of the program that is quoted in a message, in characters.
const QUOTE_CHARACTERS_MAX: usize = 40;

/// The problems found while reading the program, one to a line.
pub(super) fn of_loading(code: &str, errors: load::Errors<&str, ()>) -> String {
    let mut lines = Vec::new();
    for (_, error) in errors {
        match error {
            Error::Io(problems) => lines.extend(
                problems
                    .into_iter()
                    .map(|(path, problem)| format!("cannot load `{path}`: {problem}")),
            ),
            Error::Lex(problems) => lines.extend(problems.into_iter().map(|(expect, found)| {
                format!("expected {}, found {}", expect.as_str(), quote(found))
            })),
            Error::Parse(problems) => lines.extend(problems.into_iter().map(|(expect, found)| {
                let rest = code.get(load::span(code, found).start..).unwrap_or(found);
                format!("expected {}, found {}", expect.as_str(), quote(rest))
            })),
        }
    }
    lines.join("\n")
}

/// The names that the program uses and nobody defines, one to a line.
pub(super) fn of_compiling(errors: compile::Errors<&str, ()>) -> String {
    let lines: Vec<String> = errors
        .into_iter()
        .flat_map(|(_, undefined)| undefined)
        .map(|(name, what)| match what {
            Undefined::Filter(arity) if arity > 0 => format!("undefined filter `{name}/{arity}`"),
            what => format!("undefined {} `{name}`", what.as_str()),
        })
        .collect();
    lines.join("\n")
}

fn quote(text: &str) -> String {
    if text.trim().is_empty() {
        return "the end of the expression".to_owned();
    }
    let mut quoted: String = text.chars().take(QUOTE_CHARACTERS_MAX).collect();
    if quoted.len() < text.len() {
        quoted.push('…');
    }
    format!("`{quoted}`")
}
