//! Finished spans as the bytes of an `ExportTraceServiceRequest`.

#[cfg(test)]
mod tests;

use opentelemetry::trace::SpanId;

use crate::Resource;
use crate::export::Signal;
use crate::otlp::attributes;
use crate::otlp::fields as field;
use crate::otlp::protobuf::{Expected, Writer};
use crate::record::{self, Event, Link, Record, Status};
use crate::schema::{Scope, SpanKind};

const STATUS_OK: u64 = 1;
const STATUS_ERROR: u64 = 2;

/// Bits of a span's flags beside those of W3C: whether it is known where the parent belongs, and
/// whether that is another process.
const HAS_IS_REMOTE: u32 = 0x100;
const IS_REMOTE: u32 = 0x200;

/// Spans as a signal of OTLP.
#[derive(Debug)]
pub(crate) struct Spans {
    resource: Resource,
    /// The scopes of the request that is written; kept for its memory.
    scopes: Vec<&'static Scope>,
}

impl Spans {
    pub(crate) const fn new(resource: Resource) -> Self {
        Self {
            resource,
            scopes: Vec::new(),
        }
    }
}

impl Signal for Spans {
    type Record = Box<Record>;

    const NOUN: &'static str = "spans";
    const QUEUE_VARIABLE: &'static str = "OTEL_BSP_MAX_QUEUE_SIZE";
    const GRPC_PATH: &'static str = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    fn memory_bytes(record: &Box<Record>) -> usize {
        record.memory_bytes()
    }

    fn encode(&mut self, records: &[Box<Record>], request: &mut Vec<u8>) {
        self.scopes.clear();
        for record in records {
            let scope = record.schema.scope;
            if !self.scopes.iter().any(|other| std::ptr::eq(*other, scope)) {
                self.scopes.push(scope);
            }
        }
        let Self { resource, scopes } = self;
        let mut request = Writer::new(request);
        request.message(field::request::RESOURCE_SPANS, Expected::Large, |spans| {
            use field::resource_spans::{RESOURCE, SCHEMA_URL, SCOPE_SPANS};
            spans.message(RESOURCE, Expected::Small, |writer| {
                attributes::write(writer, field::resource::ATTRIBUTES, &resource.attributes);
            });
            for scope in scopes {
                spans.message(SCOPE_SPANS, Expected::Large, |writer| {
                    let records = records.iter().map(Box::as_ref);
                    let same = |record: &&Record| std::ptr::eq(record.schema.scope, *scope);
                    write_scope(writer, scope, records.filter(same));
                });
            }
            spans.text(SCHEMA_URL, resource.schema.schema_url);
        });
    }

    fn recycle(records: &mut Vec<Box<Record>>) {
        record::recycle(records.drain(..));
    }

    fn drop_here(record: Box<Record>) {
        record::give_back(record);
    }
}

fn write_scope<'a>(
    writer: &mut Writer<'_>,
    scope: &Scope,
    records: impl Iterator<Item = &'a Record>,
) {
    use field::scope_spans::{SCHEMA_URL, SCOPE, SPANS};
    writer.message(SCOPE, Expected::Tiny, |writer| {
        writer.text(field::scope::NAME, scope.name);
        writer.text(field::scope::VERSION, scope.version);
    });
    for record in records {
        writer.message(SPANS, Expected::Small, |writer| write_span(writer, record));
    }
    writer.text(SCHEMA_URL, scope.schema_url);
}

fn write_span(writer: &mut Writer<'_>, record: &Record) {
    use field::span::{
        ATTRIBUTES, DROPPED_ATTRIBUTES, DROPPED_EVENTS, DROPPED_LINKS, END, EVENTS, FLAGS, KIND,
        LINKS, NAME, PARENT_SPAN_ID, SPAN_ID, START, TRACE_ID, TRACE_STATE,
    };
    writer.put_bytes(TRACE_ID, &record.trace_id.to_bytes());
    writer.put_bytes(SPAN_ID, &record.span_id.to_bytes());
    if let Some(carried) = &record.carried {
        writer.text(TRACE_STATE, &carried.trace_state);
    }
    if record.parent_id != SpanId::INVALID {
        writer.put_bytes(PARENT_SPAN_ID, &record.parent_id.to_bytes());
    }
    writer.text(NAME, &record.name());
    writer.uint(KIND, kind(record.schema.kind));
    writer.fixed64(START, record.start.0);
    writer.fixed64(END, record.end.0);
    attributes::write(writer, ATTRIBUTES, &record.attributes);
    writer.uint(DROPPED_ATTRIBUTES, record.attributes.dropped().into());
    for event in &record.events {
        writer.message(EVENTS, Expected::Small, |writer| write_event(writer, event));
    }
    writer.uint(DROPPED_EVENTS, record.events_dropped.into());
    for link in &record.links {
        writer.message(LINKS, Expected::Tiny, |writer| write_link(writer, link));
    }
    writer.uint(DROPPED_LINKS, record.links_dropped.into());
    write_status(writer, &record.status);
    let remote = if record.parent_is_remote {
        IS_REMOTE
    } else {
        0
    };
    let flags = u32::from(record.flags.to_u8()) | HAS_IS_REMOTE | remote;
    writer.fixed32(FLAGS, flags);
}

const fn kind(kind: SpanKind) -> u64 {
    match kind {
        SpanKind::Internal => 1,
        SpanKind::Server => 2,
        SpanKind::Client => 3,
        SpanKind::Producer => 4,
        SpanKind::Consumer => 5,
    }
}

fn write_event(writer: &mut Writer<'_>, event: &Event) {
    use field::event::{ATTRIBUTES, DROPPED_ATTRIBUTES, NAME, TIME};
    writer.fixed64(TIME, event.time.0);
    writer.text(NAME, event.name);
    attributes::write(writer, ATTRIBUTES, &event.attributes);
    writer.uint(DROPPED_ATTRIBUTES, event.attributes.dropped().into());
}

fn write_link(writer: &mut Writer<'_>, link: &Link) {
    use field::link::{FLAGS, SPAN_ID, TRACE_ID};
    writer.put_bytes(TRACE_ID, &link.trace_id.to_bytes());
    writer.put_bytes(SPAN_ID, &link.span_id.to_bytes());
    writer.fixed32(FLAGS, link.flags.to_u8().into());
}

fn write_status(writer: &mut Writer<'_>, status: &Status) {
    use field::status::{CODE, MESSAGE};
    let (code, message) = match status {
        Status::Unset => return,
        Status::Ok => (STATUS_OK, ""),
        Status::Error(message) => (STATUS_ERROR, &**message),
    };
    writer.message(field::span::STATUS, Expected::Tiny, |writer| {
        writer.text(MESSAGE, message);
        writer.uint(CODE, code);
    });
}
