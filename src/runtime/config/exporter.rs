//! Which exporter each signal has.

use crate::config::destination::{self, ENDPOINTS, Signal};
use crate::config::otlp::{OtlpConfig, Protocol};
use crate::config::reader::{Found, Reader, chosen, expected};
use crate::config::setting::Origin;
use crate::config::{Exporter, LogsExporter};

pub(super) const TRACES_EXPORTER: &str = "OTEL_TRACES_EXPORTER";
pub(super) const EXPORTER_TYPE: &str = "OTEL_EXPORTER_TYPE";
pub(super) const LOGS_EXPORTER: &str = "OTEL_LOGS_EXPORTER";

/// An exporter as a variable names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    None,
    Console,
    Otlp,
    /// OTLP over this protocol.
    Over(Protocol),
}

const KINDS: &[(&str, Kind)] = &[
    ("otlp", Kind::Otlp),
    ("console", Kind::Console),
    ("none", Kind::None),
];

const KINDS_OF_TYPE: &[(&str, Kind)] = &[
    ("otlp", Kind::Otlp),
    ("grpc", Kind::Over(Protocol::Grpc)),
    ("http", Kind::Over(Protocol::HttpProtobuf)),
    ("console", Kind::Console),
    ("none", Kind::None),
];

const KINDS_OF_LOGS: &[(&str, Kind)] = &[("otlp", Kind::Otlp), ("none", Kind::None)];

/// The exporter of spans, as it is where tracing is on.
pub(super) fn of_traces(reader: &mut Reader<'_>) -> Exporter {
    let kind = match reader.find(&[TRACES_EXPORTER, EXPORTER_TYPE]) {
        Some(found) => {
            let words = match found.name {
                EXPORTER_TYPE => KINDS_OF_TYPE,
                _ => KINDS,
            };
            named(reader, TRACES_EXPORTER, &found, words)
        }
        None => default_of_traces(reader),
    };
    match kind {
        Kind::None => Exporter::None,
        Kind::Console => Exporter::Console,
        Kind::Otlp => Exporter::Otlp(otlp(reader, Signal::Traces, None)),
        Kind::Over(protocol) => Exporter::Otlp(otlp(reader, Signal::Traces, Some(protocol))),
    }
}

/// The exporter of log records.
pub(super) fn of_logs(reader: &mut Reader<'_>) -> LogsExporter {
    let kind = match reader.find(&[LOGS_EXPORTER]) {
        Some(found) => named(reader, LOGS_EXPORTER, &found, KINDS_OF_LOGS),
        None => {
            reader.note(LOGS_EXPORTER, "none", Origin::Default);
            Kind::None
        }
    };
    match kind {
        Kind::None | Kind::Console => LogsExporter::None,
        Kind::Otlp | Kind::Over(_) => LogsExporter::Otlp(otlp(reader, Signal::Logs, None)),
    }
}

/// Whoever names an endpoint wants spans to go there; whoever names none sees them at once.
fn default_of_traces(reader: &mut Reader<'_>) -> Kind {
    match reader.find(ENDPOINTS) {
        Some(endpoint) => {
            let origin = Origin::DefaultFor(format!("{} being set", endpoint.name));
            reader.note(TRACES_EXPORTER, "otlp", origin);
            Kind::Otlp
        }
        None => {
            reader.note(TRACES_EXPORTER, "console", Origin::Default);
            Kind::Console
        }
    }
}

fn named(
    reader: &mut Reader<'_>,
    setting: &'static str,
    found: &Found,
    words: &[(&'static str, Kind)],
) -> Kind {
    let Some(kind) = chosen(words, &found.text) else {
        reader.refuse(found, &expected(words), advice(&found.text));
        return Kind::None;
    };
    reader.note(
        setting,
        found.text.to_ascii_lowercase(),
        Origin::Variable(found.name),
    );
    kind
}

fn advice(name: &str) -> &'static str {
    match name.to_ascii_lowercase().as_str() {
        list if list.contains(',') => "name one exporter; a collector can hand spans to several",
        "jaeger" | "zipkin" => {
            "use `otlp`, which Jaeger takes itself and a collector hands to Zipkin"
        }
        "logging" | "stdout" => "use `console`",
        _ => "name one of these, or unset it",
    }
}

fn otlp(reader: &mut Reader<'_>, signal: Signal, asked: Option<Protocol>) -> OtlpConfig {
    destination::of(reader, signal, asked)
}
