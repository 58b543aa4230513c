//! Telemetry of this process: installed once, at start, and flushed before the end.

mod status;

use anyhow::Context;
use runtime::config::{Config, Configured, Exporter, Finding, LogsExporter};
use runtime::logs::{self, Format, Logs};
use runtime::{Capture, Program, Report, Resource, provider};
use semconv::SpanName;

use crate::{resource, signals, tls};
pub(crate) use status::status;

/// The target of what is said about telemetry.
const TARGET: &str = "telemetry";

/// Installed telemetry; [`shutdown`](Self::shutdown) it before the process ends.
pub(crate) struct Telemetry {
    spans: runtime::Telemetry,
    logs: Logs,
    /// What was asked for.
    pub(crate) configured: Configured,
}

/// What the environment asks for, and what describes the process that is asked.
pub(crate) fn read() -> (Configured, Resource) {
    let resource = resource::detect();
    let spans: Vec<_> = SpanName::ALL.iter().map(|name| name.schema()).collect();
    let configured = Configured::from_env(Program {
        resource: &resource,
        spans: &spans,
    });
    (configured, resource)
}

impl Telemetry {
    /// Installs what the environment asks for; `capture` keeps finished spans in memory as well.
    pub(crate) fn install(capture: Option<Capture>, format: Format) -> anyhow::Result<Self> {
        let (configured, resource) = read();
        let configured = configured.checked()?;
        let config = Config {
            capture,
            ..configured.config.clone()
        };
        let is_otlp = matches!(config.exporter, Exporter::Otlp(_))
            || matches!(config.logs.exporter, LogsExporter::Otlp(_));
        if is_otlp {
            // The exporters set up TLS whatever their endpoint is.
            tls::provide()?;
        }
        let logs = logs::install(&config, resource.clone(), format)
            .context("logs could not be installed; unset OTEL_LOGS_EXPORTER to run without OTLP")?;
        for finding in &configured.warnings {
            warn(finding);
        }
        let spans = runtime::install(config, resource).context(
            "telemetry could not be installed; unset OTEL_TRACING_ENABLED to run without it",
        )?;
        Ok(Self {
            spans,
            logs,
            configured,
        })
    }

    /// Exports what is queued, and says in the log what became of the spans. A signal ends the wait
    /// for an endpoint that does not answer.
    pub(crate) async fn shutdown(self) {
        let Self { spans, logs, .. } = self;
        let stopped = signals::stop();
        let stopped = async {
            match stopped {
                Ok(stopped) => stopped.await,
                // Signals are not handed out: they end the process by themselves.
                Err(_) => std::future::pending().await,
            }
        };
        let flushed = tokio::task::spawn_blocking(move || {
            // Log records are sent meanwhile, so that both together take no longer than one.
            say_lost_records(logs.shutdown_after(|| say_counters(spans.shutdown())));
        });
        tokio::select! {
            _ = flushed => {}
            () = stopped => {
                let counters = provider::counters();
                let ended = counters.sampled + counters.kept;
                tracing::warn!(
                    target: TARGET,
                    "not waited for; {} of {ended} spans are lost, and log records still queued",
                    ended.saturating_sub(counters.exported),
                );
            }
        }
    }
}

fn warn(finding: &Finding) {
    tracing::warn!(target: TARGET, "{finding}");
}

/// The counters go to the log in any case: at the level of warnings if spans were lost.
fn say_counters(report: Report) {
    let counters = provider::counters();
    if report.lost > 0 {
        tracing::warn!(
            target: TARGET,
            started = counters.started,
            sampled = counters.sampled,
            kept = counters.kept,
            exported = report.exported,
            failed = report.failed,
            dropped = report.dropped,
            "{} of {} spans could not be exported; is the endpoint in OTEL_EXPORTER_OTLP_ENDPOINT reachable?",
            report.lost,
            report.lost + report.exported,
        );
    } else {
        tracing::info!(
            target: TARGET,
            started = counters.started,
            sampled = counters.sampled,
            kept = counters.kept,
            exported = report.exported,
            failed = report.failed,
            dropped = report.dropped,
            "all spans were exported",
        );
    }
}

fn say_lost_records(report: Report) {
    if report.lost > 0 {
        tracing::warn!(
            target: TARGET,
            "{} of {} log records could not be exported; is the endpoint in OTEL_EXPORTER_OTLP_ENDPOINT reachable?",
            report.lost,
            report.lost + report.exported,
        );
    }
}
