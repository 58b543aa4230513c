//! Results on standard output, messages on standard error.

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
    stdout.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        stdout.write_all(b"\n")?;
    }
    stdout.flush()
}

/// Says something to the person in front of the terminal.
pub(crate) fn say(message: &str) {
    // Nobody is left to be told if this fails.
    writeln!(io::stderr().lock(), "{message}").ok();
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
