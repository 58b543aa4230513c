//! How much a span, an event, a link and a log record may hold.

use crate::config::reader::{Number, Reader};
use crate::config::setting::Origin;
use crate::record::Limits;

pub(super) const ATTRIBUTES: &[&str] = &[
    "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
    "OTEL_ATTRIBUTE_COUNT_LIMIT",
];
pub(super) const VALUE_LENGTH: &[&str] = &[
    "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
];
pub(super) const EVENTS: &[&str] = &["OTEL_SPAN_EVENT_COUNT_LIMIT"];
pub(super) const LINKS: &[&str] = &["OTEL_SPAN_LINK_COUNT_LIMIT"];
pub(super) const EVENT_ATTRIBUTES: &[&str] = &["OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT"];
pub(super) const LINK_ATTRIBUTES: &[&str] = &["OTEL_LINK_ATTRIBUTE_COUNT_LIMIT"];
pub(super) const LOG_ATTRIBUTES: &[&str] = &[
    "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT",
    "OTEL_ATTRIBUTE_COUNT_LIMIT",
];
pub(super) const LOG_VALUE_LENGTH: &[&str] = &[
    "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
];

pub(super) fn of_spans(reader: &mut Reader<'_>) -> Limits {
    let default = Limits::default();
    Limits {
        attributes_max: count(reader, ATTRIBUTES, default.attributes_max),
        value_length_max: length(reader, VALUE_LENGTH),
        events_max: count(reader, EVENTS, default.events_max),
        links_max: count(reader, LINKS, default.links_max),
        event_attributes_max: count(reader, EVENT_ATTRIBUTES, default.event_attributes_max),
        link_attributes_max: count(reader, LINK_ATTRIBUTES, default.link_attributes_max),
    }
}

/// Of a log record only attributes are counted.
pub(super) fn of_logs(reader: &mut Reader<'_>) -> Limits {
    let default = Limits::default();
    Limits {
        attributes_max: count(reader, LOG_ATTRIBUTES, default.attributes_max),
        value_length_max: length(reader, LOG_VALUE_LENGTH),
        ..default
    }
}

fn count(reader: &mut Reader<'_>, names: &[&'static str], default: usize) -> usize {
    let default = default as u64;
    let number = Number {
        default,
        min: 0,
        max: u64::MAX,
        below: default,
    };
    usize::try_from(reader.number(names, &number)).unwrap_or(usize::MAX)
}

/// Without a limit unless one is set.
fn length(reader: &mut Reader<'_>, names: &[&'static str]) -> Option<usize> {
    let Some(found) = reader.find(names) else {
        reader.note(names[0], "no limit", Origin::Default);
        return None;
    };
    match found.text.parse() {
        Ok(length) => {
            reader.note(names[0], length, Origin::Variable(found.name));
            Some(length)
        }
        Err(_) => {
            reader.warn(&found, "a whole number from 0", "no limit is used");
            reader.note(names[0], "no limit", Origin::InsteadOf(found.name));
            None
        }
    }
}
