//! What others read in the bytes that are written here.

use std::borrow::Cow;
use std::sync::Arc;

use opentelemetry::trace::{TraceFlags, TraceId};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Any;
use opentelemetry_proto::tonic::common::v1::{
    AnyValue, ArrayValue, InstrumentationScope, KeyValue,
};
use opentelemetry_proto::tonic::resource::v1::Resource as OtlpResource;
use opentelemetry_proto::tonic::trace::v1::span::{Event as OtlpEvent, Link as OtlpLink};
use opentelemetry_proto::tonic::trace::v1::{
    ResourceSpans, ScopeSpans, Span as OtlpSpan, Status as OtlpStatus,
};
use proptest::prelude::*;
use prost::Message;

use super::*;
use crate::context::Carried;
use crate::record::{Attributes, Limits, Timestamp};
use crate::schema::{
    AttributeSchema, AttributeType, Name, NamePart, RequirementLevel, ResourceSchema, SpanSchema,
};
use crate::value::{ListValue, Value};

const KEYS: usize = 6;

/// The template, whose key gets a suffix.
const TEMPLATE: usize = 5;

const fn attribute(key: &'static str) -> AttributeSchema {
    AttributeSchema {
        key,
        value_type: AttributeType::String,
        level: RequirementLevel::Recommended,
        superseded: None,
    }
}

static ATTRIBUTES: [AttributeSchema; KEYS] = [
    attribute("a"),
    attribute("b.long.key.of.several.parts"),
    attribute("c"),
    attribute("d"),
    attribute("e"),
    attribute("f"),
];

static SCOPES: [Scope; 2] = [
    Scope::new("one", "1.0", "https://one.example/1"),
    Scope::new("two", "", ""),
];

const fn schema(scope: &'static Scope, name: Name, kind: SpanKind) -> SpanSchema {
    SpanSchema {
        scope,
        id: "span.test",
        layer: "test",
        name,
        kind,
        attributes: &ATTRIBUTES,
        constants: &[],
        error_type: None,
        exception: None,
        events: &[],
        parents: &[],
    }
}

static SCHEMAS: [SpanSchema; 5] = [
    schema(&SCOPES[0], Name::Fixed("fixed"), SpanKind::Internal),
    schema(&SCOPES[1], Name::Fixed("other"), SpanKind::Client),
    schema(
        &SCOPES[0],
        Name::Pattern {
            template: "read {a}",
            parts: &[NamePart::Text("read "), NamePart::Attribute(0)],
        },
        SpanKind::Server,
    ),
    schema(&SCOPES[1], Name::Fixed("producer"), SpanKind::Producer),
    schema(&SCOPES[0], Name::Fixed("consumer"), SpanKind::Consumer),
];

static RESOURCE: ResourceSchema = ResourceSchema {
    schema_url: "https://resource.example/1",
    attributes: &ATTRIBUTES,
};

/// A value that lives by itself.
fn values() -> impl Strategy<Value = Value<'static>> {
    let text = prop_oneof!["", ".{0,9}", "[ä-ö]{100,300}"];
    prop_oneof![
        text.clone().prop_map(|text| Value::Static(text.leak())),
        text.clone().prop_map(|text| Value::Text(text.leak())),
        any::<i64>().prop_map(Value::Int),
        any::<f64>().prop_map(Value::Double),
        any::<bool>().prop_map(Value::Boolean),
        prop_oneof![
            prop::collection::vec(text, 0..4).prop_map(ListValue::Texts),
            prop::collection::vec(any::<i64>(), 0..40).prop_map(ListValue::Ints),
            prop::collection::vec(any::<f64>(), 0..4).prop_map(ListValue::Doubles),
            prop::collection::vec(any::<bool>(), 0..4).prop_map(ListValue::Booleans),
        ]
        .prop_map(|list| Value::List(Cow::Owned(list))),
    ]
}

fn attributes() -> impl Strategy<Value = Attributes> {
    prop::collection::btree_map(0..KEYS, values(), 0..KEYS).prop_map(|values| {
        static LIMITS: Limits = Limits {
            attributes_max: 4,
            ..Limits::NONE
        };
        let mut attributes = Attributes::new(&ATTRIBUTES, &LIMITS);
        for (index, value) in values {
            if index == TEMPLATE {
                attributes.set_suffixed(index, "suffix", value);
            } else {
                attributes.set(index, value);
            }
        }
        attributes
    })
}

