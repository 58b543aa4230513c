//! What telemetry must not do to the commands.

use std::io::Read;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::world::{Run, World, object};

/// Much shorter than what an endpoint that does not answer is waited for.
const AT_ONCE: Duration = Duration::from_secs(4);

/// Less than twice as long as an endpoint that does not answer is waited for.
const ONCE_AT_MOST: Duration = Duration::from_secs(9);

#[test]
fn a_signal_ends_the_wait_for_an_endpoint_that_does_not_answer() {
    let world = World::new();
    world.write("a.yaml", &object("Pod", "basil"));
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", silent.local_addr().unwrap());
    let child = world
        .command(&["sync", "--from", "manifests"])
        .env("OTEL_TRACING_ENABLED", "true")
        .env("OTEL_TRACES_EXPORTER", "otlp")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut connection, _) = silent.accept().unwrap();
    assert_eq!(connection.read(&mut [0]).unwrap(), 1);
    let exporting = Instant::now();
    let sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
    let run = Run::of(child.wait_with_output().unwrap());
    assert!(exporting.elapsed() < AT_ONCE);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (
            Some(0),
            "Sync complete: 1 discovered, 1 inferred, 1 stored.\n"
        )
    );
    let said =
        " WARN telemetry: not waited for; 8 of 8 spans are lost, and log records still queued\n";
    assert!(run.stderr.ends_with(said), "{}", run.stderr);
}

#[test]
fn spans_that_nobody_takes_are_counted() {
    let world = World::new();
    world.write("a.yaml", &object("Pod", "basil"));
    // Accepts, and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", silent.local_addr().unwrap());
    let start = Instant::now();
    let sync = world
        .command(&["sync", "--from", "manifests"])
        .env("OTEL_TRACING_ENABLED", "true")
        .env("OTEL_TRACES_EXPORTER", "otlp")
        .env("OTEL_LOGS_EXPORTER", "otlp")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)
        .output()
        .unwrap();
    let took = start.elapsed();
    assert!(took < ONCE_AT_MOST, "spans and log records took {took:?}");
    let run = Run::of(sync);
    assert_eq!(run.code, Some(0), "a sync that was done is done");
    let lost = "telemetry: 8 of 8 spans could not be exported";
    assert!(run.stderr.contains(lost), "{}", run.stderr);
}

#[test]
fn what_cannot_be_meant_is_refused_all_at_once() {
    let world = World::new();
    let mut search = world.command(&["search", "anything"]);
    search
        .env("OTEL_EXPORTER_TYPE", "jaeger")
        .env("OTEL_TRACES_SAMPLER_ARG", "2");
    let off = Run::of(search.output().unwrap());
    assert_ne!(off.code, Some(2), "telemetry is off: {}", off.stderr);
    let on = search.env("OTEL_TRACING_ENABLED", "true").output().unwrap();
    let on = Run::of(on);
    assert_eq!((on.code, on.stdout.as_str()), (Some(2), ""));
    let said: Vec<_> = on
        .stderr
        .lines()
        .map(|line| line.split(',').next())
        .collect();
    assert_eq!(
        said,
        [
            Some("error: telemetry cannot be configured:"),
            Some("  OTEL_EXPORTER_TYPE is `jaeger`"),
            Some("  OTEL_TRACES_SAMPLER_ARG is `2`"),
        ]
    );
}

#[test]
fn every_setting_is_printed_with_where_it_came_from() {
    let world = World::new();
    let mut config = world.command(&["telemetry", "config"]);
    config
        .env("OTEL_TRACES_EXPORTER", "otlp")
        .env("OTEL_EXPORTER_OTLP_HEADERS", "api-key=hunter2")
        .env("OTEL_BSP_MAX_QUEUE_SIZE", "0");
    let run = Run::of(config.output().unwrap());
    assert_eq!(run.code, Some(0));
    let rows: Vec<Vec<_>> = run
        .stdout
        .lines()
        .map(|line| {
            line.split("  ")
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .collect()
        })
        .collect();
    for row in [
        vec!["SETTING", "VALUE", "FROM"],
        vec!["OTEL_TRACING_ENABLED", "false", "default"],
        vec![
            "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
            "api-key=***",
            "OTEL_EXPORTER_OTLP_HEADERS",
        ],
        vec![
            "OTEL_BSP_MAX_QUEUE_SIZE",
            "2048",
            "instead of the value of OTEL_BSP_MAX_QUEUE_SIZE",
        ],
        vec!["CLUSTER_WHISPERER_LOG_FORMAT", "text", "default"],
        vec!["service.name", "cluster-whisperer"],
    ] {
        assert!(rows.contains(&row), "{row:?} is not in\n{}", run.stdout);
    }
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(
        run.stderr
            .starts_with("warning: OTEL_BSP_MAX_QUEUE_SIZE is `0`"),
        "{}",
        run.stderr
    );
    assert!(!format!("{run:?}").contains("hunter2"));
}

#[test]
fn the_configuration_is_checked_even_if_telemetry_is_off() {
    let world = World::new();
    let mut config = world.command(&["telemetry", "config", "--json"]);
    config.env("OTEL_TRACES_SAMPLER_ARG", "2");
    let run = Run::of(config.output().unwrap());
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(answer["errors"].as_array().unwrap().len(), 1);
    assert_eq!(answer["tracing"], false);
    let settings = answer["settings"].as_array().unwrap();
    let enabled = settings
        .iter()
        .find(|it| it["name"] == "OTEL_TRACING_ENABLED");
    assert_eq!(enabled.unwrap()["from"], "default");
}

#[test]
fn log_records_are_json_where_asked_for() {
    let world = World::new();
    let mut search = world.command(&["--log-format", "json", "search", "x"]);
    search
        .env("RUST_LOG", "info")
        .env("OTEL_TRACING_ENABLED", "true");
    let run = Run::of(search.env("OTEL_TRACES_EXPORTER", "none").output().unwrap());
    let mut lines = run.stderr.lines();
    let record = lines.find(|line| line.starts_with('{')).unwrap();
    let record: serde_json::Value =
        serde_json::from_str(record).unwrap_or_else(|_| panic!("{record}"));
    assert_eq!(record["target"], "telemetry");
    assert_eq!(record["level"], "INFO");
}
