//! Results on standard output, messages on standard error.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, Write};

use anyhow::Context;

/// Prints a result.
///
/// # Errors
///
/// If standard output is closed; [`is_closed_pipe`] tells when that is no failure.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    write(io::stdout().lock(), text).context("the results could not be written to standard output")
}

fn write(mut stdout: impl Write, text: &str) -> io::Result<()> {
    let text = harmless(text);
    stdout.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        stdout.write_all(b"\n")?;
    }
    stdout.flush()
}

/// Says something to the person in front of the terminal.
pub(crate) fn say(message: &str) {
    // Nobody is left to be told if this fails.
    writeln!(io::stderr().lock(), "{}", harmless(message)).ok();
}

/// The text with control characters made visible: manifests may hold any, and a terminal would obey them.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if obeyed(c) {
            visible.extend(c.escape_default());
        } else {
            visible.push(c);
        }
    }
    Cow::Owned(visible)
}

/// Lists what had to be left out.
pub(crate) fn say_problems<T: Display>(problems: &[T]) {
    match problems {
        [] => {}
        [only] => say(&format!("1 problem, everything else was done:\n  {only}")),
        _ => {
            let lines: String = problems
                .iter()
                .map(|problem| format!("\n  {problem}"))
                .collect();
            say(&format!(
                "{} problems, everything else was done:{lines}",
                problems.len()
            ));
        }
    }
}

/// Whether an error is only that whoever reads the output has stopped, as `head` does.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_printed_gives_orders_to_the_terminal() {
        let check = |text: &str, expect: &str| assert_eq!(harmless(text), expect);
        check("a line\n\tand ünother\n", "a line\n\tand ünother\n");
        check("\u{1b}[31mred\u{7}\r", "\\u{1b}[31mred\\u{7}\\r");
        check("\u{9b}2J\u{7f}", "\\u{9b}2J\\u{7f}");
    }
}
