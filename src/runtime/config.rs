//! What to record and where to send it, from the environment.
//!
//! Every variable is listed in [`variables`]. An empty one is as good as none, and words are read
//! in any case, as the OpenTelemetry specification says. A value that means nothing is an error
//! where something else was surely wanted, such as another exporter; elsewhere it is replaced, with
//! a warning. Errors come all at once.

mod batch;
mod destination;
mod endpoint;
mod exporter;
mod limits;
mod logs;
mod nearest;
mod otlp;
mod pairs;
mod propagators;
mod reader;
mod resource;
mod rules;
mod sampling;
mod setting;
mod slips;
mod switches;
#[cfg(test)]
mod tests;
pub mod variables;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

pub use otlp::{BatchConfig, Compression, OtlpConfig, Protocol, Secret};
pub use setting::{ConfigError, Finding, Origin, Setting};

use crate::capture::Capture;
use crate::propagation::Propagators;
use crate::provider::SHUTDOWN_TIMEOUT;
use crate::record::Limits;
use crate::resource::{Overrides, Resource};
use crate::sampling::Sampling;
use crate::schema::SpanSchema;
use crate::scrub;
use reader::{Reader, Source};

/// Bytes of a file of certificates that are looked at; those of all authorities have less.
const PEM_BYTES_MAX: u64 = 1024 * 1024;

/// What every block of a PEM file begins with.
const PEM_BEGIN: &[u8] = b"-----BEGIN ";

/// Where finished spans are sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Exporter {
    /// Nowhere.
    #[default]
    None,
    /// One line each on standard error.
    Console,
    /// To an OTLP receiver.
    Otlp(OtlpConfig),
}

/// Where log records are sent besides standard error.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LogsExporter {
    /// Nowhere.
    #[default]
    None,
    /// To an OTLP receiver.
    Otlp(OtlpConfig),
}

/// What to record and where to send it.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where finished spans are sent.
    pub exporter: Exporter,
    /// How finished spans wait for export.
    pub batch: BatchConfig,
    /// What is logged, and where log records are sent.
    pub logs: LogsConfig,
    /// How long shutdown waits for spans to be exported.
    pub shutdown_timeout: Duration,
    /// What the operator says about the process.
    pub resource: Overrides,
    /// Whether attributes that the registry marks `opt_in` may leave the process.
    pub capture_content: bool,
    /// Whether requests that only ask for the health of a server are recorded.
    pub health_spans: bool,
    /// The words of `OTEL_SEMCONV_STABILITY_OPT_IN`.
    pub stability_opt_in: Vec<String>,
    /// What decides which spans are recorded.
    pub sampling: Sampling,
    /// How much one span may hold.
    pub limits: Limits,
    /// Which headers are read and written.
    pub propagators: Propagators,
    /// Keeps finished spans in memory as well.
    pub capture: Option<Capture>,
}

/// What is logged, and where log records are sent besides standard error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogsConfig {
    /// Which events are logged, in the syntax of `RUST_LOG`.
    pub filter: String,
    /// Where log records are sent.
    pub exporter: LogsExporter,
    /// How log records wait for export.
    pub batch: BatchConfig,
    /// How much one log record may hold.
    pub limits: Limits,
}

impl Default for LogsConfig {
    fn default() -> Self {
        Self {
            filter: "warn".to_owned(),
            exporter: LogsExporter::None,
            batch: BatchConfig::default(),
            limits: Limits::default(),
        }
    }
}

impl Default for Config {
    /// Nothing is sent anywhere.
    fn default() -> Self {
        Self {
            exporter: Exporter::None,
            batch: BatchConfig::default(),
            logs: LogsConfig::default(),
            shutdown_timeout: SHUTDOWN_TIMEOUT,
            resource: Overrides::default(),
            capture_content: false,
            health_spans: true,
            stability_opt_in: Vec::new(),
            sampling: Sampling::default(),
            limits: Limits::default(),
            propagators: Propagators::default(),
            capture: None,
        }
    }
}

/// What only the program knows of itself.
#[derive(Debug, Clone, Copy)]
pub struct Program<'a> {
    /// What describes the process unless the operator says otherwise.
    pub resource: &'a Resource,
    /// Every span of its registry: rules of sampling are about their attributes.
    pub spans: &'a [&'static SpanSchema],
}

/// What the environment asks for, and how it came about.
#[derive(Debug, Clone)]
pub struct Configured {
    /// What is to be done.
    pub config: Config,
    /// Every setting with its value and where that came from.
    pub settings: Vec<Setting>,
    /// Values that are not used as they stand.
    pub warnings: Vec<Finding>,
    /// Values that cannot be meant. Nothing may be started with them, unless telemetry is off.
    pub errors: Vec<Finding>,
}