fn events() -> impl Strategy<Value = Event> {
    (any::<u64>(), attributes()).prop_map(|(time, attributes)| Event {
        name: "event",
        time: Timestamp(time),
        attributes,
    })
}

fn links() -> impl Strategy<Value = Link> {
    (any::<u128>(), any::<u64>(), any::<bool>()).prop_map(|(trace, span, is_sampled)| Link {
        trace_id: TraceId::from(trace),
        span_id: SpanId::from(span),
        flags: TraceFlags::default().with_sampled(is_sampled),
    })
}

fn statuses() -> impl Strategy<Value = Status> {
    prop_oneof![
        Just(Status::Unset),
        Just(Status::Ok),
        ".{0,200}".prop_map(|text| Status::Error(Cow::Owned(text))),
    ]
}

prop_compose! {
    fn records()(
        schema in 0..SCHEMAS.len(),
        (trace, span, parent) in (any::<u128>(), any::<u64>(), prop_oneof![Just(0), any::<u64>()]),
        (parent_is_remote, is_sampled) in (any::<bool>(), any::<bool>()),
        trace_state in prop::option::of("([a-z]=[0-9])?"),
        (start, end) in (any::<u64>(), any::<u64>()),
        attributes in attributes(),
        events in prop::collection::vec(events(), 0..3),
        events_dropped in any::<u32>(),
        links in prop::collection::vec(links(), 0..3),
        status in statuses(),
    ) -> Box<Record> {
        let mut record = record::take(&SCHEMAS[schema], Limits::none());
        record.trace_id = TraceId::from(trace);
        record.span_id = SpanId::from(span);
        record.parent_id = SpanId::from(parent);
        record.parent_is_remote = parent_is_remote;
        record.flags = TraceFlags::default().with_sampled(is_sampled);
        record.carried = trace_state.map(|trace_state| Arc::new(Carried {
            trace_state,
            ..Carried::default()
        }));
        record.start = Timestamp(start);
        record.end = Timestamp(end);
        record.attributes = attributes;
        record.events = events;
        record.events_dropped = events_dropped;
        record.links = links;
        record.status = status;
        record
    }
}

fn expected_value(value: &Value<'_>) -> AnyValue {
    let array = |values: Vec<AnyValue>| Any::ArrayValue(ArrayValue { values });
    let value = match value {
        Value::Text(text) => Any::StringValue((*text).to_owned()),
        Value::Static(text) => Any::StringValue((*text).to_owned()),
        Value::Int(number) => Any::IntValue(*number),
        Value::Double(number) => Any::DoubleValue(*number),
        Value::Boolean(truth) => Any::BoolValue(*truth),
        Value::List(list) => match &**list {
            ListValue::Texts(all) => array(
                all.iter()
                    .map(|one| expected_value(&Value::Text(one)))
                    .collect(),
            ),
            ListValue::Ints(all) => array(
                all.iter()
                    .map(|one| expected_value(&Value::Int(*one)))
                    .collect(),
            ),
            ListValue::Doubles(all) => array(
                all.iter()
                    .map(|one| expected_value(&Value::Double(*one)))
                    .collect(),
            ),
            ListValue::Booleans(all) => array(
                all.iter()
                    .map(|one| expected_value(&Value::Boolean(*one)))
                    .collect(),
            ),
        },
    };
    AnyValue { value: Some(value) }
}

fn expected_attributes(attributes: &Attributes) -> Vec<KeyValue> {
    let pair = |(key, value): (Cow<'static, str>, Value<'_>)| KeyValue {
        key: key.into_owned(),
        value: Some(expected_value(&value)),
        ..KeyValue::default()
    };
    attributes.iter().map(pair).collect()
}

fn expected_event(event: &Event) -> OtlpEvent {
    OtlpEvent {
        time_unix_nano: event.time.0,
        name: event.name.to_owned(),
        attributes: expected_attributes(&event.attributes),
        dropped_attributes_count: event.attributes.dropped(),
    }
}

fn expected_link(link: &Link) -> OtlpLink {
    OtlpLink {
        trace_id: link.trace_id.to_bytes().to_vec(),
        span_id: link.span_id.to_bytes().to_vec(),
        flags: link.flags.to_u8().into(),
        ..OtlpLink::default()
    }
}

