//! Lines and records, and the span that they name.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::sync::{Mutex, PoisonError};
use std::thread;

use opentelemetry::trace::{SpanId, TraceFlags, TraceId};
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Any;
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use prost::Message;
use tracing::subscriber::with_default;

use super::*;
use crate::config::{LogsConfig, OtlpConfig, Protocol};
use crate::context;
use crate::export::Signal;
use crate::schema::{Name, ResourceSchema, Scope, SpanKind, SpanSchema};

static SCOPE: Scope = Scope::new("shop", "1.0", "https://shop.example/1.0");

static SPAN: SpanSchema = SpanSchema {
    scope: &SCOPE,
    id: "span.shop.order",
    layer: "orders",
    name: Name::Fixed("order"),
    kind: SpanKind::Server,
    attributes: &[],
    constants: &[],
    error_type: None,
    exception: None,
    events: &[],
    parents: &["root"],
};

/// What is printed while `work` runs, without the times.
fn printed(format: Format, work: impl FnOnce()) -> Vec<String> {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&lines);
    let subscriber = subscriber(format, move |line| {
        kept.lock().unwrap().push(line.to_owned());
    });
    with_default(subscriber, work);
    let lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
    lines.iter().map(|line| without_time(line)).collect()
}

fn without_time(line: &str) -> String {
    let start = line.find("20").unwrap();
    let end = start + "2026-01-02T03:04:05.678901Z".len();
    assert_eq!(&line[end - 1..end], "Z", "{line}");
    assert!(line.ends_with('\n'));
    format!("{}TIME{}", &line[..start], line[end..].trim_end())
}

/// Runs work below a span with known ids.
fn within_span(work: impl FnOnce()) {
    let current = context::Context {
        trace_id: TraceId::from(0x4bf9_2f35),
        span_id: SpanId::from(0xf067),
        flags: TraceFlags::SAMPLED,
        schema: Some(&SPAN),
        ..context::Context::NONE
    };
    let _current = current.attach();
    work();
}

const PLAIN: Format = Format::Text { colour: false };

#[test]
fn a_line_has_time_level_target_message_and_fields() {
    let lines = printed(PLAIN, || {
        tracing::info!(target: "shop", count = 3, ratio = 0.5, name = "a b", done = true, "order placed");
        tracing::error!(target: "shop", "failed");
    });
    assert_eq!(
        lines,
        [
            "TIME  INFO shop: order placed count=3 ratio=0.5 name=\"a b\" done=true",
            "TIME ERROR shop: failed",
        ]
    );
}

#[test]
fn a_record_within_a_span_names_it() {
    let ids = "trace_id=0000000000000000000000004bf92f35 span_id=000000000000f067";
    let work = || within_span(|| tracing::warn!(target: "shop", "slow"));
    let expected = format!("TIME  WARN shop: slow {ids} component=orders");
    assert_eq!(printed(PLAIN, work), [expected]);
    let expected = r#"{"timestamp":"TIME","level":"WARN","target":"shop","message":"slow","trace_id":"0000000000000000000000004bf92f35","span_id":"000000000000f067","sampled":true,"component":"orders"}"#;
    assert_eq!(printed(Format::Json, work), [expected]);
}

#[test]
fn json_is_json_whatever_is_logged() {
    let lines = printed(Format::Json, || {
        tracing::info!(target: "shop", text = "\"\\\n\u{1}ü", none = f64::NAN, big = u64::MAX, "a\tb");
    });
    assert_eq!(
        lines,
        [
            r#"{"timestamp":"TIME","level":"INFO","target":"shop","message":"a\u0009b","fields":{"text":"\"\\\n\u0001ü","none":"NaN","big":"18446744073709551615"}}"#
        ]
    );
}

#[test]
fn no_line_gives_orders_to_the_terminal_or_looks_like_two() {
    let lines = printed(PLAIN, || {
        tracing::info!(target: "shop", field = "x\ny", "red \x1b[31m\nERROR forged");
    });
    assert_eq!(
        lines,
        ["TIME  INFO shop: red \\u{1b}[31m\\nERROR forged field=\"x\\ny\""]
    );
}

#[test]
fn secrets_are_not_logged() {
    let error = std::io::Error::other("GET https://ada:hunter2@host failed");
    let lines = printed(PLAIN, || {
        tracing::info!(target: "shop", api_key = "hunter2", url = "https://u:hunter2@h", token_count = 2, "password=hunter2");
        tracing::info!(target: "shop", error = &error as &dyn std::error::Error);
    });
    assert_eq!(
        lines,
        [
            "TIME  INFO shop: password=*** api_key=*** url=https://***@h token_count=2",
            "TIME  INFO shop:  error=\"GET https://***@host failed\"",
        ]
    );
}

#[test]
fn colours_are_only_for_terminals_that_show_them() {
    let lines = printed(
        Format::Text { colour: true },
        || tracing::error!(target: "shop", "x"),
    );
    assert_eq!(lines, ["TIME \x1b[31mERROR\x1b[0m shop: x"]);
}

static RESOURCE: ResourceSchema = ResourceSchema {
    schema_url: "https://shop.example/1.0",
    attributes: &[],
};

/// What others read of the records that are logged while `work` runs.
fn exported(limits: Limits, work: impl FnOnce()) -> ExportLogsServiceRequest {
    struct Keep(Arc<Mutex<Vec<Entry<'static>>>>, Limits);
    impl<S: Subscriber> Layer<S> for Keep {
        fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
            let entry = Entry::of(event, &self.1).into_owned();
            self.0.lock().unwrap().push(entry);
        }
    }
    let entries = Arc::new(Mutex::new(Vec::new()));
    with_default(
        Registry::default().with(Keep(Arc::clone(&entries), limits)),
        work,
    );
    let entries = std::mem::take(&mut *entries.lock().unwrap());
    let mut bytes = Vec::new();
    LogRecords::new(Resource::new(&RESOURCE, |_| {})).encode(&entries, &mut bytes);
    ExportLogsServiceRequest::decode(bytes.as_slice()).unwrap()
}

