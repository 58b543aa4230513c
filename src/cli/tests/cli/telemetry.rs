//! What telemetry must not do to the commands.

use std::io::Read;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::world::{Run, World, object};

/// Much shorter than what an endpoint that does not answer is waited for.
const AT_ONCE: Duration = Duration::from_secs(4);

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
    let said = " WARN telemetry: not waited for; what was queued is lost\n";
    assert!(run.stderr.ends_with(said), "{}", run.stderr);
}

#[test]
fn spans_that_nobody_takes_are_counted() {
    let world = World::new();
    world.write("a.yaml", &object("Pod", "basil"));
    // Accepts, and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", silent.local_addr().unwrap());
    let sync = world
        .command(&["sync", "--from", "manifests"])
        .env("OTEL_TRACING_ENABLED", "true")
        .env("OTEL_TRACES_EXPORTER", "otlp")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)
        .output()
        .unwrap();
    let run = Run::of(sync);
    assert_eq!(run.code, Some(0), "a sync that was done is done");
    let lost = "telemetry: 8 of 8 spans could not be exported";
    assert!(run.stderr.contains(lost), "{}", run.stderr);
}
