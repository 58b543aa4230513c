//! How a span says that it failed.

use std::borrow::Cow;

use crate::record::{Attributes, Record, Status};
use crate::schema::{AttributeType, EventSchema};
use crate::scrub;
use crate::settings::Settings;
use crate::value::Static;

/// A failure, in the words that may leave the process.
#[derive(Debug)]
pub struct Fault<'a> {
    /// Low-cardinality class of the error; becomes `error.type` and `exception.type`.
    pub error_type: &'static str,
    /// The error itself. Its message leaves only when content capture is on, without what looks
    /// like a secret.
    pub error: &'a dyn std::error::Error,
}

/// Why work ended before its result was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Interruption {
    /// It panicked.
    Panic,
    /// Its future was dropped.
    Cancelled,
}

impl Interruption {
    /// The class of error, as `error.type` has it where the registry lists it.
    const fn error_type(self) -> &'static str {
        match self {
            Self::Panic => "panic",
            Self::Cancelled => "cancelled",
        }
    }
}

/// The class of error for what the registry does not list, as the OpenTelemetry conventions have it.
const OTHER: &str = "_OTHER";

pub(super) fn fail(record: &mut Record, settings: &'static Settings, fault: &Fault<'_>) {
    let message = settings
        .capture_content
        .then(|| scrub::message(&fault.error.to_string()));
    record.status = Status::Error(match &message {
        Some(message) => Cow::Owned(message.clone()),
        None => Cow::Borrowed(fault.error_type),
    });
    if let Some(index) = record.schema.error_type {
        record.attributes.set(index, Static(fault.error_type));
    }
    describe(record, settings, fault.error_type, message.as_deref());
}

pub(super) fn interrupt(
    record: &mut Record,
    settings: &'static Settings,
    interruption: Interruption,
) {
    if record.status != Status::Unset {
        return;
    }
    let error_type = interruption.error_type();
    record.status = Status::Error(Cow::Borrowed(error_type));
    if let Some(index) = record.schema.error_type {
        let listed = match record.schema.attributes[index].value_type {
            AttributeType::Enum(members) => [error_type, OTHER]
                .into_iter()
                .find(|value| members.contains(value)),
            _ => Some(error_type),
        };
        if let Some(listed) = listed {
            record.attributes.set(index, Static(listed));
        }
    }
    if interruption == Interruption::Panic {
        describe(record, settings, error_type, None);
    }
}

/// Adds the exception event, where the registry puts it on the span.
fn describe(
    record: &mut Record,
    settings: &'static Settings,
    error_type: &'static str,
    message: Option<&str>,
) {
    if let Some(schema) = record.schema.exception {
        record.add_event(schema, settings, |attributes| {
            exception(schema, attributes, error_type, message);
        });
    }
}

fn exception(
    schema: &EventSchema,
    attributes: &mut Attributes,
    error_type: &'static str,
    message: Option<&str>,
) {
    for (index, attribute) in schema.attributes.iter().enumerate() {
        match attribute.key {
            "exception.type" => attributes.set(index, Static(error_type)),
            "exception.message" => {
                if let Some(message) = message {
                    attributes.set(index, message);
                }
            }
            _ => {}
        }
    }
}
