//! Variables of the environment, and what a running server does because of them.

use serde_json::Value;

use crate::receiver::{Receiver, Request};
use crate::serve::Server;
use crate::world::World;

/// A trace that a caller began.
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const TRACE_BYTES: [u8; 16] = [
    0x0a, 0xf7, 0x65, 0x19, 0x16, 0xcd, 0x43, 0xdd, 0x84, 0x48, 0xeb, 0x21, 0x1c, 0x80, 0x31, 0x9c,
];

/// What a server sends about a request with these headers.
fn served(variables: &[(&str, &str)], headers: &str) -> Vec<Request> {
    let receiver = Receiver::start();
    let world = World::new();
    let url = receiver.url();
    let on = [
        ("OTEL_TRACING_ENABLED", "true"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()),
        ("OTEL_TRACING_KEEP_SLOW", "none"),
        // What the server does at its start is none of the request's business.
        ("OTEL_TRACES_SAMPLER_ARG", "0"),
    ];
    let variables: Vec<_> = on.iter().chain(variables).copied().collect();
    let server = Server::start_with(&world, &variables);
    let answer = server.get_with("/readyz", headers);
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let run = server.stop("-TERM");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    receiver.rest()
}

#[test]
fn the_trace_of_a_request_goes_on_if_it_may() {
    let parent = format!("traceparent: 00-{TRACE}-b7ad6b7169203331-01\r\n");
    let requests = served(&[], &parent);
    assert!(requests[0].contains(TRACE_BYTES));
    for propagators in ["none", "baggage"] {
        let requests = served(&[("OTEL_PROPAGATORS", propagators)], &parent);
        assert_eq!(requests.len(), 0, "{propagators}");
    }
    assert_eq!(
        served(&[("OTEL_HTTP_HEALTH_SPANS", "false")], &parent).len(),
        0
    );
}

#[test]
fn a_header_forces_a_trace_only_where_it_is_allowed() {
    let force = "x-force-sample: 1\r\n";
    assert_eq!(served(&[], force).len(), 0);
    let allowed = [("OTEL_TRACING_FORCE_SAMPLE", "true")];
    assert!(served(&allowed, force)[0].contains("cluster-whisperer.http.request"));
    assert_eq!(served(&allowed, "").len(), 0);
}

#[test]
fn only_so_many_traces_are_forced_in_a_second() {
    let forced = |per_second| {
        let receiver = Receiver::start();
        let url = receiver.url();
        let world = World::new();
        let server = Server::start_with(
            &world,
            &[
                ("OTEL_TRACING_ENABLED", "true"),
                ("OTEL_EXPORTER_OTLP_ENDPOINT", &url),
                ("OTEL_TRACING_KEEP_SLOW", "none"),
                ("OTEL_TRACES_SAMPLER_ARG", "0"),
                ("OTEL_TRACING_FORCE_SAMPLE", "true"),
                ("OTEL_TRACING_FORCE_SAMPLES_PER_SECOND", per_second),
                ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1"),
            ],
        );
        for _ in 0..20 {
            server.get_with("/readyz", "x-force-sample: 1\r\n");
        }
        server.stop("-TERM");
        receiver.rest().len()
    };
    assert_eq!(forced("10000"), 20);
    let limited = forced("1");
    assert!((1..20).contains(&limited), "{limited}");
}

#[test]
fn health_tells_how_the_service_is_traced_and_no_address() {
    let world = World::new();
    let server = Server::start_with(
        &world,
        &[
            ("OTEL_TRACING_ENABLED", "true"),
            (
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://collector.internal:4318",
            ),
            ("OTEL_EXPORTER_OTLP_HEADERS", "api-key=hunter2"),
            ("OTEL_DEPLOYMENT_ENVIRONMENT", "production"),
            ("OTEL_BSP_SCHEDULE_DELAY", "3600000"),
        ],
    );
    let answer = server.get("/health");
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(
        !body.contains("collector") && !body.contains("hunter2"),
        "{body}"
    );
    let health: Value = serde_json::from_str(body).unwrap();
    assert_eq!(health["status"], "ok");
    let tracing = &health["tracing"];
    assert_eq!(tracing["enabled"], true);
    assert_eq!(tracing["service_name"], "cluster-whisperer");
    assert_eq!(tracing["exporter"], "otlp");
    assert_eq!(tracing["protocol"], "http/protobuf");
    assert_eq!(tracing["sampler"], "parentbased_traceidratio");
    assert_eq!(tracing["ratio"], 0.1);
    assert_eq!(tracing["environment"], "production");
    assert!(tracing["spans"]["started"].as_u64().unwrap() >= 2);
    let answer = server.get("/healthz?verbose");
    assert!(answer.contains("\"dropped\":0"), "{answer}");
    // There is no such receiver: nobody waits for it.
    server.stop("-KILL");
}

#[test]
fn whatever_ends_the_process_everything_is_sent() {
    for signal in ["-TERM", "-INT"] {
        let receiver = Receiver::start();
        let url = receiver.url();
        let world = World::new();
        let server = Server::start_with(
            &world,
            &[
                ("OTEL_TRACING_ENABLED", "true"),
                ("OTEL_EXPORTER_OTLP_ENDPOINT", &url),
                ("OTEL_BSP_SCHEDULE_DELAY", "3600000"),
                ("OTEL_LOG_LEVEL", "info"),
            ],
        );
        server.get("/readyz");
        let run = server.stop(signal);
        assert_eq!(run.code, Some(0), "{signal}: {}", run.stderr);
        let told = "INFO telemetry: all spans were exported";
        assert!(run.stderr.contains(told), "{signal}: {}", run.stderr);
        let requests = receiver.rest();
        let is_there = |it: &Request| it.contains("cluster-whisperer.http.request");
        assert!(requests.iter().any(is_there), "{signal}");
    }
}
