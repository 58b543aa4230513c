//! What the tree of the demo shows of a span: what differs from call to call.

use runtime::FinishedSpan;
use semconv::SpanName;
use semconv::schema::SpanSchema;

/// How the attribute is called in the tree; `None` leaves it out.
///
/// Left out is what the schema fixes, and what only repeats another attribute. The attributes of
/// this project lose namespace and layer, which the name of the span says already.
pub(crate) fn label<'k>(span: &FinishedSpan, key: &'k str) -> Option<&'k str> {
    if SpanName::of(&span.name).is_some_and(|name| is_noise(name.schema(), key)) {
        return None;
    }
    let own = key.strip_prefix("cluster_whisperer.");
    Some(
        own.and_then(|rest| rest.split_once('.'))
            .map_or(key, |(_, name)| name),
    )
}

fn is_noise(schema: &SpanSchema, key: &str) -> bool {
    let place = schema
        .attributes
        .iter()
        .position(|attribute| attribute.key == key);
    place.is_some_and(|place| {
        schema.attributes[place].superseded.is_some()
            || schema
                .constants
                .iter()
                .any(|(constant, _)| *constant == place)
    })
}
