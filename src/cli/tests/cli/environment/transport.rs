//! How spans and log records travel.

use std::collections::BTreeSet;
use std::io::Read;
use std::net::TcpListener;
use std::thread;

use super::{failed_sync, request, sync};
use crate::receiver::{Manner, Receiver, Request, certificate};

/// The first bytes of HTTP/2, which gRPC runs over.
const HTTP2: &[u8] = b"PRI * HTTP/2.0";

/// The first byte of TLS: a handshake.
const TLS: &[u8] = &[0x16];

/// So that nobody waits long for a receiver that does not answer.
const IMPATIENT: [(&str, &str); 2] = [
    ("OTEL_BSP_EXPORT_TIMEOUT", "400"),
    ("OTEL_BLRP_EXPORT_TIMEOUT", "400"),
];

/// Log records are sent too.
const LOGS: [(&str, &str); 2] = [
    ("OTEL_LOGS_EXPORTER", "otlp"),
    ("RUST_LOG", "telemetry=info"),
];

/// The first bytes that a sync sends to an endpoint of this form, of which `{port}` is the port.
fn first_bytes(endpoint: &str, variables: &[(&str, &str)]) -> Vec<u8> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let read = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut bytes = vec![0; HTTP2.len()];
        stream.read_exact(&mut bytes).unwrap();
        bytes
    });
    let endpoint = endpoint.replace("{port}", &port);
    let endpoint = [("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.as_str())];
    let variables = [&endpoint[..], &IMPATIENT, variables].concat();
    sync(&Receiver::start(), &variables);
    read.join().unwrap()
}

/// The requests of one signal.
fn of<'a>(requests: &'a [Request], path: &str) -> Vec<&'a Request> {
    requests.iter().filter(|it| it.path() == path).collect()
}

#[test]
fn the_protocol_is_the_one_that_was_asked_for() {
    let endpoint = "http://127.0.0.1:{port}";
    for variable in [
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
    ] {
        assert_eq!(first_bytes(endpoint, &[(variable, "grpc")]), HTTP2);
        let bytes = first_bytes(endpoint, &[(variable, "http/protobuf")]);
        assert_eq!(bytes, b"POST /v1/trace");
    }
    assert_eq!(
        first_bytes(endpoint, &[("OTEL_EXPORTER_TYPE", "grpc")]),
        HTTP2
    );
    let logs_only = [
        LOGS[0],
        LOGS[1],
        ("OTEL_TRACES_SAMPLER", "always_off"),
        ("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", "grpc"),
    ];
    assert_eq!(first_bytes(endpoint, &logs_only), HTTP2);
}

#[test]
fn an_endpoint_without_a_scheme_is_secure_unless_said_otherwise() {
    let grpc = ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    let endpoint = "127.0.0.1:{port}";
    assert!(first_bytes(endpoint, &[grpc]).starts_with(TLS));
    for variable in [
        "OTEL_EXPORTER_OTLP_INSECURE",
        "OTEL_EXPORTER_OTLP_TRACES_INSECURE",
    ] {
        let bytes = first_bytes(endpoint, &[grpc, (variable, "true")]);
        assert_eq!(bytes, HTTP2, "{variable}");
    }
    let logs_only = [
        grpc,
        LOGS[0],
        LOGS[1],
        ("OTEL_TRACES_SAMPLER", "always_off"),
        ("OTEL_EXPORTER_OTLP_LOGS_INSECURE", "true"),
    ];
    assert_eq!(first_bytes(endpoint, &logs_only), HTTP2);
}

