use serde::Serialize;

use crate::Error;
use crate::cli::document::{Destination, Document, TextFormat};
use crate::cli::{Session, console};
use crate::live_check::{Report, Sample, Statistics, sample_text};
use crate::render::Target;
use crate::resolve::sorted;

/// Prints one result after the other, each when it is there.
pub(super) struct Stream<'s> {
    to: &'s Destination,
    own: Option<Target>,
}

impl<'s> Stream<'s> {
    /// A stream in the format of `to`.
    ///
    /// # Errors
    /// The weaver.yaml of a format of one's own is not valid.
    pub(super) fn open(session: &Session, to: &'s Destination) -> Result<Self, Vec<Error>> {
        let own = to.own_target(session)?;
        Ok(Self { to, own })
    }

    /// Prints what was found about `sample`.
    ///
    /// # Errors
    /// There is no such format, or templates of one's own cannot be rendered.
    pub(super) fn sample(&self, sample: &Sample) -> Result<(), Vec<Error>> {
        self.print(sample, &|| sample_text(sample))
    }

    /// Prints the numbers.
    ///
    /// # Errors
    /// There is no such format, or templates of one's own cannot be rendered.
    pub(super) fn statistics(&self, statistics: &Statistics) -> Result<(), Vec<Error>> {
        self.print(statistics, &|| statistics.to_text())
    }

    fn print(&self, value: &impl Serialize, text: &dyn Fn() -> String) -> Result<(), Vec<Error>> {
        if self.to.is_muted() {
            return Ok(());
        }
        let texts = [for_people(text)];
        let files = document(value, &texts).rendered(self.own.as_ref(), self.to)?;
        for file in files.values().filter(|file| !file.text.is_empty()) {
            let text = file.text.strip_suffix('\n').unwrap_or(&file.text);
            console::print_line(text).map_err(|error| vec![error])?;
        }
        Ok(())
    }
}

/// Prints or writes everything at once.
///
/// # Errors
/// There is no such format, it cannot be rendered, or a file cannot be written.
pub(super) fn write(
    session: &Session,
    report: &Report,
    to: &Destination,
) -> Result<(), Vec<Error>> {
    let text = || report.to_text();
    document(report, &[for_people(&text)]).write(session, to)
}

fn for_people(render: &dyn Fn() -> String) -> TextFormat<'_> {
    TextFormat {
        name: "ansi",
        extension: "txt",
        render,
    }
}

fn document<'a>(value: &impl Serialize, texts: &'a [TextFormat<'a>]) -> Document<'a> {
    Document {
        name: "live_check",
        // Samples and counts are plain data with names as keys.
        data: sorted(serde_json::to_value(value).unwrap_or_default()),
        texts,
    }
}
