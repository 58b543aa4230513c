//! Telemetry of this process: installed once, at start, and flushed before the end.

use anyhow::Context;
use runtime::config::{Config, Configured, Exporter};
use runtime::{Capture, Program, Resource};
use semconv::SpanName;
use semconv::resource::Service;

use crate::{output, signals, tls};

const SERVICE_NAME: &str = "cluster-whisperer";

/// Installed telemetry; [`shutdown`](Self::shutdown) it before the process ends.
pub(crate) struct Telemetry(runtime::Telemetry);

impl Telemetry {
    /// Installs what the environment asks for; `capture` keeps finished spans in memory as well.
    pub(crate) fn install(capture: Option<Capture>) -> anyhow::Result<Self> {
        let resource = resource();
        let configured = configured(&resource).checked()?;
        let config = Config {
            capture,
            ..configured.config
        };
        if matches!(config.exporter, Exporter::Otlp(_)) {
            // The exporters set up TLS whatever their endpoint is.
            tls::provide()?;
        }
        let telemetry = runtime::install(config, resource).context(
            "telemetry could not be installed; unset OTEL_TRACING_ENABLED to run without it",
        )?;
        Ok(Self(telemetry))
    }

    /// Exports what is queued and says on standard error if spans were lost. A signal ends the wait for an endpoint that
    /// does not answer.
    pub(crate) async fn shutdown(self) {
        let stopped = signals::stop();
        let stopped = async {
            match stopped {
                Ok(stopped) => stopped.await,
                // Signals are not handed out: they end the process by themselves.
                Err(_) => std::future::pending().await,
            }
        };
        let flushed = tokio::task::spawn_blocking(move || self.0.shutdown());
        let report = tokio::select! {
            report = flushed => report,
            () = stopped => {
                return output::say("telemetry: not waited for; what was queued is lost");
            }
        };
        if let Ok(report) = report
            && report.lost > 0
        {
            output::say(&format!(
                "telemetry: {} of {} spans could not be exported; is the endpoint in OTEL_EXPORTER_OTLP_ENDPOINT reachable?",
                report.lost,
                report.lost + report.exported,
            ));
        }
    }
}

/// What the environment says about telemetry.
fn configured(resource: &Resource) -> Configured {
    let spans: Vec<_> = SpanName::ALL.iter().map(|name| name.schema()).collect();
    Configured::from_env(Program {
        resource,
        spans: &spans,
    })
}

fn resource() -> Resource {
    let service = Service {
        service_name: SERVICE_NAME,
        service_version: env!("CARGO_PKG_VERSION"),
        service_instance_id: &uuid::Uuid::new_v4().to_string(),
    };
    service.into()
}
