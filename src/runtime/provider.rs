//! What is installed in the process: private, so that no span starts but from a schema.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use crate::config::Config;
use crate::context;
use crate::export::{Counters, ExporterError, Report, Sinks};
pub use crate::resource::Resource;
use crate::settings::Settings;

/// How long shutdown waits for spans to be exported, unless configured otherwise.
pub const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

/// How often telemetry can be installed in one process: what was installed before stays in memory
/// for the spans that still run.
pub const INSTALLATIONS_MAX: usize = 64;

/// Which installation is the current one, counted from 1; [`OFF`] while telemetry is off. Checked
/// before anything else, so that a process without telemetry pays one load per span.
static ACTIVE: AtomicUsize = AtomicUsize::new(OFF);

/// There is no telemetry.
const OFF: usize = 0;

/// Set beside the number of an installation that records nothing below an unsampled span: such a
/// span then need not look further.
const SKIPS_UNSAMPLED: usize = 1 << (usize::BITS - 1);

static INSTALLATIONS: [OnceLock<Settings>; INSTALLATIONS_MAX] =
    [const { OnceLock::new() }; INSTALLATIONS_MAX];

/// How many installations there have been; locked while one is made.
static COUNT: Mutex<usize> = Mutex::new(0);

/// Telemetry could not be installed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InstallError {
    /// There is one at a time.
    #[error("telemetry is already installed in this process; install it once, at start")]
    AlreadyInstalled,
    /// What was installed before stays in memory, so there cannot be any number of them.
    #[error(
        "telemetry was installed {INSTALLATIONS_MAX} times in this process, which is the limit; install it once, at start"
    )]
    TooManyInstallations,
    /// The exporter cannot work as it is set.
    #[error(transparent)]
    Exporter(#[from] ExporterError),
}

/// Installs telemetry for the process. With an exporter that exports nothing, it stays off.
///
/// # Errors
/// If telemetry is installed already, or the exporter refuses its settings.
pub fn install(config: Config, resource: Resource) -> Result<Telemetry, InstallError> {
    if !config.is_on() {
        return Ok(Telemetry { settings: None });
    }
    let mut count = COUNT.lock().unwrap_or_else(PoisonError::into_inner);
    if ACTIVE.load(Ordering::Acquire) != OFF {
        return Err(InstallError::AlreadyInstalled);
    }
    let place = INSTALLATIONS
        .get(*count)
        .ok_or(InstallError::TooManyInstallations)?;
    let resource = resource.overridden(&config.resource);
    let sinks = Sinks::open(&config, resource)?;
    let settings = place.get_or_init(|| Settings::new(config, sinks));
    *count += 1;
    let skips = if settings.skips_unsampled {
        SKIPS_UNSAMPLED
    } else {
        0
    };
    ACTIVE.store(*count | skips, Ordering::Release);
    Ok(Telemetry {
        settings: Some(settings),
    })
}

/// The settings in force; `None` when telemetry is off.
#[inline]
pub(crate) fn settings() -> Option<&'static Settings> {
    match ACTIVE.load(Ordering::Acquire) & !SKIPS_UNSAMPLED {
        OFF => None,
        active => INSTALLATIONS.get(active - 1)?.get(),
    }
}

/// Whether a span that starts below the current one is not recorded and needs nothing more than to
/// be counted.
#[inline]
pub(crate) fn skips_here() -> bool {
    let active = ACTIVE.load(Ordering::Relaxed);
    active == OFF || active & SKIPS_UNSAMPLED != 0 && context::count_if_unsampled()
}

/// How many spans there have been so far, and what became of them; since telemetry was last
/// installed, but for those that were started, which are counted from the start of the process.
#[must_use]
pub fn counters() -> Counters {
    let count = *COUNT.lock().unwrap_or_else(PoisonError::into_inner);
    let last = count
        .checked_sub(1)
        .and_then(|last| INSTALLATIONS[last].get());
    last.map_or_else(Counters::default, |settings| settings.sinks.counters())
}

/// See [`Settings::emits_superseded`].
pub(crate) fn emits_superseded(word: &str) -> bool {
    settings().is_none_or(|settings| settings.emits_superseded(word))
}

/// Installed telemetry. Call [`shutdown`](Self::shutdown) before the process ends, or spans are lost.
#[derive(Debug)]
#[must_use = "spans still queued are lost unless `shutdown` is called"]
pub struct Telemetry {
    /// None where telemetry is off.
    settings: Option<&'static Settings>,
}

impl Telemetry {
    /// Ends recording and exports what is queued, for at most the configured
    /// [`shutdown_timeout`](Config::shutdown_timeout). Blocks the thread for so long, whatever
    /// asynchronous runtime it belongs to.
    #[must_use]
    pub fn shutdown(mut self) -> Report {
        self.close()
    }

    /// Exports what has ended so far without waiting for more. Blocks the thread until every span of
    /// it is exported or given up, or the time is over; says which.
    pub fn flush(&self, timeout: Duration) -> bool {
        self.settings
            .is_none_or(|settings| settings.sinks.flush(timeout))
    }

    fn close(&mut self) -> Report {
        let Some(settings) = self.settings.take() else {
            return Report::default();
        };
        ACTIVE.store(OFF, Ordering::Release);
        settings.sinks.close()
    }
}

impl Drop for Telemetry {
    /// An early return or a panic of the caller loses no spans either.
    fn drop(&mut self) {
        self.close();
    }
}
