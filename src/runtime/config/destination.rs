//! Where a signal goes over OTLP: its own variables, or the general ones.

use std::time::Duration;

use crate::config::endpoint;
use crate::config::otlp::{Compression, OtlpConfig, Protocol, Secret};
use crate::config::pairs;
use crate::config::reader::{Found, Number, Reader, chosen, expected};
use crate::config::setting::{Finding, Origin};

/// Milliseconds of one attempt at most; the specification's 0, for no limit, means this.
const TIMEOUT_MS_MAX: u64 = 300_000;

/// The variables of which one makes `otlp` the default exporter of spans.
pub(super) const ENDPOINTS: &[&str] = TRACES.endpoint;

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    Traces,
    Logs,
}

/// The variables of a signal: first its own, then the general one.
pub(super) struct Names {
    pub(super) endpoint: &'static [&'static str],
    protocol: &'static [&'static str],
    headers: &'static [&'static str],
    timeout: &'static [&'static str],
    compression: &'static [&'static str],
    pub(super) insecure: &'static [&'static str],
    certificate: &'static [&'static str],
    client_certificate: &'static [&'static str],
    client_key: &'static [&'static str],
}

const TRACES: Names = Names {
    endpoint: &[
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
    ],
    protocol: &[
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
        "OTEL_EXPORTER_OTLP_PROTOCOL",
    ],
    headers: &[
        "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
        "OTEL_EXPORTER_OTLP_HEADERS",
    ],
    timeout: &[
        "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
        "OTEL_EXPORTER_OTLP_TIMEOUT",
    ],
    compression: &[
        "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION",
        "OTEL_EXPORTER_OTLP_COMPRESSION",
    ],
    insecure: &[
        "OTEL_EXPORTER_OTLP_TRACES_INSECURE",
        "OTEL_EXPORTER_OTLP_INSECURE",
    ],
    certificate: &[
        "OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE",
        "OTEL_EXPORTER_OTLP_CERTIFICATE",
    ],
    client_certificate: &[
        "OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE",
        "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
    ],
    client_key: &[
        "OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY",
        "OTEL_EXPORTER_OTLP_CLIENT_KEY",
    ],
};

const LOGS: Names = Names {
    endpoint: &[
        "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
    ],
    protocol: &[
        "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL",
        "OTEL_EXPORTER_OTLP_PROTOCOL",
    ],
    headers: &[
        "OTEL_EXPORTER_OTLP_LOGS_HEADERS",
        "OTEL_EXPORTER_OTLP_HEADERS",
    ],
    timeout: &[
        "OTEL_EXPORTER_OTLP_LOGS_TIMEOUT",
        "OTEL_EXPORTER_OTLP_TIMEOUT",
    ],
    compression: &[
        "OTEL_EXPORTER_OTLP_LOGS_COMPRESSION",
        "OTEL_EXPORTER_OTLP_COMPRESSION",
    ],
    insecure: &[
        "OTEL_EXPORTER_OTLP_LOGS_INSECURE",
        "OTEL_EXPORTER_OTLP_INSECURE",
    ],
    certificate: &[
        "OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE",
        "OTEL_EXPORTER_OTLP_CERTIFICATE",
    ],
    client_certificate: &[
        "OTEL_EXPORTER_OTLP_LOGS_CLIENT_CERTIFICATE",
        "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
    ],
    client_key: &[
        "OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY",
        "OTEL_EXPORTER_OTLP_CLIENT_KEY",
    ],
};

impl Signal {
    pub(super) const fn names(self) -> &'static Names {
        match self {
            Self::Traces => &TRACES,
            Self::Logs => &LOGS,
        }
    }

    /// What is appended to the general endpoint for HTTP.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Traces => "v1/traces",
            Self::Logs => "v1/logs",
        }
    }
}

const PROTOCOLS: &[(&str, Protocol)] = &[
    ("http/protobuf", Protocol::HttpProtobuf),
    ("grpc", Protocol::Grpc),
];

const COMPRESSIONS: &[(&str, Compression)] =
    &[("none", Compression::None), ("gzip", Compression::Gzip)];

