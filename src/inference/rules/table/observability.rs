//! Metrics, alerts, logs, traces.

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "monitoring",
        "Watch the health and load of applications",
        &[
            "prometheus",
            "monitoring",
            "service monitor",
            "pod monitor",
            "datadog",
        ],
    ),
    rule(
        "metrics collection",
        "Collect metrics from applications",
        &["scrape", "metric", "prometheus"],
    ),
    rule(
        "alerting",
        "Tell people when something goes wrong",
        &["alert", "alerting", "alertmanager"],
    ),
    rule(
        "notification routing",
        "Route alerts to the people and tools that handle them",
        &[
            "receiver",
            "notification",
            "pagerduty",
            "slack",
            "grouped",
            "silence",
            "inhibit",
        ],
    ),
    rule(
        "recording rules",
        "Compute metrics in advance that are queried often",
        &["recording"],
    ),
    rule(
        "long-term metrics",
        "Query metrics of many clusters over a long time",
        &["thanos", "remote write", "mimir", "cortex"],
    ),
    rule(
        "probing",
        "Check from outside that an address answers",
        &["prober", "blackbox", "synthetic"],
    ),
    rule(
        "logging",
        "Collect the logs of applications in one place",
        &[
            "logging",
            "log collection",
            "fluentd",
            "fluent bit",
            "fluentbit",
            "loki",
        ],
    ),
    rule(
        "tracing",
        "Follow requests through all services they pass",
        &["tracing", "opentelemetry", "otlp", "jaeger", "tempo"],
    ),
    rule(
        "dashboards",
        "Show metrics on dashboards",
        &["dashboard", "grafana"],
    ),
    rule(
        "service level objectives",
        "State how reliable a service must be and measure it",
        &["slo", "service level objective", "error budget"],
    ),
];
