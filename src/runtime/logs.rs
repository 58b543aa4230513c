//! What is logged: `tracing` events on standard error, as text or JSON, and over OTLP.
//!
//! Each record names the span that is current when it is written: trace id, span id, and the
//! component, which is the layer of the span. No field of an event becomes an attribute of a span.
//! Messages and fields pass [`scrub`](crate::scrub). What errors say, which is the value of a field
//! `error` or any other that holds an error, is sent over OTLP only where content may leave.

mod entry;
mod format;
mod record;
mod time;

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};
use tracing_subscriber::{EnvFilter, Registry};

use crate::config::{Config, LogsExporter};
use crate::export::{ExporterError, Pipeline, Report, is_exporter_thread};
use crate::record::Limits;
use crate::resource::Resource;
use entry::Entry;
use record::LogRecords;

/// How records look on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One line for people; with colours, if the terminal shows them.
    Text {
        /// Whether the level is coloured.
        colour: bool,
    },
    /// One JSON object on one line.
    Json,
}

/// Logs could not be installed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogsError {
    /// There is one subscriber in a process.
    #[error("a subscriber for `tracing` events is already installed; install logs once, at start")]
    AlreadyInstalled(#[source] TryInitError),
    /// The exporter cannot work as it is set.
    #[error(transparent)]
    Exporter(#[from] ExporterError),
}

/// Installed logs. Call [`shutdown`](Self::shutdown) before the process ends, or records are lost.
#[derive(Debug)]
#[must_use = "records still queued are lost unless `shutdown` is called"]
pub struct Logs {
    exported: Option<Arc<Pipeline<LogRecords>>>,
    timeout: Duration,
}

/// Logs `tracing` events from now on.
///
/// # Errors
/// If something else does already, or the exporter refuses its settings.
pub fn install(config: &Config, resource: Resource, format: Format) -> Result<Logs, LogsError> {
    let journal = Journal::of(config, resource, format)?;
    let exported = journal.exported.clone();
    // The filter was tried when it was read.
    let filter = EnvFilter::new(&config.logs.filter);
    let subscriber = Registry::default().with(filter).with(journal);
    subscriber.try_init().map_err(LogsError::AlreadyInstalled)?;
    Ok(Logs {
        exported,
        timeout: config.shutdown_timeout,
    })
}
/// A subscriber that only writes lines, for measurements and tests.
#[must_use]
pub fn subscriber(
    format: Format,
    print: impl Fn(&str) + Send + Sync + 'static,
) -> impl Subscriber + Send + Sync {
    Registry::default().with(Journal {
        format,
        print: Box::new(print),
        limits: Limits::default(),
        exports_errors: false,
        exported: None,
    })
}

impl Logs {
    /// Exports what is queued. Blocks the thread for at most the configured
    /// [`shutdown_timeout`](Config::shutdown_timeout). Events go on to be printed.
    #[must_use]
    pub fn shutdown(self) -> Report {
        self.shutdown_after(|| {})
    }

    /// The same, but runs `last` while what is queued is being sent, and then exports what `last`
    /// has logged. The time that `last` takes is part of the timeout.
    #[must_use]
    pub fn shutdown_after(self, last: impl FnOnce()) -> Report {
        let start = Instant::now();
        if let Some(exported) = &self.exported {
            exported.flush(Duration::ZERO);
        }
        last();
        let rest = self.timeout.saturating_sub(start.elapsed());
        self.exported
            .map_or_else(Report::default, |exported| exported.close(rest).into())
    }
}

/// Writes every event that the filter lets through.
struct Journal {
    format: Format,
    print: Box<dyn Fn(&str) + Send + Sync>,
    limits: Limits,
    /// Whether what errors say may leave the process.
    exports_errors: bool,
    exported: Option<Arc<Pipeline<LogRecords>>>,
}

impl Journal {
    fn of(config: &Config, resource: Resource, format: Format) -> Result<Self, ExporterError> {
        let exported = match &config.logs.exporter {
            LogsExporter::None => None,
            LogsExporter::Otlp(otlp) => {
                let records = LogRecords::new(resource.overridden(&config.resource));
                let pipeline = Pipeline::start(records, otlp, &config.logs.batch)?;
                Some(Arc::new(pipeline))
            }
        };
        Ok(Self {
            format,
            print: Box::new(|line| {
                // Nobody is left to be told if this fails.
                std::io::stderr().lock().write_all(line.as_bytes()).ok();
            }),
            limits: config.logs.limits,
            exports_errors: config.capture_content,
            exported,
        })
    }
}

impl<S: Subscriber> Layer<S> for Journal {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let entry = Entry::of(event, &self.limits);
        format::with_line(self.format, &entry, |line| (self.print)(line));
        if let Some(exported) = &self.exported
            && !is_exporter_thread()
        {
            let entry = entry.into_owned();
            let entry = match self.exports_errors {
                true => entry,
                false => entry.without_errors(),
            };
            exported.offer(entry, false);
        }
    }
}

#[cfg(test)]
mod tests;