#[test]
fn log_records_have_an_endpoint_headers_and_compression_of_their_own() {
    let receiver = Receiver::start();
    let own = format!("{}/own", receiver.url());
    let variables = [
        LOGS[0],
        LOGS[1],
        ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", own.as_str()),
        ("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "team=logs"),
        ("OTEL_EXPORTER_OTLP_LOGS_COMPRESSION", "gzip"),
    ];
    let (_, requests) = sync(&receiver, &variables);
    let [spans] = of(&requests, "/v1/traces")[..] else {
        panic!("{requests:?}");
    };
    let [logs] = of(&requests, "/own")[..] else {
        panic!("{requests:?}");
    };
    assert_eq!(
        (spans.header("team"), logs.header("team")),
        (None, Some("logs"))
    );
    assert_eq!(spans.header("content-encoding"), None);
    assert_eq!(logs.header("content-encoding"), Some("gzip"));
}

#[test]
fn spans_have_a_compression_of_their_own() {
    let sent = request(&[
        ("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"),
        ("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "none"),
    ]);
    assert_eq!(sent.header("content-encoding"), None);
}

#[test]
fn an_attempt_ends_in_time_and_is_followed_by_another() {
    let attempts = |variables: &[(&str, &str)], path| {
        let receiver = Receiver::that(Manner::Hangs);
        let (run, requests) = sync(&receiver, variables);
        assert_eq!(run.code, Some(0));
        of(&requests, path).len()
    };
    let patient = [("OTEL_BSP_EXPORT_TIMEOUT", "3000")];
    assert_eq!(attempts(&IMPATIENT[..1], "/v1/traces"), 1);
    for variable in [
        "OTEL_EXPORTER_OTLP_TIMEOUT",
        "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
    ] {
        let variables = [&patient[..], &[(variable, "50")]].concat();
        assert!(attempts(&variables, "/v1/traces") > 1, "{variable}");
    }
    let logs = [
        LOGS[0],
        LOGS[1],
        ("OTEL_TRACES_SAMPLER", "always_off"),
        ("OTEL_BLRP_EXPORT_TIMEOUT", "3000"),
        ("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "50"),
    ];
    assert!(attempts(&logs, "/v1/logs") > 1);
}

/// The authority to trust, the certificate to show, and its key: for both signals, for spans, for log records.
const FILES: [[&str; 3]; 3] = [
    [
        "OTEL_EXPORTER_OTLP_CERTIFICATE",
        "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
        "OTEL_EXPORTER_OTLP_CLIENT_KEY",
    ],
    [
        "OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE",
        "OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE",
        "OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY",
    ],
    [
        "OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE",
        "OTEL_EXPORTER_OTLP_LOGS_CLIENT_CERTIFICATE",
        "OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY",
    ],
];

/// Where a receiver with TLS gets something that insists on a certificate, if these files are named.
fn received_over_tls(variables: [&str; 3], named: [bool; 3]) -> BTreeSet<String> {
    let receiver = Receiver::with_tls();
    let endpoint = format!("https://localhost:{}", receiver.port());
    let files = ["authority.pem", "client.pem", "client.key"];
    let paths = files.map(|file| certificate(file).display().to_string());
    let mut all = [&LOGS[..], &IMPATIENT].concat();
    all.push(("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint));
    for ((variable, path), is_named) in variables.into_iter().zip(&paths).zip(named) {
        if is_named {
            all.push((variable, path));
        }
    }
    let (_, requests) = sync(&receiver, &all);
    requests.iter().map(|it| it.path().to_owned()).collect()
}

#[test]
fn both_sides_of_a_secure_connection_show_who_they_are() {
    let expected = [
        &["/v1/logs", "/v1/traces"][..],
        &["/v1/traces"],
        &["/v1/logs"],
    ];
    for (variables, expected) in FILES.into_iter().zip(expected) {
        let received = received_over_tls(variables, [true; 3]);
        assert!(received.iter().eq(expected), "{variables:?}: {received:?}");
    }
    let untrusted = received_over_tls(FILES[0], [false, true, true]);
    assert_eq!(
        untrusted,
        BTreeSet::new(),
        "nobody vouches for the receiver"
    );
    let unknown = received_over_tls(FILES[0], [true, false, false]);
    assert_eq!(
        unknown,
        BTreeSet::new(),
        "the receiver insists on a certificate"
    );
}

#[test]
fn a_batch_is_no_larger_than_was_asked_for() {
    let (_, requests) = sync(
        &Receiver::start(),
        &[("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1")],
    );
    assert_eq!(requests.len(), 8, "a request for each span");
    let talkative = [("OTEL_LOG_LEVEL", "trace"), LOGS[0]];
    let logs = |variables| of(&failed_sync(variables), "/v1/logs").len();
    let one = [&talkative[..], &[("OTEL_BLRP_MAX_EXPORT_BATCH_SIZE", "1")]].concat();
    assert!(logs(&one) > logs(&talkative));
}

#[test]
fn what_finds_no_room_in_the_queue_is_counted() {
    // Nothing is taken out while the first batch waits for its answer.
    let variables = [
        LOGS[0],
        LOGS[1],
        ("OTEL_BSP_MAX_QUEUE_SIZE", "1"),
        ("OTEL_BSP_SCHEDULE_DELAY", "10"),
        ("OTEL_BLRP_MAX_QUEUE_SIZE", "1"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "10"),
    ];
    let receiver = Receiver::that(Manner::Hangs);
    let (run, _) = sync(&receiver, &[&variables[..], &IMPATIENT].concat());
    assert_eq!(run.code, Some(0));
    assert!(
        run.stderr.contains("8 of 8 spans could not be exported"),
        "{}",
        run.stderr
    );
    let dropped = run.stderr.split("dropped=").nth(1).unwrap();
    assert!(!dropped.starts_with('0'), "{}", run.stderr);
}
