//! Log records as a signal of OTLP.

use tracing::Level;

use crate::export::Signal;
use crate::logs::entry::{Entry, FieldValue};
use crate::otlp::attributes;
use crate::otlp::fields as field;
use crate::otlp::protobuf::{Expected, Writer};
use crate::resource::Resource;
use crate::value::Value;

/// Log records as a signal of OTLP. The scope of each is the target of its event.
#[derive(Debug)]
pub(crate) struct LogRecords {
    resource: Resource,
}

impl LogRecords {
    pub(crate) const fn new(resource: Resource) -> Self {
        Self { resource }
    }
}

impl Signal for LogRecords {
    type Record = Entry<'static>;

    const NOUN: &'static str = "log records";
    const QUEUE_VARIABLE: &'static str = "OTEL_BLRP_MAX_QUEUE_SIZE";
    const GRPC_PATH: &'static str = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";

    fn memory_bytes(entry: &Entry<'static>) -> usize {
        let text = |value: &FieldValue| match value {
            FieldValue::Text(text) | FieldValue::Error(text) => text.capacity(),
            _ => 0,
        };
        let fields = entry.fields.iter();
        let fields = fields.map(|(_, value)| size_of::<(&str, FieldValue)>() + text(value));
        size_of::<Entry<'static>>()
            + entry.target.len()
            + entry.message.capacity()
            + fields.sum::<usize>()
    }

    fn encode(&mut self, entries: &[Entry<'static>], request: &mut Vec<u8>) {
        let mut targets: Vec<&str> = Vec::new();
        for entry in entries {
            if !targets.contains(&&*entry.target) {
                targets.push(&entry.target);
            }
        }
        let mut request = Writer::new(request);
        request.message(
            field::logs_request::RESOURCE_LOGS,
            Expected::Large,
            |logs| {
                use field::resource_logs::{RESOURCE, SCHEMA_URL, SCOPE_LOGS};
                logs.message(RESOURCE, Expected::Small, |writer| {
                    attributes::write(
                        writer,
                        field::resource::ATTRIBUTES,
                        &self.resource.attributes,
                    );
                });
                for target in targets {
                    logs.message(SCOPE_LOGS, Expected::Large, |writer| {
                        let same = |entry: &&Entry<'_>| entry.target == target;
                        write_scope(writer, target, entries.iter().filter(same));
                    });
                }
                logs.text(SCHEMA_URL, self.resource.schema.schema_url);
            },
        );
    }

    fn recycle(entries: &mut Vec<Entry<'static>>) {
        entries.clear();
    }

    fn drop_here(_: Entry<'static>) {}
}

fn write_scope<'e>(
    writer: &mut Writer<'_>,
    target: &str,
    entries: impl Iterator<Item = &'e Entry<'static>>,
) {
    use field::scope_logs::{LOG_RECORDS, SCOPE};
    writer.message(SCOPE, Expected::Tiny, |writer| {
        writer.text(field::scope::NAME, target);
    });
    for entry in entries {
        writer.message(LOG_RECORDS, Expected::Small, |writer| {
            write_record(writer, entry)
        });
    }
}

fn write_record(writer: &mut Writer<'_>, entry: &Entry<'_>) {
    use field::log_record::{
        ATTRIBUTES, BODY, DROPPED_ATTRIBUTES, FLAGS, OBSERVED_TIME, SEVERITY, SEVERITY_TEXT,
        SPAN_ID, TIME, TRACE_ID,
    };
    writer.fixed64(TIME, entry.time.0);
    writer.uint(SEVERITY, severity(entry.level));
    writer.text(SEVERITY_TEXT, entry.level.as_str());
    attributes::write_value(writer, BODY, &Value::Text(&entry.message));
    for (name, value) in &entry.fields {
        attributes::write_one(writer, ATTRIBUTES, name, &value.into());
    }
    writer.uint(DROPPED_ATTRIBUTES, entry.dropped.into());
    if let Some(span) = &entry.span {
        writer.fixed32(FLAGS, span.flags.to_u8().into());
        writer.put_bytes(TRACE_ID, &span.trace_id());
        writer.put_bytes(SPAN_ID, &span.span_id());
    }
    writer.fixed64(OBSERVED_TIME, entry.time.0);
}

/// The first of the four numbers that OpenTelemetry has for each level.
const fn severity(level: Level) -> u64 {
    match level {
        Level::TRACE => 1,
        Level::DEBUG => 5,
        Level::INFO => 9,
        Level::WARN => 13,
        Level::ERROR => 17,
    }
}

impl<'a> From<&'a FieldValue> for Value<'a> {
    fn from(value: &'a FieldValue) -> Self {
        match value {
            FieldValue::Text(text) | FieldValue::Error(text) => Self::Text(text),
            FieldValue::Int(number) => Self::Int(*number),
            FieldValue::Double(number) => Self::Double(*number),
            FieldValue::Boolean(truth) => Self::Boolean(*truth),
        }
    }
}
