//! One event, read.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{Debug, Write};

use tracing::field::{Field, Visit};
use tracing::{Event, Level};

use crate::context::CurrentSpan;
use crate::record::{Limits, Timestamp};
use crate::scrub;

/// The field under which errors are logged.
const ERROR: &str = "error";

/// Errors below an error that are told at most.
const CAUSES_MAX: usize = 16;

/// One event, with the span that is current.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'a> {
    pub(crate) time: Timestamp,
    pub(crate) level: Level,
    pub(crate) target: Cow<'a, str>,
    pub(crate) message: String,
    pub(crate) fields: Vec<(&'static str, FieldValue)>,
    /// Fields that were not kept because of a limit.
    pub(crate) dropped: u32,
    pub(crate) span: Option<CurrentSpan>,
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FieldValue {
    Text(String),
    /// What an error says, or several: content of users may be in it.
    Error(String),
    Int(i64),
    Double(f64),
    Boolean(bool),
}

impl<'a> Entry<'a> {
    pub(crate) fn of(event: &Event<'a>, limits: &Limits) -> Self {
        let metadata = event.metadata();
        let mut reading = Reading {
            entry: Entry {
                time: Timestamp::now(),
                level: *metadata.level(),
                target: Cow::Borrowed(metadata.target()),
                message: String::new(),
                fields: Vec::new(),
                dropped: 0,
                span: CurrentSpan::get(),
            },
            limits,
        };
        event.record(&mut reading);
        reading.entry
    }

    pub(crate) fn into_owned(self) -> Entry<'static> {
        Entry {
            target: Cow::Owned(self.target.into_owned()),
            time: self.time,
            level: self.level,
            message: self.message,
            fields: self.fields,
            dropped: self.dropped,
            span: self.span,
        }
    }

    /// Leaves out what errors say.
    pub(crate) fn without_errors(mut self) -> Self {
        let says_error = |value: &FieldValue| matches!(value, FieldValue::Error(_));
        self.fields.retain(|(_, value)| !says_error(value));
        self
    }
}

struct Reading<'a, 'l> {
    entry: Entry<'a>,
    limits: &'l Limits,
}

impl Reading<'_, '_> {
    fn put(&mut self, field: &Field, value: FieldValue) {
        if self.entry.fields.len() < self.limits.attributes_max {
            self.entry.fields.push((field.name(), value));
        } else {
            self.entry.dropped = self.entry.dropped.saturating_add(1);
        }
    }

    fn put_text(&mut self, field: &Field, text: &str) {
        let kind = match field.name() {
            ERROR => FieldValue::Error,
            _ => FieldValue::Text,
        };
        self.put_text_as(kind, field, text);
    }

    fn put_text_as(&mut self, kind: fn(String) -> FieldValue, field: &Field, text: &str) {
        match field.name() {
            "message" => self.entry.message = scrub::message(text),
            // What the `log` crate says of its records.
            "log.target" => self.entry.target = Cow::Owned(text.to_owned()),
            "log.module_path" | "log.file" => {}
            name => {
                // The name of a field may say that its value is a secret.
                let text = scrub::value_of(name, text);
                let text = self.limits.cut(&text).to_owned();
                self.put(field, kind(text));
            }
        }
    }
}

impl Visit for Reading<'_, '_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put_text(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, FieldValue::Boolean(value));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, FieldValue::Double(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        if field.name() != "log.line" {
            self.put(field, FieldValue::Int(value));
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        match i64::try_from(value) {
            Ok(value) => self.record_i64(field, value),
            Err(_) => self.put(field, FieldValue::Text(value.to_string())),
        }
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        let mut text = value.to_string();
        let mut cause = value.source();
        for _ in 0..CAUSES_MAX {
            let Some(error) = cause else {
                break;
            };
            // Writing to a string cannot fail.
            write!(text, ": {error}").ok();
            cause = error.source();
        }
        self.put_text_as(FieldValue::Error, field, &text);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let text = format!("{value:?}");
        self.put_text(field, &text);
    }
}
