//! What is logged.

use crate::config::reader::{Reader, chosen, expected};
use crate::config::setting::Origin;
use crate::config::{LogsConfig, batch, exporter, limits};

pub(super) const LOG_LEVEL: &str = "OTEL_LOG_LEVEL";
pub(super) const RUST_LOG: &str = "RUST_LOG";

const LEVELS: &[(&str, &str)] = &[
    ("none", "off"),
    ("off", "off"),
    ("error", "error"),
    ("warn", "warn"),
    ("warning", "warn"),
    ("info", "info"),
    ("debug", "debug"),
    ("trace", "trace"),
];

const LEVEL_DEFAULT: &str = "warn";

pub(super) fn of(reader: &mut Reader<'_>) -> LogsConfig {
    LogsConfig {
        filter: filter(reader),
        exporter: exporter::of_logs(reader),
        batch: batch::of_logs(reader),
        limits: limits::of_logs(reader),
    }
}

fn filter(reader: &mut Reader<'_>) -> String {
    let Some(found) = reader.find(&[RUST_LOG, LOG_LEVEL]) else {
        reader.note(LOG_LEVEL, LEVEL_DEFAULT, Origin::Default);
        return LEVEL_DEFAULT.to_owned();
    };
    let filter = if found.name == RUST_LOG {
        let is_valid = tracing_subscriber::EnvFilter::try_new(&found.text).is_ok();
        is_valid.then(|| found.text.clone())
    } else {
        chosen(LEVELS, &found.text).map(str::to_owned)
    };
    if let Some(filter) = filter {
        reader.note(LOG_LEVEL, &filter, Origin::Variable(found.name));
        return filter;
    }
    let expected = match found.name {
        RUST_LOG => "a level, or a list of `target=level`".to_owned(),
        _ => expected(LEVELS),
    };
    reader.warn(&found, &expected, format!("`{LEVEL_DEFAULT}` is used"));
    reader.note(LOG_LEVEL, LEVEL_DEFAULT, Origin::InsteadOf(found.name));
    LEVEL_DEFAULT.to_owned()
}
