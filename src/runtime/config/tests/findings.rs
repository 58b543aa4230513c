//! Values that cannot be used: what is said, and what happens.

use super::*;

/// A variable, its value, and what is said about it where OTLP is switched on.
const CASES: &[(&str, &str, &str)] = &[
    (
        "OTEL_TRACES_EXPORTER",
        "jaeger",
        "error: OTEL_TRACES_EXPORTER is `jaeger`, expected `otlp`, `console` or `none`; use `otlp`, which Jaeger takes itself and a collector hands to Zipkin",
    ),
    (
        "OTEL_TRACES_EXPORTER",
        "otlp,console",
        "error: OTEL_TRACES_EXPORTER is `otlp,console`, expected `otlp`, `console` or `none`; name one exporter; a collector can hand spans to several",
    ),
    (
        "OTEL_TRACES_EXPORTER",
        "logging",
        "error: OTEL_TRACES_EXPORTER is `logging`, expected `otlp`, `console` or `none`; use `console`",
    ),
    (
        "OTEL_LOGS_EXPORTER",
        "console",
        "error: OTEL_LOGS_EXPORTER is `console`, expected `otlp` or `none`; name one of these, or unset it",
    ),
    (
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "http/json",
        "error: OTEL_EXPORTER_OTLP_PROTOCOL is `http/json`, expected `http/protobuf` or `grpc`; JSON is not spoken; every receiver of it takes `http/protobuf` too",
    ),
    (
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "http",
        "error: OTEL_EXPORTER_OTLP_PROTOCOL is `http`, expected `http/protobuf` or `grpc`; name one of these, or unset it",
    ),
    (
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "collector:4318",
        "error: OTEL_EXPORTER_OTLP_ENDPOINT is `collector:4318`, expected a URL that begins with http:// or https:// and names a host; for example `http://localhost:4318`",
    ),
    (
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "ftp://c",
        "error: OTEL_EXPORTER_OTLP_ENDPOINT is `ftp://c`, expected a URL that begins with http:// or https:// and names a host; for example `http://localhost:4318`",
    ),
    (
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "http://",
        "error: OTEL_EXPORTER_OTLP_ENDPOINT is `http://`, expected a URL that begins with http:// or https:// and names a host; for example `http://localhost:4318`",
    ),
    (
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "http://c:99999",
        "error: OTEL_EXPORTER_OTLP_ENDPOINT is `http://c:99999`, expected a URL that begins with http:// or https:// and names a host; for example `http://localhost:4318`",
    ),
    (
        "OTEL_EXPORTER_OTLP_HEADERS",
        "hunter2",
        "error: OTEL_EXPORTER_OTLP_HEADERS is no list of headers: member 1: there is no `=` in it; write `name=value,name=value` with values percent-encoded",
    ),
    (
        "OTEL_EXPORTER_OTLP_HEADERS",
        "a b=hunter2",
        "error: OTEL_EXPORTER_OTLP_HEADERS is no list of headers: header 1 has a name that HTTP does not allow; write `name=value,name=value` with values percent-encoded",
    ),
    (
        "OTEL_EXPORTER_OTLP_HEADERS",
        "a=%0Ahunter2",
        "error: OTEL_EXPORTER_OTLP_HEADERS is no list of headers: the value of `a` has characters that HTTP does not allow; write `name=value,name=value` with values percent-encoded",
    ),
    (
        "OTEL_EXPORTER_OTLP_TIMEOUT",
        "10s",
        "warning: OTEL_EXPORTER_OTLP_TIMEOUT is `10s`, expected a whole number of milliseconds from 1 to 300000; 10000 milliseconds is used",
    ),
    (
        "OTEL_EXPORTER_OTLP_TIMEOUT",
        "0",
        "warning: OTEL_EXPORTER_OTLP_TIMEOUT is `0`, expected a whole number of milliseconds from 1 to 300000; 300000 milliseconds is used",
    ),
    (
        "OTEL_EXPORTER_OTLP_COMPRESSION",
        "zstd",
        "warning: OTEL_EXPORTER_OTLP_COMPRESSION is `zstd`, expected `none` or `gzip`; `none` is used",
    ),
    (
        "OTEL_EXPORTER_OTLP_CLIENT_KEY",
        "key.pem",
        "error: OTEL_EXPORTER_OTLP_CLIENT_KEY is set without its other half; set OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE too, or neither",
    ),
    (
        "OTEL_EXPORTER_OTLP_CERTIFICATE",
        "ca.pem",
        "warning: OTEL_EXPORTER_OTLP_CERTIFICATE is set, but http://localhost:4318/v1/traces is reached without TLS; it is not used; let the endpoint begin with https://",
    ),
    (
        "OTEL_TRACES_SAMPLER",
        "jaeger_remote",
        "warning: OTEL_TRACES_SAMPLER is `jaeger_remote`, expected `always_on`, `always_off`, `traceidratio`, `parentbased_always_on`, `parentbased_always_off` or `parentbased_traceidratio`; the share for the environment is used",
    ),
    (
        "OTEL_TRACES_SAMPLER_ARG",
        "10",
        "error: OTEL_TRACES_SAMPLER_ARG is `10`, expected a share from 0.0 to 1.0; write for example 0.1 for a tenth of the traces",
    ),
    (
        "OTEL_TRACES_SAMPLER_ARG",
        "-0.1",
        "error: OTEL_TRACES_SAMPLER_ARG is `-0.1`, expected a share from 0.0 to 1.0; write for example 0.1 for a tenth of the traces",
    ),
    (
        "OTEL_TRACES_SAMPLER_ARG",
        "NaN",
        "error: OTEL_TRACES_SAMPLER_ARG is `NaN`, expected a share from 0.0 to 1.0; write for example 0.1 for a tenth of the traces",
    ),
    (
        "OTEL_TRACES_SAMPLER_ARG",
        "10%",
        "error: OTEL_TRACES_SAMPLER_ARG is `10%`, expected a share from 0.0 to 1.0; write for example 0.1 for a tenth of the traces",
    ),
    (
        "OTEL_TRACING_KEEP_SLOW",
        "server=2",
        "error: OTEL_TRACING_KEEP_SLOW is `server=2`, expected `none`, or a list such as `server=2s,client=500ms`; kinds are server, client, internal, producer and consumer; units are ms, s and m",
    ),
    (
        "OTEL_TRACING_KEEP_SLOW",
        "db=2s",
        "error: OTEL_TRACING_KEEP_SLOW is `db=2s`, expected `none`, or a list such as `server=2s,client=500ms`; kinds are server, client, internal, producer and consumer; units are ms, s and m",
    ),
    (
        "OTEL_TRACING_ALWAYS_SAMPLE",
        "shop.customer",
        "error: OTEL_TRACING_ALWAYS_SAMPLE has `shop.customer`, expected `attribute=value`; separate rules by commas",
    ),
    (
        "OTEL_TRACING_ALWAYS_SAMPLE",
        "shop.custmer=ada",
        "error: OTEL_TRACING_ALWAYS_SAMPLE names `shop.custmer`, which is no attribute of the registry; did you mean `shop.customer`?",
    ),
    (
        "OTEL_TRACING_ALWAYS_SAMPLE",
        "host.id=7",
        "error: OTEL_TRACING_ALWAYS_SAMPLE names `host.id`, which is no attribute of the registry; name an attribute of a span or of the resource",
    ),
    (
        "OTEL_TRACING_ALWAYS_SAMPLE",
        "shop.items=many",
        "error: OTEL_TRACING_ALWAYS_SAMPLE has `many` for `shop.items`, which is never its value; write a whole number",
    ),
    (
        "OTEL_TRACING_ALWAYS_SAMPLE",
        "shop.payment=gold",
        "error: OTEL_TRACING_ALWAYS_SAMPLE has `gold` for `shop.payment`, which is never its value; write one of card, cash",
    ),
    (
        "OTEL_TRACING_FORCE_SAMPLES_PER_SECOND",
        "0",
        "warning: OTEL_TRACING_FORCE_SAMPLES_PER_SECOND is `0`, expected a whole number from 1 to 10000; 1 is used",
    ),
    (
        "OTEL_PROPAGATORS",
        "b3",
        "warning: OTEL_PROPAGATORS is `b3`, expected a list of `tracecontext` and `baggage`, or `none`; `tracecontext,baggage` is used",
    ),
    (
        "OTEL_PROPAGATORS",
        "b3,tracecontext",
        "warning: OTEL_PROPAGATORS is `b3,tracecontext`, expected a list of `tracecontext` and `baggage`, or `none`; `b3` is left out",
    ),
    (
        "OTEL_PROPAGATORS",
        "none,baggage",
        "warning: OTEL_PROPAGATORS is `none,baggage`, expected a list of `tracecontext` and `baggage`, or `none`; `none` is left out",
    ),
    (
        "OTEL_RESOURCE_ATTRIBUTES",
        "a=1,b",
        "warning: OTEL_RESOURCE_ATTRIBUTES is no list of attributes: member 2: there is no `=` in it; all of it is left out; write `key=value,key=value` with values percent-encoded",
    ),
    (
        "OTEL_BSP_SCHEDULE_DELAY",
        "0",
        "warning: OTEL_BSP_SCHEDULE_DELAY is `0`, expected a whole number of milliseconds from 10 to 3600000; 10 milliseconds is used",
    ),
    (
        "OTEL_BSP_SCHEDULE_DELAY",
        "-5",
        "warning: OTEL_BSP_SCHEDULE_DELAY is `-5`, expected a whole number of milliseconds from 10 to 3600000; 10 milliseconds is used",
    ),
    (
        "OTEL_BSP_SCHEDULE_DELAY",
        "soon",
        "warning: OTEL_BSP_SCHEDULE_DELAY is `soon`, expected a whole number of milliseconds from 10 to 3600000; 5000 milliseconds is used",
    ),
    (
        "OTEL_BSP_EXPORT_TIMEOUT",
        "0",
        "warning: OTEL_BSP_EXPORT_TIMEOUT is `0`, expected a whole number of milliseconds from 1 to 600000; 600000 milliseconds is used",
    ),
    (
        "OTEL_BSP_MAX_QUEUE_SIZE",
        "0",
        "warning: OTEL_BSP_MAX_QUEUE_SIZE is `0`, expected a whole number from 1 to 1000000; 2048 is used",
    ),
    (
        "OTEL_BSP_MAX_QUEUE_SIZE",
        "99999999999999999999999",
        "warning: OTEL_BSP_MAX_QUEUE_SIZE is `99999999999999999999999`, expected a whole number from 1 to 1000000; 1000000 is used",
    ),
    (
        "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
        "4096",
        "warning: OTEL_BSP_MAX_EXPORT_BATCH_SIZE is 4096, more than the queue holds; 2048 is used",
    ),
    (
        "OTEL_SPAN_EVENT_COUNT_LIMIT",
        "-1",
        "warning: OTEL_SPAN_EVENT_COUNT_LIMIT is `-1`, expected a whole number from 0; 128 is used",
    ),
    (
        "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
        "-1",
        "warning: OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT is `-1`, expected a whole number from 0; no limit is used",
    ),
    (
        "OTEL_CONFIG_FILE",
        "otel.yaml",
        "warning: OTEL_CONFIG_FILE is set, but configuration files are not supported; it is not read; use the variables instead",
    ),
    (
        "OTEL_EXPERIMENTAL_CONFIG_FILE",
        "otel.yaml",
        "warning: OTEL_EXPERIMENTAL_CONFIG_FILE is set, but configuration files are not supported; it is not read; use the variables instead",
    ),
    (
        "OTEL_LOG_LEVEL",
        "loud",
        "warning: OTEL_LOG_LEVEL is `loud`, expected `none`, `off`, `error`, `warn`, `warning`, `info`, `debug` or `trace`; `warn` is used",
    ),
    (
        "RUST_LOG",
        "shop=loud",
        "warning: RUST_LOG is `shop=loud`, expected a level, or a list of `target=level`; `warn` is used",
    ),
    (
        "OTEL_SDK_DISABLED",
        "yes",
        "warning: OTEL_SDK_DISABLED is `yes`, expected `true` or `false`; `false` is used",
    ),
];

