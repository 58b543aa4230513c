//! Variables of the environment, and what a receiver gets because of them.

use serde_json::Value;

use crate::receiver::{Receiver, Request};
use crate::serve::Server;
use crate::world::{Run, World, object};

/// A trace that a caller began.
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const TRACE_BYTES: [u8; 16] = [
    0x0a, 0xf7, 0x65, 0x19, 0x16, 0xcd, 0x43, 0xdd, 0x84, 0x48, 0xeb, 0x21, 0x1c, 0x80, 0x31, 0x9c,
];

/// Syncs one manifest with these variables, and says what the receiver got.
fn sync(receiver: &Receiver, variables: &[(&str, &str)]) -> (Run, Vec<Request>) {
    let world = World::new();
    world.write("a.yaml", &object("Pod", "basil"));
    let mut command = world.command(&["sync", "--from", "manifests"]);
    command
        .env("OTEL_TRACING_ENABLED", "true")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url())
        .envs(variables.iter().copied());
    let run = Run::of(command.output().unwrap());
    (run, receiver.rest())
}

/// The one request that a sync makes with these variables.
#[track_caller]
fn request(variables: &[(&str, &str)]) -> Request {
    let (run, mut requests) = sync(&Receiver::start(), variables);
    assert_eq!(
        (run.code, run.stderr.as_str(), requests.len()),
        (Some(0), "", 1)
    );
    requests.remove(0)
}

/// Nothing comes with these variables.
#[track_caller]
fn nothing_comes(variables: &[(&str, &str)]) {
    let (run, requests) = sync(&Receiver::start(), variables);
    assert_eq!(
        (run.code, requests.len()),
        (Some(0), 0),
        "{variables:?}: {}",
        run.stderr
    );
}

#[test]
fn spans_go_below_the_general_endpoint() {
    let receiver = Receiver::start();
    let base = format!("{}/base/", receiver.url());
    let (_, requests) = sync(&receiver, &[("OTEL_EXPORTER_OTLP_ENDPOINT", &base)]);
    assert_eq!(requests[0].path(), "/base/v1/traces");
    assert_eq!(
        requests[0].header("content-type"),
        Some("application/x-protobuf")
    );
    let own = format!("{}/own", receiver.url());
    let (_, requests) = sync(&receiver, &[("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", &own)]);
    assert_eq!(requests[0].path(), "/own");
}

#[test]
fn headers_are_sent_decoded_and_the_signals_own_win() {
    let general = ("OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20b,team=x");
    let sent = request(&[general]);
    assert_eq!(
        (sent.header("api-key"), sent.header("team")),
        (Some("a b"), Some("x"))
    );
    let sent = request(&[general, ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "api-key=c")]);
    assert_eq!(
        (sent.header("api-key"), sent.header("team")),
        (Some("c"), None)
    );
}

#[test]
fn bodies_are_compressed_where_asked_for() {
    assert_eq!(request(&[]).header("content-encoding"), None);
    let sent = request(&[("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")]);
    assert_eq!(sent.header("content-encoding"), Some("gzip"));
    assert_eq!(sent.body[..2], [0x1f, 0x8b]);
}

#[test]
fn the_process_is_described_as_the_operator_says() {
    let sent = request(&[
        (
            "OTEL_RESOURCE_ATTRIBUTES",
            "team=a%20b,service.name=x,host.name=elsewhere",
        ),
        ("OTEL_SERVICE_NAME", "y"),
        ("OTEL_DEPLOYMENT_ENVIRONMENT", "staging"),
        ("POD_NAMESPACE", "payments"),
    ]);
    for (key, value) in [
        ("team", "a b"),
        ("service.name", "y"),
        ("service.version", env!("CARGO_PKG_VERSION")),
        ("host.name", "elsewhere"),
        ("deployment.environment.name", "staging"),
        ("k8s.namespace.name", "payments"),
        ("process.executable.name", "cluster-whisperer"),
        (
            "os.type",
            if cfg!(target_os = "macos") {
                "darwin"
            } else {
                std::env::consts::OS
            },
        ),
    ] {
        assert_eq!(sent.attribute(key).as_deref(), Some(value), "{key}");
    }
    assert!(!sent.contains("command"), "no arguments and no paths");
}