impl Configured {
    /// Reads the environment of the process.
    #[must_use]
    pub fn from_env(program: Program<'_>) -> Self {
        // What is no Unicode is no value that a variable may have, but it is there.
        let variable = |name: &str| {
            let value = std::env::var_os(name)?;
            Some(value.to_string_lossy().into_owned())
        };
        let unreadable = |path: &Path| unreadable(path).err();
        let names = || {
            let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
            names.collect()
        };
        Self::read(
            Source {
                variable: &variable,
                unreadable: &unreadable,
                names: &names,
            },
            program,
        )
    }

    /// [`from_env`](Self::from_env) over any set of variables, where every file can be read.
    #[must_use]
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>, program: Program<'_>) -> Self {
        Self::read(
            Source {
                variable: &variable,
                unreadable: &|_| None,
                names: &Vec::new,
            },
            program,
        )
    }

    fn read(source: Source<'_>, program: Program<'_>) -> Self {
        let mut reader = Reader::new(source);
        let is_enabled = switches::is_enabled(&mut reader);
        let is_tracing = switches::is_tracing(&mut reader) && is_enabled;
        let exporter = exporter::of_traces(&mut reader);
        let mut config = Config {
            exporter: if is_tracing { exporter } else { Exporter::None },
            resource: resource::of(&mut reader, program.resource),
            capture_content: switches::captures_content(&mut reader),
            health_spans: switches::has_health_spans(&mut reader),
            stability_opt_in: switches::stability_opt_in(&mut reader),
            limits: limits::of_spans(&mut reader),
            propagators: propagators::of(&mut reader),
            batch: batch::of_spans(&mut reader),
            logs: logs::of(&mut reader),
            ..Config::default()
        };
        config.sampling = sampling::of(&mut reader, &config.resource, program);
        if !is_enabled {
            config.logs.exporter = LogsExporter::None;
        }
        switches::warn_of_files(&mut reader);
        slips::warn_of(&mut reader);
        Self {
            config,
            settings: reader.settings,
            warnings: reader.warnings,
            errors: reader.errors,
        }
    }

    /// What is to be done. Where telemetry is off, nothing that is said about it can be
    /// wrong, and warnings about it are left out.
    ///
    /// # Errors
    /// If variables have values that cannot be meant: all of them.
    pub fn checked(mut self) -> Result<Self, ConfigError> {
        let has_logs = self.config.logs.exporter != LogsExporter::None;
        if self.is_tracing_wanted() || has_logs {
            return match self.errors.is_empty() {
                true => Ok(self),
                false => Err(ConfigError(self.errors)),
            };
        }
        self.errors.clear();
        self.warnings.retain(switches::is_always_in_force);
        Ok(self)
    }

    /// The value of the setting that this variable sets.
    #[must_use]
    pub fn value(&self, variable: &str) -> Option<&str> {
        let mut settings = self.settings.iter();
        let setting = settings.find(|setting| setting.name == variable)?;
        Some(&setting.value)
    }

    /// What describes the process, the operator's word included: keys and values.
    #[must_use]
    pub fn resource_of(&self, resource: Resource) -> BTreeMap<String, String> {
        let resource = resource.overridden(&self.config.resource);
        let attributes = resource.attributes.iter();
        let shown = |value| scrub::message(&crate::capture::Value::from(value).to_string());
        attributes
            .map(|(key, value)| (key.into_owned(), shown(value)))
            .collect()
    }

    /// The name of the environment that the service is deployed in, where it is known.
    #[must_use]
    pub fn environment(&self) -> Option<&str> {
        resource::environment(&self.config.resource)
    }

    /// Whether tracing is switched on, even if its exporter could not be made out.
    fn is_tracing_wanted(&self) -> bool {
        self.value(switches::TRACING_ENABLED) == Some("true")
            && self.value(switches::SDK_DISABLED) == Some("false")
    }
}

/// Says why a file cannot hold a certificate or a key, if so.
fn unreadable(path: &Path) -> io::Result<()> {
    let mut text = Vec::new();
    File::open(path)?
        .take(PEM_BYTES_MAX)
        .read_to_end(&mut text)?;
    let is_pem = text.windows(PEM_BEGIN.len()).any(|it| it == PEM_BEGIN);
    is_pem
        .then_some(())
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "there is no PEM block in it"))
}

impl Config {
    pub(crate) fn is_on(&self) -> bool {
        self.exporter != Exporter::None || self.capture.is_some()
    }
}
