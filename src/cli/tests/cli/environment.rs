//! Variables of the environment, and what a receiver gets because of them.

mod limits;
mod transport;

use std::collections::BTreeSet;

use runtime::config::variables;

use crate::receiver::{Receiver, Request};
use crate::world::{Run, World, object};

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

/// Whoever adds a variable shows here what a receiver gets because of it, or why it gets nothing.
#[test]
fn every_variable_is_tried_against_a_receiver() {
    let tests = [
        include_str!("environment.rs"),
        include_str!("environment/limits.rs"),
        include_str!("environment/transport.rs"),
        include_str!("served.rs"),
    ];
    let untried: BTreeSet<_> = variables::names()
        .filter(|name| {
            let quoted = format!("\"{name}\"");
            !tests.iter().any(|test| test.contains(&quoted))
        })
        .collect();
    assert_eq!(untried, BTreeSet::new());
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

#[test]
fn what_the_exporter_logs_is_printed_and_not_exported() {
    let variables = [
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("OTEL_LOG_LEVEL", "trace"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "10"),
    ];
    let (run, requests) = sync(&Receiver::start(), &variables);
    assert!(
        run.stderr.contains("hyper"),
        "its client logs: {}",
        run.stderr
    );
    let mut logs = requests.iter().filter(|it| it.path() == "/v1/logs");
    assert!(logs.all(|request| !request.contains("hyper")));
    assert!(
        requests.len() < 100,
        "no record is about another: {}",
        requests.len()
    );
}

/// What comes of a sync that fails, with these variables.
fn failed_sync(variables: &[(&str, &str)]) -> Vec<Request> {
    let receiver = Receiver::start();
    let world = World::new();
    // Nobody listens there.
    let mut sync = world.command(&["sync", "--from", "http://127.0.0.1:1/a.yaml"]);
    sync.env("OTEL_TRACING_ENABLED", "true")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url())
        .envs(variables.iter().copied());
    let run = Run::of(sync.output().unwrap());
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    receiver.rest()
}

#[test]
fn an_error_at_the_end_loses_no_span() {
    let requests = failed_sync(&[]);
    assert_eq!(requests.len(), 1);
    assert!(requests[0].contains("cluster-whisperer.cluster.read_kinds"));
}

#[test]
fn errors_are_kept_whatever_the_share_unless_said_otherwise() {
    let none = ("OTEL_TRACES_SAMPLER_ARG", "0");
    let kept = failed_sync(&[none]);
    assert_eq!(kept.len(), 1);
    for name in [
        "cluster.read_kinds",
        "pipeline.discovery",
        "pipeline.sync-capabilities",
    ] {
        assert!(
            kept[0].contains(format!("cluster-whisperer.{name}")),
            "{name}"
        );
    }
    assert_eq!(
        failed_sync(&[none, ("OTEL_TRACING_KEEP_ERRORS", "false")]).len(),
        0
    );
}