#[test]
fn a_malformed_list_of_attributes_is_left_out_as_a_whole() {
    let receiver = Receiver::start();
    let (run, requests) = sync(&receiver, &[("OTEL_RESOURCE_ATTRIBUTES", "team=a,b")]);
    assert!(
        run.stderr
            .contains("WARN telemetry: OTEL_RESOURCE_ATTRIBUTES is no list"),
        "{}",
        run.stderr
    );
    assert_eq!(requests[0].attribute("team"), None);
    assert_eq!(
        requests[0].attribute("service.name").as_deref(),
        Some("cluster-whisperer")
    );
}

#[test]
fn samplers_decide_what_is_sent() {
    nothing_comes(&[("OTEL_TRACES_SAMPLER", "always_off")]);
    nothing_comes(&[("OTEL_TRACES_SAMPLER", "PARENTBASED_ALWAYS_OFF")]);
    nothing_comes(&[
        ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"),
        ("OTEL_TRACES_SAMPLER_ARG", "0"),
    ]);
    request(&[("OTEL_TRACES_SAMPLER", "traceidratio")]);
    let kept = [
        ("OTEL_TRACES_SAMPLER_ARG", "0"),
        (
            "OTEL_TRACING_ALWAYS_SAMPLE",
            "cluster_whisperer.cluster.source=manifests",
        ),
    ];
    assert!(request(&kept).contains("cluster-whisperer.cluster.read_kinds"));
}

#[test]
fn limits_cut_what_is_sent() {
    let source = "cluster_whisperer.cluster.source";
    assert_eq!(request(&[]).attribute(source).as_deref(), Some("manifests"));
    for variable in [
        "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
        "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    ] {
        assert_eq!(
            request(&[(variable, "3")]).attribute(source).as_deref(),
            Some("man")
        );
    }
    for variable in [
        "OTEL_ATTRIBUTE_COUNT_LIMIT",
        "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
    ] {
        assert_eq!(request(&[(variable, "0")]).attribute(source), None);
    }
}

#[test]
fn what_is_switched_off_sends_nothing() {
    nothing_comes(&[("OTEL_TRACING_ENABLED", "")]);
    nothing_comes(&[("OTEL_TRACING_ENABLED", "1")]);
    nothing_comes(&[("OTEL_SDK_DISABLED", "true")]);
    nothing_comes(&[("OTEL_TRACES_EXPORTER", "none")]);
    nothing_comes(&[("OTEL_TRACES_EXPORTER", "console")]);
    request(&[("OTEL_EXPORTER_TYPE", "http")]);
    request(&[("OTEL_TRACING_ENABLED", ""), ("TRACING_ENABLED", "true")]);
}

#[test]
fn absurd_batches_still_send_everything() {
    let receiver = Receiver::start();
    let (run, requests) = sync(
        &receiver,
        &[
            ("OTEL_BSP_SCHEDULE_DELAY", "0"),
            ("OTEL_BSP_MAX_QUEUE_SIZE", "0"),
            ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1000000000"),
        ],
    );
    assert_eq!(run.code, Some(0));
    assert_eq!(
        run.stderr.lines().count(),
        4,
        "a warning for each, and one as a batch is no larger than the queue: {}",
        run.stderr
    );
    assert!(
        requests
            .iter()
            .any(|request| request.contains("cluster-whisperer.pipeline.sync-capabilities"))
    );
}

#[test]
fn log_records_are_sent_where_asked_for() {
    let variables = [
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("RUST_LOG", "telemetry=info"),
        ("OTEL_SERVICE_NAME", "y"),
    ];
    let (run, requests) = sync(&Receiver::start(), &variables);
    assert!(
        run.stderr
            .contains("INFO telemetry: all spans were exported started=8"),
        "{}",
        run.stderr
    );
    let logs: Vec<_> = requests
        .iter()
        .filter(|it| it.path() == "/v1/logs")
        .collect();
    assert_eq!(logs.len(), 1);
    assert!(logs[0].contains("all spans were exported"));
    assert_eq!(logs[0].attribute("service.name").as_deref(), Some("y"));
}

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

#[test]
fn an_error_at_the_end_loses_no_span() {
    let receiver = Receiver::start();
    let world = World::new();
    let mut sync = world.command(&["sync", "--from", "missing"]);
    sync.env("OTEL_TRACING_ENABLED", "true")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url());
    let run = Run::of(sync.output().unwrap());
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let requests = receiver.rest();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].contains("cluster-whisperer.cluster.read_kinds"));
}