fn attributes(record: &LogRecord) -> Vec<(String, Any)> {
    let attributes = record.attributes.iter();
    attributes
        .map(|it| (it.key.clone(), it.value.clone().unwrap().value.unwrap()))
        .collect()
}

#[test]
fn others_read_the_records_as_they_were_logged() {
    let request = exported(Limits::default(), || {
        tracing::error!(target: "shop", count = -3, name = "ada", done = false, ratio = 2.5, "order failed");
        tracing::info!(target: "store", "opened");
        within_span(|| tracing::warn!(target: "shop", "slow"));
    });
    let logs = &request.resource_logs[0];
    assert_eq!(logs.schema_url, "https://shop.example/1.0");
    let names = logs
        .scope_logs
        .iter()
        .map(|it| it.scope.as_ref().unwrap().name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["shop", "store"]);
    let [failed, slow] = logs.scope_logs[0].log_records.as_slice() else {
        panic!("{logs:?}");
    };
    assert_eq!(
        (failed.severity_number, failed.severity_text.as_str()),
        (17, "ERROR")
    );
    let body = failed.body.clone().unwrap().value.unwrap();
    assert_eq!(body, Any::StringValue("order failed".to_owned()));
    assert!(failed.time_unix_nano > 1_600_000_000_000_000_000);
    assert_eq!(failed.observed_time_unix_nano, failed.time_unix_nano);
    assert_eq!(
        attributes(failed),
        [
            ("count".to_owned(), Any::IntValue(-3)),
            ("name".to_owned(), Any::StringValue("ada".to_owned())),
            ("done".to_owned(), Any::BoolValue(false)),
            ("ratio".to_owned(), Any::DoubleValue(2.5)),
        ]
    );
    assert!(failed.trace_id.is_empty() && failed.span_id.is_empty());
    assert_eq!((slow.severity_number, slow.flags), (13, 1));
    assert_eq!(slow.trace_id[12..], [0x4b, 0xf9, 0x2f, 0x35]);
    assert_eq!(slow.span_id[6..], [0xf0, 0x67]);
    assert_eq!(logs.scope_logs[1].log_records[0].severity_number, 9);
}

#[test]
fn what_a_record_may_hold_is_limited() {
    let limits = Limits {
        attributes_max: 1,
        value_length_max: Some(3),
        ..Limits::default()
    };
    let request = exported(limits, || {
        tracing::info!(target: "shop", one = "größer", two = 2, three = 3, "x");
    });
    let record = &request.resource_logs[0].scope_logs[0].log_records[0];
    assert_eq!(
        attributes(record),
        [("one".to_owned(), Any::StringValue("grö".to_owned()))]
    );
    assert_eq!(record.dropped_attributes_count, 2);
}

/// What arrives over OTLP of the records that are logged while `work` runs.
fn sent(capture_content: bool, work: impl FnOnce()) -> ExportLogsServiceRequest {
    rustls_graviola::default_provider().install_default().ok();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1/logs", listener.local_addr().unwrap());
    let received = thread::spawn(move || {
        let mut stream = BufReader::new(listener.accept().unwrap().0);
        let mut length = 0;
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).unwrap();
            match line.to_ascii_lowercase().split_once(':') {
                Some(("content-length", value)) => length = value.trim().parse().unwrap(),
                None if line.trim().is_empty() => break,
                _ => {}
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).unwrap();
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
        stream.get_mut().write_all(answer).unwrap();
        body
    });
    let config = Config {
        capture_content,
        logs: LogsConfig {
            exporter: LogsExporter::Otlp(OtlpConfig::new(Protocol::HttpProtobuf, url)),
            ..LogsConfig::default()
        },
        ..Config::default()
    };
    let mut journal = Journal::of(&config, Resource::new(&RESOURCE, |_| {}), PLAIN).unwrap();
    journal.print = Box::new(|_| {});
    let exported = journal.exported.clone().unwrap();
    with_default(Registry::default().with(journal), work);
    exported.close(config.shutdown_timeout);
    ExportLogsServiceRequest::decode(received.join().unwrap().as_slice()).unwrap()
}

#[test]
fn what_errors_say_is_sent_only_where_content_may_leave() {
    let log = || {
        let error = std::io::Error::other("ada asked for tulips");
        let chained = std::io::Error::other(error);
        let error = &chained as &(dyn std::error::Error + 'static);
        tracing::error!(target: "shop", error, count = 1, "request failed: timeout");
        tracing::error!(target: "shop", error = %chained, "as text");
        tracing::error!(target: "shop", cause = error, "under another name");
    };
    for capture in [false, true] {
        let request = sent(capture, log);
        let records = &request.resource_logs[0].scope_logs[0].log_records;
        let body = records[0].body.clone().unwrap().value.unwrap();
        let message = "request failed: timeout".to_owned();
        assert_eq!(body, Any::StringValue(message));
        let count = ("count".to_owned(), Any::IntValue(1));
        assert!(attributes(&records[0]).contains(&count));
        assert_eq!(records.len(), 3);
        let said = format!("{request:?}").matches("tulips").count();
        assert_eq!(said > 0, capture, "{request:?}");
    }
    let lines = printed(PLAIN, log);
    assert!(
        lines.iter().all(|line| line.contains("tulips")),
        "{lines:?}"
    );
}