#[test]
fn every_value_that_means_nothing_is_answered() {
    let long = "x".repeat(500);
    for (name, value, expected) in CASES {
        let mut variables = otlp(&[]);
        variables.retain(|(other, _)| other != name);
        variables.push((name, value));
        let configured = read(&variables);
        // A limit for everything counts for spans and for log records, and is answered for both.
        let mut said = said(&configured);
        said.dedup();
        assert_eq!(said, [*expected], "{name}={value}");
        assert_eq!(
            configured.checked().is_err(),
            expected.starts_with("error"),
            "{name}={value}"
        );
    }
    let configured = read(&otlp(&[("OTEL_EXPORTER_OTLP_PROTOCOL", &long)]));
    assert!(said(&configured)[0].len() < 300, "a long value is cut");
}

#[test]
fn all_errors_come_at_once() {
    let error = read(&otlp(&[
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "smoke"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://ada:hunter2@"),
        ("OTEL_TRACES_SAMPLER_ARG", "2"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "0"),
    ]))
    .checked()
    .unwrap_err();
    assert_eq!(error.0.len(), 3);
    let text = error.to_string();
    assert!(
        text.starts_with(
            "telemetry cannot be configured:\n  OTEL_EXPORTER_OTLP_PROTOCOL is `smoke`"
        ),
        "{text}"
    );
    assert!(
        text.contains("\n  OTEL_TRACES_SAMPLER_ARG is `2`"),
        "{text}"
    );
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn where_telemetry_is_off_nothing_is_refused() {
    let off = [
        ("OTEL_TRACES_EXPORTER", "zipkin"),
        ("OTEL_TRACES_SAMPLER_ARG", "12"),
    ];
    let configured = read(&off);
    assert_eq!(configured.errors.len(), 2, "whoever asks is told");
    assert_eq!(
        configured.checked().unwrap().config.exporter,
        Exporter::None
    );
    let mut on = off.to_vec();
    on.push(("OTEL_TRACING_ENABLED", "true"));
    assert!(read(&on).checked().is_err());
    on.push(("OTEL_SDK_DISABLED", "true"));
    assert!(read(&on).checked().is_ok());
}

#[test]
fn a_certificate_that_cannot_be_read_is_refused() {
    let configured = read(&otlp(&[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://c"),
        ("OTEL_EXPORTER_OTLP_CERTIFICATE", "missing.pem"),
    ]));
    assert_eq!(
        said(&configured),
        [
            "error: OTEL_EXPORTER_OTLP_CERTIFICATE is `missing.pem`, expected a PEM file; \
          it cannot be used: entity not found; name another file, or unset it"
        ]
    );
}

#[test]
fn a_name_that_is_nearly_right_is_remarked_on() {
    let configured = read(&[
        ("OTEL_TRACE_SAMPLER", "always_off"),
        // Of other signals and other languages.
        ("OTEL_METRICS_EXPORTER", "otlp"),
        ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://c"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "1"),
        ("OTEL_PYTHON_LOG_LEVEL", "x"),
        ("PATH", "x"),
    ]);
    assert_eq!(
        said(&configured),
        [
            "warning: OTEL_TRACE_SAMPLER is no variable that is read; did you mean OTEL_TRACES_SAMPLER?"
        ]
    );
}

#[test]
fn a_slip_is_told_even_where_it_left_telemetry_off() {
    let configured = read(&[
        ("OTEL_TRACING_ENABLE", "true"),
        ("OTEL_BSP_SCHEDULE_DELAY", "0"),
    ]);
    assert_eq!(configured.warnings.len(), 2);
    let configured = configured.checked().unwrap();
    assert_eq!(
        said(&configured),
        [
            "warning: OTEL_TRACING_ENABLE is no variable that is read; did you mean OTEL_TRACING_ENABLED?"
        ]
    );
}

#[test]
fn a_file_without_a_certificate_is_refused() {
    let missing = unreadable(Path::new("no/such/file.pem"));
    assert_eq!(missing.unwrap_err().kind(), io::ErrorKind::NotFound);
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let other = unreadable(&manifest).unwrap_err();
    assert_eq!(other.to_string(), "there is no PEM block in it");
}
