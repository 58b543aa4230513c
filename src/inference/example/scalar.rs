//! Plausible numbers and texts.

use knowledge::Field;
use serde_yaml::Value;

use super::pattern;

/// A value that is no list, map or object.
pub(super) fn scalar(field: &Field, type_name: &str) -> Value {
    match type_name {
        "integer" => integer(field),
        "number" => number(field),
        "boolean" => match field.values.first() {
            Some(value) => (value == "true").into(),
            None => true.into(),
        },
        "integer or string" => integer(field),
        _ => text(field).into(),
    }
}

fn integer(field: &Field) -> Value {
    if let Some(value) = field
        .values
        .first()
        .and_then(|value| value.parse::<i64>().ok())
    {
        return value.into();
    }
    let likely = if field.name.to_lowercase().ends_with("port") {
        8080.0
    } else {
        1.0
    };
    (bounded(field, likely).ceil() as i64).into()
}

fn number(field: &Field) -> Value {
    field
        .values
        .first()
        .and_then(|value| value.parse::<f64>().ok())
        .unwrap_or_else(|| bounded(field, 1.0))
        .into()
}

fn bounded(field: &Field, likely: f64) -> f64 {
    let likely = field
        .constraints
        .minimum
        .map_or(likely, |minimum| likely.max(minimum));
    field
        .constraints
        .maximum
        .map_or(likely, |maximum| likely.min(maximum))
}

fn text(field: &Field) -> String {
    if let Some(value) = field.values.first() {
        return value.clone();
    }
    let mut likely = likely_text(field).to_owned();
    while (likely.chars().count() as u64) < field.constraints.size_min.min(TEXT_CHARS_MAX) {
        likely.push('x');
    }
    match &field.constraints.pattern {
        Some(pattern) => pattern::matching(pattern, &likely).unwrap_or(likely),
        None => likely,
    }
}

/// Most characters a text gets because its schema asks for them.
const TEXT_CHARS_MAX: u64 = 256;

/// Texts by the format of a field.
const BY_FORMAT: &[(&str, &str)] = &[
    ("byte", "ZXhhbXBsZQ=="),
    ("cidr", "10.0.0.0/16"),
    ("date", "2030-01-01"),
    ("date-time", "2030-01-01T00:00:00Z"),
    ("duration", "1h"),
    ("email", "team@example.org"),
    ("hostname", "app.example.org"),
    ("ipv4", "192.0.2.1"),
    ("ipv6", "2001:db8::1"),
    ("uri", "https://example.org"),
    ("uuid", "123e4567-e89b-12d3-a456-426614174000"),
];

/// Texts by the end of the name of a field, longer ends first where one is the end of another.
const BY_NAME: &[(&str, &str)] = &[
    ("apigroup", "example.org"),
    ("apiversion", "v1"),
    ("cidr", "10.0.0.0/16"),
    ("cpu", "500m"),
    ("dnsname", "app.example.org"),
    ("domain", "example.org"),
    ("duration", "1h"),
    ("email", "team@example.org"),
    ("endpoint", "https://example.org"),
    ("host", "app.example.org"),
    ("hostname", "app.example.org"),
    ("image", "registry.example.org/app:1.0"),
    ("interval", "1m"),
    ("kind", "Example"),
    ("memory", "512Mi"),
    ("namespace", "default"),
    ("path", "/"),
    ("region", "eu-west-1"),
    ("schedule", "0 3 * * *"),
    ("server", "https://example.org"),
    ("size", "10Gi"),
    ("storage", "10Gi"),
    ("timeout", "30s"),
    ("uri", "https://example.org"),
    ("url", "https://example.org"),
    ("version", "1.0"),
];

fn likely_text(field: &Field) -> &'static str {
    let format = field.constraints.format.as_deref();
    let by_format = BY_FORMAT.iter().find(|(name, _)| Some(*name) == format);
    let name = field.name.to_lowercase();
    by_format
        .or_else(|| BY_NAME.iter().find(|(end, _)| name.ends_with(end)))
        .map_or("example", |(_, text)| text)
}
