//! Plausible numbers and texts.

use serde_json::Value;

use super::pattern;

/// A value that is no list and no map, for the field of that name.
pub(super) fn scalar(schema: &Value, type_name: &str, name: &str) -> Value {
    match type_name {
        "integer" => integer(schema, name),
        "number" => bounded(schema, 1.0, 0.5).into(),
        "boolean" => true.into(),
        _ => text(schema, name).into(),
    }
}

/// A number, unless the name or the pattern of the field says that it is a quantity.
pub(super) fn integer_or_text(schema: &Value, name: &str) -> Value {
    let quantity = BY_NAME
        .iter()
        .find(|(end, _)| QUANTITIES.contains(end) && name.to_lowercase().ends_with(end))
        .map(|(_, text)| *text);
    match (quantity, schema.get("pattern").and_then(Value::as_str)) {
        (Some(quantity), Some(pattern)) => {
            pattern::matching(pattern, quantity).map_or_else(|| integer(schema, name), Value::from)
        }
        (Some(quantity), None) => quantity.into(),
        (None, _) => integer(schema, name),
    }
}

fn integer(schema: &Value, name: &str) -> Value {
    let likely = if name.to_lowercase().ends_with("port") {
        8080.0
    } else {
        1.0
    };
    (bounded(schema, likely, 1.0).ceil() as i64).into()
}

/// The likely number, moved to where the bounds and steps of the schema allow it.
fn bounded(schema: &Value, likely: f64, step: f64) -> f64 {
    let number = |key| schema.get(key).and_then(Value::as_f64);
    let excluded = |key| schema.get(key) == Some(&Value::Bool(true));
    let mut found = likely;
    if let Some(least) = number("minimum") {
        found = found.max(if excluded("exclusiveMinimum") {
            least + step
        } else {
            least
        });
    }
    if let Some(multiple) = number("multipleOf").filter(|multiple| *multiple > 0.0) {
        found = (found / multiple).ceil() * multiple;
    }
    match number("maximum") {
        Some(most) => found.min(if excluded("exclusiveMaximum") {
            most - step
        } else {
            most
        }),
        None => found,
    }
}

fn text(schema: &Value, name: &str) -> String {
    let size = |key| schema.get(key).and_then(Value::as_u64);
    let mut likely: String = likely_text(schema, name).to_owned();
    while (likely.chars().count() as u64) < size("minLength").unwrap_or(0).min(TEXT_CHARS_MAX) {
        likely.push('x');
    }
    if let Some(most) = size("maxLength").and_then(|most| usize::try_from(most).ok()) {
        likely = likely.chars().take(most).collect();
    }
    match schema.get("pattern").and_then(Value::as_str) {
        Some(pattern) => pattern::matching(pattern, &likely).unwrap_or(likely),
        None => likely,
    }
}

/// Ends of names that speak of an amount of something.
const QUANTITIES: [&str; 4] = ["cpu", "memory", "size", "storage"];

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

fn likely_text(schema: &Value, name: &str) -> &'static str {
    let format = schema.get("format").and_then(Value::as_str);
    let by_format = BY_FORMAT.iter().find(|(name, _)| Some(*name) == format);
    let name = name.to_lowercase();
    by_format
        .or_else(|| BY_NAME.iter().find(|(end, _)| name.ends_with(end)))
        .map_or("example", |(_, text)| text)
}