fn expected_status(status: &Status) -> Option<OtlpStatus> {
    let (code, message) = match status {
        Status::Unset => return None,
        Status::Ok => (1, String::new()),
        Status::Error(message) => (2, message.to_string()),
    };
    Some(OtlpStatus { message, code })
}

fn expected_span(record: &Record) -> OtlpSpan {
    let parent = record.parent_id.to_bytes();
    let remote = if record.parent_is_remote {
        0x300
    } else {
        0x100
    };
    OtlpSpan {
        trace_id: record.trace_id.to_bytes().to_vec(),
        span_id: record.span_id.to_bytes().to_vec(),
        trace_state: record
            .carried
            .as_ref()
            .map(|carried| carried.trace_state.clone())
            .unwrap_or_default(),
        parent_span_id: if parent == [0; 8] {
            Vec::new()
        } else {
            parent.to_vec()
        },
        flags: u32::from(record.flags.to_u8()) | remote,
        name: record.name().into_owned(),
        kind: match record.schema.kind {
            SpanKind::Internal => 1,
            SpanKind::Server => 2,
            SpanKind::Client => 3,
            SpanKind::Producer => 4,
            SpanKind::Consumer => 5,
        },
        start_time_unix_nano: record.start.0,
        end_time_unix_nano: record.end.0,
        attributes: expected_attributes(&record.attributes),
        dropped_attributes_count: record.attributes.dropped(),
        events: record.events.iter().map(expected_event).collect(),
        dropped_events_count: record.events_dropped,
        links: record.links.iter().map(expected_link).collect(),
        dropped_links_count: 0,
        status: expected_status(&record.status),
    }
}

/// One group for each scope, in the order in which they come.
fn expected_scopes(records: &[Box<Record>]) -> Vec<ScopeSpans> {
    let mut groups: Vec<ScopeSpans> = Vec::new();
    for record in records {
        let scope = record.schema.scope;
        let is_its = |group: &ScopeSpans| {
            let name = group.scope.as_ref().map(|scope| scope.name.as_str());
            name == Some(scope.name)
        };
        let position = groups.iter().position(is_its).unwrap_or_else(|| {
            groups.push(ScopeSpans {
                scope: Some(InstrumentationScope {
                    name: scope.name.to_owned(),
                    version: scope.version.to_owned(),
                    ..InstrumentationScope::default()
                }),
                spans: Vec::new(),
                schema_url: scope.schema_url.to_owned(),
            });
            groups.len() - 1
        });
        groups[position].spans.push(expected_span(record));
    }
    groups
}

/// A span like most: six attributes, one of them a text of its own.
fn usual() -> Box<Record> {
    let mut record = record::take(&SCHEMAS[1], Limits::none());
    record.trace_id = TraceId::from(u128::MAX / 3);
    record.span_id = SpanId::from(u64::MAX / 3);
    record.parent_id = SpanId::from(u64::MAX / 5);
    record.start = Timestamp::now();
    record.end = Timestamp::now();
    for index in 0..3 {
        record.attributes.set(index, crate::Static("select"));
    }
    record.attributes.set(3, crate::Int(7));
    record.attributes.set(4, crate::Int(200_000));
    record.attributes.set(TEMPLATE, "a_collection_of_things");
    record
}

#[test]
fn a_span_that_waits_holds_less_than_a_kibibyte() {
    let bytes = usual().memory_bytes();
    assert!(bytes < 1024, "{bytes} bytes");
}

proptest! {
    #[test]
    fn others_read_what_was_recorded_field_by_field(
        records in prop::collection::vec(records(), 1..8),
        resource in attributes(),
    ) {
        let expected = ExportTraceServiceRequest {
            resource_spans: vec![ResourceSpans {
                resource: Some(OtlpResource {
                    attributes: expected_attributes(&resource),
                    ..OtlpResource::default()
                }),
                scope_spans: expected_scopes(&records),
                schema_url: RESOURCE.schema_url.to_owned(),
            }],
        };
        let mut spans = Spans::new(Resource { schema: &RESOURCE, attributes: resource });
        let mut request = Vec::new();
        spans.encode(&records, &mut request);
        let read = ExportTraceServiceRequest::decode(&*request)?;
        prop_assert_eq!(&read, &expected);
        // What others write is as long: no byte is wasted.
        prop_assert_eq!(request.len(), expected.encoded_len());
    }
}
