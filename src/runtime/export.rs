//! Where finished spans go, and how many got there.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use opentelemetry_otlp::{ExporterBuildError, Protocol, SpanExporter as Otlp, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SpanData, SpanExporter, TracerProviderBuilder};

use crate::config::{Config, Exporter};
use crate::console::Console;

/// Adds what the configuration asks for to a provider.
pub(crate) fn attach(
    builder: TracerProviderBuilder,
    config: &Config,
    delivered: &Delivered,
) -> Result<TracerProviderBuilder, ExporterBuildError> {
    let builder = match &config.capture {
        Some(capture) => builder.with_simple_exporter(capture.clone()),
        None => builder,
    };
    Ok(match config.exporter {
        Exporter::None => builder,
        Exporter::Console => builder.with_simple_exporter(delivered.by(Console)),
        Exporter::OtlpHttp => {
            let exporter = Otlp::builder()
                .with_http()
                .with_protocol(Protocol::HttpBinary)
                .build()?;
            builder.with_batch_exporter(delivered.by(exporter))
        }
        Exporter::OtlpGrpc => {
            let exporter = Otlp::builder().with_tonic().build()?;
            builder.with_batch_exporter(delivered.by(exporter))
        }
    })
}

/// How many spans were delivered. Kept here because the SDK's shutdown reports success even when
/// its last batches failed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Delivered(Arc<AtomicU64>);

impl Delivered {
    pub(crate) fn spans(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn by<E>(&self, exporter: E) -> Counted<E> {
        Counted {
            exporter,
            delivered: self.clone(),
        }
    }
}

#[derive(Debug)]
struct Counted<E> {
    exporter: E,
    delivered: Delivered,
}

impl<E: SpanExporter> SpanExporter for Counted<E> {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let spans = batch.len() as u64;
        self.exporter.export(batch).await?;
        self.delivered.0.fetch_add(spans, Ordering::Relaxed);
        Ok(())
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.exporter.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}
