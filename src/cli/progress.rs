//! Progress on a terminal; silence in a pipe.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use pipeline::{Progress, Stage, Step};

use crate::output::harmless;

/// How often the spinner turns while nothing else happens.
const TICK: Duration = Duration::from_millis(120);

/// A line on standard error that says what is going on, and is gone in the end. It is not drawn when nobody looks.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A line; one that is never drawn if `quiet`.
    pub(crate) fn new(quiet: bool) -> Self {
        let bar = if quiet {
            ProgressBar::hidden()
        } else {
            ProgressBar::new_spinner()
        };
        if !bar.is_hidden() {
            bar.enable_steady_tick(TICK);
        }
        Self(bar)
    }
}

/// A line that says how far something is that is counted.
pub(crate) struct Counter {
    bar: Bar,
    doing: String,
}

impl Counter {
    /// A line; one that is never drawn if `quiet`.
    pub(crate) fn new(quiet: bool, doing: String) -> Self {
        Self {
            bar: Bar::new(quiet),
            doing,
        }
    }

    /// Shows how many of how many are done.
    pub(crate) fn show(&self, done: usize, total: usize) {
        let Self { bar, doing } = self;
        bar.0.set_message(format!("{doing} ({done} of {total})"));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn step(&self, step: Step<'_>) {
        match step {
            Step::Started(stage) => {
                self.0.set_style(ProgressStyle::default_spinner());
                self.0.set_message(doing(stage));
            }
            Step::Item {
                stage,
                number,
                total,
                name,
            } => {
                let name = harmless(name);
                self.0
                    .set_message(format!("{} ({number} of {total}) {name}", doing(stage)));
            }
            Step::Finished { stage, count } => self.0.println(format!("{stage}: {count}")),
            // Problems are listed in the end, where they are not scrolled away.
            Step::Warning(_) => {}
        }
    }
}

fn doing(stage: Stage) -> &'static str {
    match stage {
        Stage::Discovery => "Reading what there is",
        Stage::Inference => "Inferring capabilities",
        Stage::StaleCleanup => "Looking for what is gone",
        Stage::Storage => "Storing",
    }
}
