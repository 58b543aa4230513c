//! Resource, propagators, limits, batches, logs.

use super::*;

fn resource(variables: &[(&str, &str)]) -> Overrides {
    valid(variables).config.resource
}

#[test]
fn the_operator_describes_the_process() {
    let attributes = ("OTEL_RESOURCE_ATTRIBUTES", "team=a%20b%2Cc,service.name=x");
    let overrides = resource(&[attributes]);
    assert_eq!(overrides.get("team"), Some("a b,c"));
    assert_eq!(overrides.get("service.name"), Some("x"));
    let overrides = resource(&[
        attributes,
        ("OTEL_SERVICE_NAME", "y"),
        ("OTEL_DEPLOYMENT_ENVIRONMENT", "staging"),
    ]);
    assert_eq!(overrides.get("service.name"), Some("y"));
    assert_eq!(
        overrides.get("deployment.environment.name"),
        Some("staging")
    );
    let configured = valid(&[]);
    assert_eq!(setting(&configured, "OTEL_SERVICE_NAME"), "shop (default)");
    let configured = valid(&[attributes]);
    assert_eq!(
        setting(&configured, "OTEL_SERVICE_NAME"),
        "x (OTEL_RESOURCE_ATTRIBUTES)"
    );
}

#[test]
fn the_older_key_of_the_environment_is_understood() {
    let overrides = resource(&[("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=qa")]);
    assert_eq!(overrides.get("deployment.environment.name"), Some("qa"));
    assert_eq!(overrides.get("deployment.environment"), Some("qa"));
}

#[test]
fn propagators_are_what_is_listed() {
    let of = |list| {
        let it = valid(&[("OTEL_PROPAGATORS", list)]).config.propagators;
        (it.trace_context, it.baggage)
    };
    assert_eq!(of(""), (true, true));
    assert_eq!(of("baggage, tracecontext,baggage"), (true, true));
    assert_eq!(of("TraceContext"), (true, false));
    assert_eq!(of("baggage"), (false, true));
    assert_eq!(of("none"), (false, false));
}

#[test]
fn limits_of_spans_win_over_general_ones() {
    let of = |variables: &[(&str, &str)]| valid(variables).config.limits;
    assert_eq!(of(&[]), Limits::default());
    let general = [
        ("OTEL_ATTRIBUTE_COUNT_LIMIT", "7"),
        ("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "9"),
    ];
    assert_eq!(
        (of(&general).attributes_max, of(&general).value_length_max),
        (7, Some(9))
    );
    assert_eq!(of(&general).event_attributes_max, 128);
    let limits = of(&[
        general[0],
        general[1],
        ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "1"),
        ("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "2"),
        ("OTEL_SPAN_EVENT_COUNT_LIMIT", "3"),
        ("OTEL_SPAN_LINK_COUNT_LIMIT", "0"),
        ("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "5"),
        ("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "6"),
    ]);
    let expected = Limits {
        attributes_max: 1,
        value_length_max: Some(2),
        events_max: 3,
        links_max: 0,
        event_attributes_max: 5,
        link_attributes_max: 6,
    };
    assert_eq!(limits, expected);
    let logs = valid(&[
        general[0],
        ("OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT", "4"),
    ]);
    let logs = logs.config.logs.limits;
    assert_eq!((logs.attributes_max, logs.value_length_max), (7, Some(4)));
}

#[test]
fn batches_are_as_the_specification_has_them() {
    let of = |variables: &[(&str, &str)]| valid(variables).config.batch;
    assert_eq!(of(&[]), BatchConfig::default());
    let batch = of(&[
        ("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ("OTEL_BSP_EXPORT_TIMEOUT", "200"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "300"),
        ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "40"),
    ]);
    let expected = BatchConfig {
        delay: Duration::from_millis(100),
        queue_spans_max: 300,
        batch_spans_max: 40,
        export_timeout: Duration::from_millis(200),
    };
    assert_eq!(batch, expected);
    assert_eq!(
        of(&[("OTEL_BSP_MAX_QUEUE_SIZE", "100")]).batch_spans_max,
        100
    );
    let logs = valid(&[("OTEL_BLRP_MAX_QUEUE_SIZE", "64")])
        .config
        .logs
        .batch;
    assert_eq!(
        (logs.delay, logs.queue_spans_max),
        (Duration::from_secs(1), 64)
    );
}

#[test]
fn the_filter_of_logs_is_the_finest_that_is_set() {
    let of = |variables: &[(&str, &str)]| valid(variables).config.logs.filter;
    assert_eq!(of(&[]), "warn");
    assert_eq!(of(&[("OTEL_LOG_LEVEL", "INFO")]), "info");
    assert_eq!(of(&[("OTEL_LOG_LEVEL", "none")]), "off");
    assert_eq!(
        of(&[("OTEL_LOG_LEVEL", "info"), ("RUST_LOG", "shop=debug,warn")]),
        "shop=debug,warn"
    );
}

#[test]
fn content_and_superseded_attributes_are_switched_by_their_words() {
    let configured = valid(&[
        ("OTEL_CAPTURE_AI_PAYLOADS", "true"),
        ("OTEL_SEMCONV_STABILITY_OPT_IN", "http, database"),
        ("OTEL_HTTP_HEALTH_SPANS", "false"),
    ]);
    assert!(configured.config.capture_content && !configured.config.health_spans);
    assert_eq!(configured.config.stability_opt_in, ["http", "database"]);
    let configured = valid(&[]);
    assert!(!configured.config.capture_content && configured.config.health_spans);
}
