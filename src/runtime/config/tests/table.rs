//! The documented table against what is read.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::*;

/// Every variable that is asked for, whatever is set.
fn asked() -> BTreeSet<String> {
    let asked = RefCell::new(BTreeSet::new());
    let note = |name: &str| {
        asked.borrow_mut().insert(name.to_owned());
    };
    let on = [
        ("TRACING_ENABLED", "true"),
        ("OTEL_EXPORTER_TYPE", "grpc"),
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "c:4317"),
    ];
    read_recorded(&on, &note);
    asked.into_inner()
}

#[test]
fn every_variable_that_is_read_is_in_the_table_and_no_other() {
    let rows = variables::VARIABLES.iter().flat_map(|(_, rows)| *rows);
    let listed: BTreeSet<_> = rows
        .flat_map(|row| row.names)
        .map(|name| (*name).to_owned())
        .collect();
    assert_eq!(listed, asked());
}

#[test]
fn every_setting_that_is_shown_is_in_the_table() {
    let rows = variables::VARIABLES.iter().flat_map(|(_, rows)| *rows);
    let listed: BTreeSet<_> = rows.flat_map(|row| row.names).collect();
    for setting in read(&otlp(&[("OTEL_LOGS_EXPORTER", "otlp")])).settings {
        assert!(listed.contains(&setting.name), "{}", setting.name);
    }
}
