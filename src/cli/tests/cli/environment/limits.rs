//! How much is sent, and of what.

use super::{failed_sync, nothing_comes, request, sync};
use crate::receiver::{Receiver, Request};
use crate::world::{Run, World, object};

const EXCEPTION: &str = "exception.type";

/// What comes of a search, with these variables.
fn search(variables: &[(&str, &str)]) -> Vec<Request> {
    let receiver = Receiver::start();
    let world = World::new();
    world.write("a.yaml", &object("Pod", "basil"));
    world.run(&["sync-instances", "--from", "manifests"]);
    let mut search = world.command(&["search", "tomatoes"]);
    search
        .env("OTEL_TRACING_ENABLED", "true")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url())
        .envs(variables.iter().copied());
    Run::of(search.output().unwrap());
    receiver.rest()
}

#[test]
fn content_leaves_only_where_asked_for() {
    let contains = |requests: &[Request]| requests.iter().any(|it| it.contains("tomatoes"));
    assert!(!contains(&search(&[])));
    assert!(!contains(&search(&[("OTEL_CAPTURE_AI_PAYLOADS", "false")])));
    assert!(contains(&search(&[("OTEL_CAPTURE_AI_PAYLOADS", "true")])));
}

#[test]
fn attributes_that_newer_ones_replaced_can_be_left_out() {
    let replaced = |value| {
        let sent = request(&[("OTEL_SEMCONV_STABILITY_OPT_IN", value)]);
        assert_eq!(sent.attribute("db.system.name").as_deref(), Some("redb"));
        sent.attribute("db.system")
    };
    assert_eq!(replaced("").as_deref(), Some("redb"));
    assert_eq!(replaced("database/dup").as_deref(), Some("redb"));
    assert_eq!(replaced("database"), None);
}

#[test]
fn slow_spans_are_kept_whatever_the_share() {
    let none = ("OTEL_TRACES_SAMPLER_ARG", "0");
    nothing_comes(&[none, ("OTEL_TRACING_KEEP_SLOW", "none")]);
    nothing_comes(&[none, ("OTEL_TRACING_KEEP_SLOW", "internal=60m")]);
    let kept = request(&[none, ("OTEL_TRACING_KEEP_SLOW", "internal=1ms")]);
    assert!(kept.contains("cluster-whisperer.pipeline.sync-capabilities"));
}

#[test]
fn events_are_cut_to_their_limits() {
    let exception = |variables: &[(&str, &str)]| {
        let requests = failed_sync(variables);
        let has = |text: &str| requests.iter().any(|it| it.contains(text));
        (has("exception"), has(EXCEPTION))
    };
    assert_eq!(exception(&[]), (true, true));
    assert_eq!(
        exception(&[("OTEL_SPAN_EVENT_COUNT_LIMIT", "0")]),
        (false, false)
    );
    assert_eq!(
        exception(&[("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "0")]),
        (true, false)
    );
}

/// The log record that a sync ends with, with these variables.
fn record(variables: &[(&str, &str)]) -> Request {
    let logs = [
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("RUST_LOG", "telemetry=info"),
    ];
    let (run, requests) = sync(&Receiver::start(), &[&logs, variables].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    requests
        .into_iter()
        .find(|it| it.path() == "/v1/logs")
        .unwrap()
}

#[test]
fn log_records_are_cut_to_their_limits() {
    assert!(record(&[]).contains("started"));
    for variable in [
        "OTEL_ATTRIBUTE_COUNT_LIMIT",
        "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT",
    ] {
        let sent = record(&[(variable, "0")]);
        assert!(sent.contains("all spans were exported"), "{variable}");
        assert!(!sent.contains("started"), "{variable}");
    }
}

/// No span of a sync has a link, no link has an attribute, no attribute of these records is a text: that the values are
/// accepted is all there is to see.
#[test]
fn limits_of_what_a_sync_does_not_send_are_accepted() {
    for variable in [
        "OTEL_SPAN_LINK_COUNT_LIMIT",
        "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT",
        "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    ] {
        record(&[(variable, "1")]);
        let (run, _) = sync(&Receiver::start(), &[(variable, "many")]);
        assert!(
            run.stderr.contains(variable),
            "a value that is no number is told: {}",
            run.stderr
        );
    }
}

#[test]
fn no_configuration_file_is_read() {
    for variable in ["OTEL_CONFIG_FILE", "OTEL_EXPERIMENTAL_CONFIG_FILE"] {
        let (run, requests) = sync(&Receiver::start(), &[(variable, "otel.yaml")]);
        assert_eq!((run.code, requests.len()), (Some(0), 1));
        assert!(run.stderr.contains(variable), "{}", run.stderr);
    }
}