/// Where a signal goes; `asked` is the protocol that `OTEL_EXPORTER_TYPE` names.
pub(super) fn of(reader: &mut Reader<'_>, signal: Signal, asked: Option<Protocol>) -> OtlpConfig {
    let names = signal.names();
    let protocol = protocol(reader, names, asked);
    let endpoint = endpoint::of(reader, signal, protocol);
    let default = OtlpConfig::new(protocol, endpoint);
    let headers = headers(reader, names);
    let timeout = Number {
        default: millis(default.timeout),
        min: 1,
        max: TIMEOUT_MS_MAX,
        below: TIMEOUT_MS_MAX,
    };
    let config = OtlpConfig {
        headers,
        timeout: reader.milliseconds(names.timeout, &timeout),
        compression: reader.choice(names.compression, COMPRESSIONS, default.compression),
        certificate: reader.file(names.certificate),
        client_certificate: reader.file(names.client_certificate),
        client_key: reader.file(names.client_key),
        ..default
    };
    check_certificates(reader, names, &config.endpoint);
    config
}

pub(super) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn protocol(reader: &mut Reader<'_>, names: &Names, asked: Option<Protocol>) -> Protocol {
    let word = |protocol| {
        if protocol == Protocol::Grpc {
            "grpc"
        } else {
            "http/protobuf"
        }
    };
    let found = reader.find(names.protocol);
    if let Some(asked) = asked {
        let origin = Origin::Variable(super::exporter::EXPORTER_TYPE);
        reader.note(names.protocol[0], word(asked), origin);
        if let Some(found) = found.filter(|it| chosen(PROTOCOLS, &it.text) != Some(asked)) {
            let used =
                "OTEL_EXPORTER_TYPE is followed; set it to `otlp` to choose the protocol here";
            reader.warn(&found, &format!("`{}`", word(asked)), used);
        }
        return asked;
    }
    let Some(found) = found else {
        reader.note(
            names.protocol[0],
            word(Protocol::default()),
            Origin::Default,
        );
        return Protocol::default();
    };
    match chosen(PROTOCOLS, &found.text) {
        Some(protocol) => {
            reader.note(
                names.protocol[0],
                word(protocol),
                Origin::Variable(found.name),
            );
            protocol
        }
        None => {
            let advice = match found.text.as_str() {
                "http/json" => "JSON is not spoken; every receiver of it takes `http/protobuf` too",
                _ => "name one of these, or unset it",
            };
            reader.refuse(&found, &expected(PROTOCOLS), advice);
            Protocol::default()
        }
    }
}

fn headers(reader: &mut Reader<'_>, names: &Names) -> Vec<(String, Secret)> {
    let Some(found) = reader.find(names.headers) else {
        reader.note(names.headers[0], "none", Origin::Default);
        return Vec::new();
    };
    match decoded(&found) {
        Ok(headers) => {
            let shown: Vec<_> = headers
                .iter()
                .map(|(name, _)| format!("{name}=***"))
                .collect();
            reader.note(
                names.headers[0],
                shown.join(","),
                Origin::Variable(found.name),
            );
            headers
        }
        Err(problem) => {
            // Without its values: they are secrets.
            reader.errors.push(Finding::new(
                found.name,
                format!("is no list of headers: {problem}"),
                "write `name=value,name=value` with values percent-encoded",
            ));
            Vec::new()
        }
    }
}

fn decoded(found: &Found) -> Result<Vec<(String, Secret)>, String> {
    let header = |(position, (name, value)): (usize, (String, String))| {
        let position = position + 1;
        let name = http::HeaderName::try_from(name)
            .map_err(|_| format!("header {position} has a name that HTTP does not allow"))?;
        http::HeaderValue::try_from(value.as_str()).map_err(|_| {
            format!("the value of `{name}` has characters that HTTP does not allow")
        })?;
        Ok((name.to_string(), Secret::new(value)))
    };
    let pairs = pairs::parse(&found.text)?;
    pairs.into_iter().enumerate().map(header).collect()
}

fn check_certificates(reader: &mut Reader<'_>, names: &Names, endpoint: &str) {
    for (one, other) in [
        (names.client_certificate, names.client_key),
        (names.client_key, names.client_certificate),
    ] {
        if let (Some(found), None) = (reader.find(one), reader.find(other)) {
            let problem = "is set without its other half";
            let advice = format!("set {} too, or neither", other[1]);
            reader
                .errors
                .push(Finding::new(found.name, problem, advice));
        }
    }
    let files = [names.certificate, names.client_certificate];
    for found in files.map(|names| reader.find(names)).into_iter().flatten() {
        if endpoint.starts_with("http://") {
            let shown = endpoint::shown(endpoint);
            let problem = format!("is set, but {shown} is reached without TLS");
            let used = "it is not used; let the endpoint begin with https://";
            reader
                .warnings
                .push(Finding::new(found.name, problem, used));
        }
    }
}
