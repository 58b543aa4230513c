//! Exporters, and where OTLP goes.

use super::*;

fn exporter(variables: &[(&str, &str)]) -> Exporter {
    valid(variables).config.exporter
}

const ON: (&str, &str) = ("OTEL_TRACING_ENABLED", "true");

#[test]
fn tracing_is_off_until_it_is_switched_on() {
    assert_eq!(exporter(&[]), Exporter::None);
    assert_eq!(
        exporter(&[("OTEL_TRACES_EXPORTER", "console")]),
        Exporter::None
    );
    assert_eq!(exporter(&[("OTEL_TRACING_ENABLED", "")]), Exporter::None);
    assert_eq!(exporter(&[ON]), Exporter::Console);
    assert_eq!(
        exporter(&[("OTEL_TRACING_ENABLED", " TRUE ")]),
        Exporter::Console
    );
    assert_eq!(exporter(&[("TRACING_ENABLED", "true")]), Exporter::Console);
    let both = [
        ("OTEL_TRACING_ENABLED", "false"),
        ("TRACING_ENABLED", "true"),
    ];
    assert_eq!(exporter(&both), Exporter::None, "the alias comes second");
    assert_eq!(
        exporter(&[ON, ("OTEL_SDK_DISABLED", "true")]),
        Exporter::None
    );
    assert_eq!(
        exporter(&[ON, ("OTEL_SDK_DISABLED", "False")]),
        Exporter::Console
    );
    assert_eq!(
        exporter(&[ON, ("OTEL_TRACES_EXPORTER", "none")]),
        Exporter::None
    );
}

#[test]
fn a_switch_that_says_neither_is_as_if_not_set() {
    let configured = read(&[("OTEL_TRACING_ENABLED", "1")]);
    assert_eq!(configured.config.exporter, Exporter::None);
    assert_eq!(
        said(&configured),
        ["warning: OTEL_TRACING_ENABLED is `1`, expected `true` or `false`; `false` is used"]
    );
    let configured = read(&[("OTEL_HTTP_HEALTH_SPANS", "0")]);
    assert!(configured.config.health_spans);
    assert_eq!(
        setting(&configured, "OTEL_HTTP_HEALTH_SPANS"),
        "true (instead of the value of OTEL_HTTP_HEALTH_SPANS)"
    );
}

#[test]
fn an_endpoint_makes_otlp_the_exporter() {
    let configured = valid(&[ON, ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318")]);
    assert!(matches!(configured.config.exporter, Exporter::Otlp(_)));
    assert_eq!(
        setting(&configured, "OTEL_TRACES_EXPORTER"),
        "otlp (default for OTEL_EXPORTER_OTLP_ENDPOINT being set)"
    );
}

#[test]
fn the_older_name_of_the_exporter_names_the_protocol_too() {
    let protocol = |variables: &[(&str, &str)]| match exporter(variables) {
        Exporter::Otlp(otlp) => (otlp.protocol, otlp.endpoint),
        other => panic!("{other:?}"),
    };
    let http = (
        Protocol::HttpProtobuf,
        "http://localhost:4318/v1/traces".to_owned(),
    );
    let grpc = (Protocol::Grpc, "http://localhost:4317".to_owned());
    assert_eq!(protocol(&[ON, ("OTEL_EXPORTER_TYPE", "otlp")]), http);
    assert_eq!(protocol(&[ON, ("OTEL_EXPORTER_TYPE", "http")]), http);
    assert_eq!(protocol(&[ON, ("OTEL_EXPORTER_TYPE", "GRPC")]), grpc);
    let both = [
        ON,
        ("OTEL_EXPORTER_TYPE", "grpc"),
        ("OTEL_TRACES_EXPORTER", "otlp"),
    ];
    assert_eq!(protocol(&both), http, "the standard name comes first");
    let configured = read(&[
        ON,
        ("OTEL_EXPORTER_TYPE", "grpc"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
    ]);
    assert_eq!(
        said(&configured),
        [
            "warning: OTEL_EXPORTER_OTLP_PROTOCOL is `http/protobuf`, expected `grpc`; OTEL_EXPORTER_TYPE is followed; \
          set it to `otlp` to choose the protocol here"
        ]
    );
}

#[test]
fn the_protocol_of_the_signal_wins() {
    let general = ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    assert_eq!(destination(&[general]).protocol, Protocol::Grpc);
    let own = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf");
    assert_eq!(
        destination(&[general, own]).protocol,
        Protocol::HttpProtobuf
    );
    let logs = ("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", "grpc");
    assert_eq!(destination(&[logs]).protocol, Protocol::HttpProtobuf);
}

#[test]
fn the_general_endpoint_gets_the_path_and_the_own_one_does_not() {
    for (variable, endpoint, expected) in [
        (
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://c:1",
            "http://c:1/v1/traces",
        ),
        (
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://c:1/",
            "http://c:1/v1/traces",
        ),
        (
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "https://c/otlp//",
            "https://c/otlp/v1/traces",
        ),
        (
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://[::1]:1/a?k=v",
            "http://[::1]:1/a/v1/traces?k=v",
        ),
        (
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "HTTP://C",
            "http://C/v1/traces",
        ),
        (
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "http://c:1",
            "http://c:1/",
        ),
        (
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "http://c:1/own/",
            "http://c:1/own/",
        ),
    ] {
        assert_eq!(
            destination(&[(variable, endpoint)]).endpoint,
            expected,
            "{variable}={endpoint}"
        );
    }
}

#[test]
fn a_grpc_endpoint_may_do_without_a_scheme() {
    let grpc = ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    let endpoint = |endpoint, insecure| {
        let variables = [
            grpc,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint),
            ("OTEL_EXPORTER_OTLP_INSECURE", insecure),
        ];
        destination(&variables).endpoint
    };
    assert_eq!(endpoint("c:4317", "true"), "http://c:4317");
    assert_eq!(endpoint("c:4317", "false"), "https://c:4317");
    assert_eq!(endpoint("http://c:4317", "false"), "http://c:4317");
    assert_eq!(endpoint("https://c:4317/", "true"), "https://c:4317");
    assert_eq!(endpoint("https://c", ""), "https://c:443");
    assert_eq!(endpoint("http://c", ""), "http://c:80");
    let configured = read(&otlp(&[
        grpc,
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "c:4317/path"),
    ]));
    assert_eq!(
        said(&configured),
        [
            "warning: OTEL_EXPORTER_OTLP_ENDPOINT has no scheme; https:// is used; write http://c:4317/path if it is not TLS",
            "warning: OTEL_EXPORTER_OTLP_ENDPOINT is `c:4317/path`, expected no path, since gRPC has none; the path is left out",
        ]
    );
}

#[test]
fn the_port_of_the_other_protocol_is_remarked_on() {
    let configured = read(&otlp(&[("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4317")]));
    assert_eq!(
        said(&configured),
        [
            "warning: OTEL_EXPORTER_OTLP_ENDPOINT names port 4317, where collectors do not listen for http/protobuf; \
          it is used as it is; OTEL_EXPORTER_OTLP_PROTOCOL chooses the protocol"
        ]
    );
}

#[test]
fn headers_are_decoded_and_never_shown() {
    let general = ("OTEL_EXPORTER_OTLP_HEADERS", "Api-Key=hunter%202, x=");
    let headers = destination(&[general]).headers;
    let exposed: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.expose()))
        .collect();
    assert_eq!(exposed, [("api-key", "hunter 2"), ("x", "")]);
    let own = ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "team=a");
    let configured = valid(&otlp(&[general, own]));
    assert_eq!(
        setting(&configured, "OTEL_EXPORTER_OTLP_TRACES_HEADERS"),
        "team=*** (OTEL_EXPORTER_OTLP_TRACES_HEADERS)"
    );
    assert!(!format!("{configured:?}").contains("hunter"));
}

