//! Telemetry that is exported over OTLP. There is one at a time in a process.

#![allow(dead_code, reason = "each test process uses its own part")]

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use runtime::config::{BatchConfig, OtlpConfig, Protocol};
use runtime::{Config, Exporter, Report, Resource, Span, Telemetry};

use super::schemas::{QUERY, ROWS, SERVICE, TABLE};

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Waits until no other test of this process has telemetry installed.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    // Another test may have installed it, or a failed one may have left the lock poisoned.
    rustls_graviola::default_provider().install_default().ok();
    ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) const PROTOCOLS: [Protocol; 2] = [Protocol::HttpProtobuf, Protocol::Grpc];

/// What an operator would configure to reach this address.
pub(crate) fn otlp(protocol: Protocol, url: &str) -> OtlpConfig {
    match protocol {
        Protocol::HttpProtobuf => OtlpConfig::new(protocol, format!("{url}/v1/traces")),
        Protocol::Grpc => OtlpConfig::new(protocol, url),
    }
}

/// A configuration with which a batch is sent only when it is full or flushed.
pub(crate) fn config(otlp: OtlpConfig) -> Config {
    Config {
        exporter: Exporter::Otlp(otlp),
        batch: BatchConfig {
            delay: Duration::from_secs(3600),
            ..BatchConfig::default()
        },
        ..Config::default()
    }
}

pub(crate) fn install(config: Config) -> Telemetry {
    runtime::install(config, resource()).unwrap()
}

pub(crate) fn resource() -> Resource {
    Resource::new(&SERVICE, |attributes| attributes.add(0, "test"))
}

/// Ends so many spans.
pub(crate) fn emit(spans: usize) {
    for row in 0..spans {
        drop(Span::start(&QUERY, |attributes| {
            attributes.add(TABLE, "users");
            attributes.add(ROWS, runtime::Int(row));
        }));
    }
}

/// Shuts telemetry down and checks that the numbers add up to what was offered.
pub(crate) fn shut_down(telemetry: Telemetry, offered: u64) -> Report {
    let report = telemetry.shutdown();
    let counters = runtime::provider::counters();
    assert_eq!(report.exported + report.lost, offered, "{report:?}");
    assert_eq!(report.lost, report.failed + report.dropped, "{report:?}");
    assert_eq!(counters.sampled + counters.kept, offered, "{counters:?}");
    let counted = (counters.exported, counters.failed, counters.dropped);
    assert_eq!(counted, (report.exported, report.failed, report.dropped));
    report
}
