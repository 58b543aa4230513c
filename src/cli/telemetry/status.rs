//! What the service says about its own tracing.

use http_api::{SpanCounters, TracingStatus};
use runtime::config::{Configured, Exporter, Protocol};
use runtime::provider;
use runtime::sampling::Root;

/// How this process is traced, with the counters as they are now.
pub(crate) fn status(configured: &Configured) -> TracingStatus {
    let value = |name| configured.value(name).unwrap_or_default().to_owned();
    let config = &configured.config;
    let (exporter, protocol) = match &config.exporter {
        Exporter::None => ("none", None),
        Exporter::Console => ("console", None),
        Exporter::Otlp(otlp) => ("otlp", Some(protocol(otlp.protocol))),
    };
    TracingStatus {
        enabled: config.exporter != Exporter::None,
        service_name: value("OTEL_SERVICE_NAME"),
        exporter: exporter.to_owned(),
        protocol: protocol.map(str::to_owned),
        sampler: value("OTEL_TRACES_SAMPLER"),
        ratio: match config.sampling.sampler.root {
            Root::AlwaysOn => 1.0,
            Root::AlwaysOff => 0.0,
            Root::Ratio(ratio) => ratio,
        },
        environment: configured.environment().map(str::to_owned),
        spans: counters(),
    }
}

const fn protocol(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::HttpProtobuf => "http/protobuf",
        Protocol::Grpc => "grpc",
    }
}

fn counters() -> SpanCounters {
    let counters = provider::counters();
    SpanCounters {
        started: counters.started,
        sampled: counters.sampled,
        kept: counters.kept,
        exported: counters.exported,
        failed: counters.failed,
        dropped: counters.dropped,
    }
}