#[test]
fn the_rest_of_otlp_is_taken_from_the_signal_or_the_general_variable() {
    let config = destination(&[
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "1500"),
        ("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://c"),
        ("OTEL_EXPORTER_OTLP_CERTIFICATE", "ca.pem"),
        ("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "client.pem"),
        ("OTEL_EXPORTER_OTLP_CLIENT_KEY", "client.key"),
    ]);
    assert_eq!(config.timeout, Duration::from_millis(1500));
    assert_eq!(config.compression, Compression::Gzip);
    assert_eq!(config.certificate, Some("ca.pem".into()));
    assert_eq!(config.client_certificate, Some("client.pem".into()));
    assert_eq!(config.client_key, Some("client.key".into()));
    let config = destination(&[
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "1500"),
        ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "700"),
        ("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"),
        ("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "none"),
    ]);
    assert_eq!(config.timeout, Duration::from_millis(700));
    assert_eq!(config.compression, Compression::None);
}

#[test]
fn logs_have_a_destination_of_their_own() {
    let configured = valid(&[
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:1"),
        ("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "5"),
    ]);
    let LogsExporter::Otlp(otlp) = configured.config.logs.exporter else {
        panic!("logs are exported though tracing is off");
    };
    assert_eq!(otlp.endpoint, "http://c:1/v1/logs");
    assert_eq!(otlp.timeout, Duration::from_millis(5));
    let disabled = valid(&[
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("OTEL_SDK_DISABLED", "true"),
    ]);
    assert_eq!(disabled.config.logs.exporter, LogsExporter::None);
}

#[test]
fn no_finding_shows_who_logs_in_at_an_endpoint() {
    for (protocol, endpoint, expected) in [
        (
            "http/protobuf",
            "http://ada:hunter2@c:4318",
            "warning: OTEL_EXPORTER_OTLP_CERTIFICATE is set, but http://***@c:4318/v1/traces is reached without TLS; \
            it is not used; let the endpoint begin with https://",
        ),
        (
            "grpc",
            "ada:hunter2@c:4317",
            "warning: OTEL_EXPORTER_OTLP_ENDPOINT has no scheme; https:// is used; write http://***@c:4317 if it is not TLS",
        ),
        (
            "grpc",
            "https://ada:hunter2@c:4317/a",
            "warning: OTEL_EXPORTER_OTLP_ENDPOINT is `https://***@c:4317/a`, expected no path, since gRPC has none; \
            the path is left out",
        ),
        (
            "http/protobuf",
            "ada:hunter2@c:4318",
            "error: OTEL_EXPORTER_OTLP_ENDPOINT is `***@c:4318`, expected a URL that begins with http:// or https:// \
            and names a host; for example `http://localhost:4318`",
        ),
        (
            "http/protobuf",
            "ftp://ada@b:hunter2@c",
            "error: OTEL_EXPORTER_OTLP_ENDPOINT is `ftp://***@c`, expected a URL that begins with http:// or https:// \
            and names a host; for example `http://localhost:4318`",
        ),
    ] {
        let configured = read(&otlp(&[
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint),
            ("OTEL_EXPORTER_OTLP_CERTIFICATE", "ca.pem"),
        ]));
        let said = said(&configured);
        assert!(said.iter().any(|it| it == expected), "{said:?}");
        let settings = format!("{:?}", configured.settings);
        assert!(
            !format!("{said:?}{settings}").contains("hunter2"),
            "{said:?} {settings}"
        );
    }
}
