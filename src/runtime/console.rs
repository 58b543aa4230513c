//! Finished spans as lines on standard error, where they disturb no result.

use std::io::Write;

use crate::capture::FinishedSpan;
use crate::record::Record;
use crate::tree;

/// Prints one span on one line. Says whether the line was written.
pub(crate) fn print(record: &Record) -> bool {
    let span = FinishedSpan::from(record);
    let parent = span.parent_id.as_deref().unwrap_or("-");
    let line = tree::line(&span, &|_, key| Some(key));
    // One write, so that lines of several threads do not mix.
    let line = format!("{} {} {parent} {line}", span.trace_id, span.span_id);
    std::io::stderr().lock().write_all(line.as_bytes()).is_ok()
}
