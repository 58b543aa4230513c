//! Standard output, whose reader may leave before the end.

use std::io::{self, Write as _};
use std::path::PathBuf;

use crate::Error;

/// What messages call standard output.
const NAME: &str = "standard output";

/// Prints `text` and the end of the line, at once.
///
/// # Errors
/// Nobody reads it, or it is a file on a full disk.
pub(super) fn print_line(text: &str) -> Result<(), Error> {
    let mut output = io::stdout().lock();
    writeln!(output, "{text}")
        .and_then(|()| output.flush())
        .map_err(|source| Error::Write {
            path: PathBuf::from(NAME),
            source,
        })
}
