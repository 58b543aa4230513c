//! What is on and off.

use crate::config::reader::Reader;
use crate::config::setting::{Finding, Origin};

pub(super) const TRACING_ENABLED: &str = "OTEL_TRACING_ENABLED";
pub(super) const TRACING_ENABLED_ALIAS: &str = "TRACING_ENABLED";
pub(super) const SDK_DISABLED: &str = "OTEL_SDK_DISABLED";
pub(super) const CAPTURE: &str = "OTEL_CAPTURE_AI_PAYLOADS";
pub(super) const HEALTH_SPANS: &str = "OTEL_HTTP_HEALTH_SPANS";
pub(super) const STABILITY: &str = "OTEL_SEMCONV_STABILITY_OPT_IN";

/// What is followed even if telemetry is off.
const ALWAYS_IN_FORCE: &[&str] = &[
    TRACING_ENABLED,
    TRACING_ENABLED_ALIAS,
    SDK_DISABLED,
    super::logs::LOG_LEVEL,
    super::logs::RUST_LOG,
];

/// Whether a finding matters even if telemetry is off: also one about a slip for such a variable.
pub(super) fn is_always_in_force(finding: &Finding) -> bool {
    let mut names = ALWAYS_IN_FORCE.iter();
    names.any(|name| finding.variable == *name || finding.consequence.contains(name))
}

/// Files of declarative configuration, which nobody reads here.
pub(super) const FILES: [&str; 2] = ["OTEL_CONFIG_FILE", "OTEL_EXPERIMENTAL_CONFIG_FILE"];

pub(super) fn is_enabled(reader: &mut Reader<'_>) -> bool {
    !reader.switch(&[SDK_DISABLED], false)
}

pub(super) fn is_tracing(reader: &mut Reader<'_>) -> bool {
    reader.switch(&[TRACING_ENABLED, TRACING_ENABLED_ALIAS], false)
}

pub(super) fn captures_content(reader: &mut Reader<'_>) -> bool {
    reader.switch(&[CAPTURE], false)
}

pub(super) fn has_health_spans(reader: &mut Reader<'_>) -> bool {
    reader.switch(&[HEALTH_SPANS], true)
}

/// Words that nobody knows are meant for another library.
pub(super) fn stability_opt_in(reader: &mut Reader<'_>) -> Vec<String> {
    let Some(found) = reader.find(&[STABILITY]) else {
        reader.note(STABILITY, "none", Origin::Default);
        return Vec::new();
    };
    let words: Vec<_> = found.members().map(str::to_owned).collect();
    reader.note(STABILITY, words.join(","), Origin::Variable(found.name));
    words
}

pub(super) fn warn_of_files(reader: &mut Reader<'_>) {
    for name in FILES {
        if reader.is_set(&[name]) {
            let problem = "is set, but configuration files are not supported";
            let used = "it is not read; use the variables instead";
            reader.warnings.push(Finding::new(name, problem, used));
        }
    }
}
