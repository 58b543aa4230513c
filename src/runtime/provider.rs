//! The one provider of the process: private, so that no span starts but from a schema.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use opentelemetry::trace::TracerProvider;
use opentelemetry::{InstrumentationScope, KeyValue};
use opentelemetry_sdk::resource::{EnvResourceDetector, TelemetryResourceDetector};
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

use crate::config::{Config, Exporter};
use crate::export::{self, Delivered};
use crate::schema::{ResourceSchema, Scope};
use crate::value::Value;

/// How long shutdown waits for spans to be exported.
pub const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

/// Checked before anything else, so that a process without telemetry pays one load per span.
static ENABLED: AtomicBool = AtomicBool::new(false);
static INSTALLED: OnceLock<Installed> = OnceLock::new();

#[derive(Debug)]
struct Installed {
    provider: SdkTracerProvider,
    settings: Settings,
}

/// What spans ask while they run.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) capture_content: bool,
    stability_opt_in: Vec<String>,
    parent_based: bool,
    /// Spans that have ended and are to be exported.
    ended: AtomicU64,
}

impl Settings {
    /// Counts a span that has ended.
    pub(crate) fn count_end(&self) {
        self.ended.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether attributes that a newer convention replaced are emitted: unless the word is opted
    /// into alone (`database`, against `database/dup` which asks for both).
    pub(crate) fn emits_superseded(&self, word: &str) -> bool {
        !self.stability_opt_in.iter().any(|opted| opted == word)
    }

    /// Whether a span below an unsampled one is known to be unsampled without asking the sampler.
    pub(crate) const fn skips_unsampled_children(&self) -> bool {
        self.parent_based
    }
}

/// Telemetry could not be installed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InstallError {
    /// There is one provider per process.
    #[error("telemetry is already installed in this process; install it once, at start")]
    AlreadyInstalled,
    /// The exporter refused its settings.
    #[error(
        "the OTLP exporter could not be set up; check OTEL_EXPORTER_OTLP_ENDPOINT and the other OTEL_EXPORTER_OTLP_* variables"
    )]
    Exporter(#[source] opentelemetry_otlp::ExporterBuildError),
}

/// Installs telemetry for the process. With an exporter that exports nothing, it stays off.
///
/// # Errors
/// If telemetry is installed already, or the exporter refuses its settings.
pub fn install(config: Config, resource: Resource) -> Result<Telemetry, InstallError> {
    if !config.is_on() {
        return Ok(Telemetry { delivered: None });
    }
    let exports = config.exporter != Exporter::None;
    let delivered = Delivered::default();
    let builder = SdkTracerProvider::builder().with_resource(describe(resource));
    let builder = export::attach(builder, &config, &delivered).map_err(InstallError::Exporter)?;
    let settings = Settings {
        capture_content: config.capture_content,
        stability_opt_in: config.stability_opt_in,
        parent_based: config.parent_based_sampler,
        ended: AtomicU64::new(0),
    };
    let installed = Installed {
        provider: builder.build(),
        settings,
    };
    INSTALLED
        .set(installed)
        .map_err(|_| InstallError::AlreadyInstalled)?;
    ENABLED.store(true, Ordering::Release);
    Ok(Telemetry {
        delivered: exports.then_some(delivered),
    })
}

/// What describes the emitting process, as generated code hands it over.
#[derive(Debug, Clone)]
pub struct Resource {
    schema: &'static ResourceSchema,
    values: Vec<Option<Value>>,
}

impl Resource {
    /// The values of the schema's attributes, in its order; `None` for those that are not known.
    #[must_use]
    pub const fn new(schema: &'static ResourceSchema, values: Vec<Option<Value>>) -> Self {
        Self { schema, values }
    }
}

/// What the process says of itself, over which the variables `OTEL_RESOURCE_ATTRIBUTES` and
/// `OTEL_SERVICE_NAME` win: the operator knows better what it is called where it runs.
fn describe(resource: Resource) -> opentelemetry_sdk::Resource {
    let attributes = resource.schema.attributes.iter().zip(resource.values);
    let own: Vec<_> = attributes
        .filter_map(|(attribute, value)| Some(KeyValue::new(attribute.key, value?.0)))
        .collect();
    let described = opentelemetry_sdk::Resource::builder_empty()
        .with_schema_url(own, resource.schema.schema_url)
        .with_detector(Box::new(TelemetryResourceDetector))
        .with_detector(Box::new(EnvResourceDetector::new()));
    match std::env::var("OTEL_SERVICE_NAME") {
        Ok(name) if !name.is_empty() => described.with_service_name(name).build(),
        _ => described.build(),
    }
}

/// The settings in force; `None` when telemetry is off.
pub(crate) fn settings() -> Option<&'static Settings> {
    if ENABLED.load(Ordering::Acquire) {
        INSTALLED.get().map(|it| &it.settings)
    } else {
        None
    }
}

/// The tracer of a scope. Only called when telemetry is on.
pub(crate) fn tracer(scope: &'static Scope) -> &'static SdkTracer {
    scope.tracer.get_or_init(|| {
        let described = InstrumentationScope::builder(scope.name)
            .with_version(scope.version)
            .with_schema_url(scope.schema_url)
            .build();
        match INSTALLED.get() {
            Some(installed) => installed.provider.tracer_with_scope(described),
            None => SdkTracerProvider::builder()
                .build()
                .tracer_with_scope(described),
        }
    })
}

/// Installed telemetry. Call [`shutdown`](Self::shutdown) before the process ends, or spans are lost.
#[derive(Debug)]
#[must_use = "spans still queued are lost unless `shutdown` is called"]
pub struct Telemetry {
    /// None where nothing is exported.
    delivered: Option<Delivered>,
}

/// What became of the spans of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// Spans that the exporter delivered.
    pub exported: u64,
    /// Spans that it did not: refused by the receiver, dropped by a full queue, or still waiting at
    /// the deadline.
    pub lost: u64,
}

impl Telemetry {
    /// Ends recording and exports what is queued, for at most [`SHUTDOWN_TIMEOUT`]. Blocks: from an
    /// async context, call it in `spawn_blocking`.
    #[must_use]
    pub fn shutdown(self) -> Report {
        let was_on = ENABLED.swap(false, Ordering::AcqRel);
        let Some(installed) = INSTALLED.get().filter(|_| was_on) else {
            return Report::default();
        };
        // The result says less than the counts: it is success even when the last batches failed.
        installed
            .provider
            .shutdown_with_timeout(SHUTDOWN_TIMEOUT)
            .ok();
        let Some(delivered) = self.delivered else {
            return Report::default();
        };
        let exported = delivered.spans();
        let ended = installed.settings.ended.load(Ordering::Relaxed);
        Report {
            exported,
            lost: ended.saturating_sub(exported),
        }
    }
}
