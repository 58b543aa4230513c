//! What the log says about export: enough to act on, seldom, and no secrets.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

#[path = "support/exporting.rs"]
mod exporting;
#[path = "support/receiver.rs"]
mod receiver;
#[path = "support/schemas.rs"]
mod schemas;

use std::fmt::{Debug, Write};
use std::sync::{Mutex, Once};
use std::time::Duration;

use exporting::{PROTOCOLS, alone, config, emit, install, otlp, shut_down};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTracePartialSuccess, ExportTraceServiceResponse,
};
use prost::Message;
use receiver::{Answer, Receiver, nobody};
use runtime::Config;
use runtime::config::{BatchConfig, OtlpConfig, Protocol, Secret};
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber, span};

/// Target, message, and whether it was logged on a thread of the exporter.
type Line = (String, String, bool);

static LINES: Mutex<Vec<Line>> = Mutex::new(Vec::new());

/// Keeps what is logged, by any thread.
struct Log;

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text::default();
        event.record(&mut text);
        let target = event.metadata().target().to_owned();
        let line = (target, text.0, runtime::export::is_exporter_thread());
        LINES.lock().unwrap().push(line);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

/// All fields of an event, one after the other.
#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, _: &Field, value: &dyn Debug) {
        write!(self.0, "{value:?}").unwrap();
    }
}

/// What the exporter says while `work` is done, and everything else on its threads.
fn logged(work: impl FnOnce()) -> (Vec<String>, Vec<Line>) {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| tracing::subscriber::set_global_default(Log).unwrap());
    LINES.lock().unwrap().clear();
    work();
    let lines = std::mem::take(&mut *LINES.lock().unwrap());
    let (own, others): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|(target, ..)| target == "runtime::export");
    assert!(own.iter().all(|(.., is_exporter)| *is_exporter));
    (own.into_iter().map(|(_, text, _)| text).collect(), others)
}

#[test]
fn a_refusal_is_said_once_with_what_the_receiver_said_and_without_secrets() {
    let _alone = alone();
    let receiver = Receiver::answering(|_, request| {
        let key = request.header("api-key").unwrap();
        Answer::Http(401, Vec::new(), format!("bad key {key}\nbye").into_bytes())
    });
    let (own, others) = logged(|| {
        let telemetry = install(config(OtlpConfig {
            headers: vec![("api-key".to_owned(), Secret::new("hunter2"))],
            ..otlp(
                Protocol::HttpProtobuf,
                &receiver.url().replace("//", "//me:hidden@"),
            )
        }));
        for _ in 0..3 {
            emit(2);
            assert!(telemetry.flush(Duration::from_secs(20)));
        }
        shut_down(telemetry, 6);
    });
    let expected = format!(
        "2 spans could not be exported to {}/v1/traces: HTTP 401 Unauthorized: bad key *** bye",
        receiver.url()
    );
    assert_eq!(own, [expected]);
    for (target, text, _) in others {
        assert!(!text.contains("hunter2"), "{target}: {text}");
    }
}

#[test]
fn a_secret_is_hidden_without_its_scheme_and_where_the_message_is_cut() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let receiver = Receiver::answering(move |_, request| {
            let value = request.header("authorization").unwrap();
            let (_, token) = value.split_once(' ').unwrap();
            // So often that a cut goes through it.
            let message = format!("{value}, {}", token.repeat(200));
            match protocol {
                Protocol::HttpProtobuf => Answer::Http(401, Vec::new(), message.into_bytes()),
                Protocol::Grpc => Answer::Grpc(16, vec![("grpc-message", message)], Vec::new()),
            }
        });
        let (own, _) = logged(|| {
            let value = Secret::new("Bearer s3cr3t-42");
            let telemetry = install(config(OtlpConfig {
                headers: vec![("authorization".to_owned(), value)],
                ..otlp(protocol, &receiver.url())
            }));
            emit(1);
            shut_down(telemetry, 1);
        });
        assert_eq!(own.len(), 1, "{own:?}");
        assert!(own[0].contains(": ***, ***"), "{own:?}");
        assert!(!own[0].contains("s3"), "{own:?}");
        assert!(own[0].ends_with("*…"), "{own:?}");
    }
}

#[test]
fn what_a_receiver_rejects_or_answers_oddly_is_said() {
    let _alone = alone();
    let receiver = Receiver::answering(|number, _| {
        let message = ExportTraceServiceResponse {
            partial_success: Some(ExportTracePartialSuccess {
                rejected_spans: 1,
                error_message: "too old".to_owned(),
            }),
        };
        match number {
            0 => Answer::Http(200, Vec::new(), message.encode_to_vec()),
            _ => Answer::Http(200, Vec::new(), b"<html>".to_vec()),
        }
    });
    let (own, _) = logged(|| {
        let telemetry = install(config(otlp(Protocol::HttpProtobuf, &receiver.url())));
        emit(2);
        telemetry.flush(Duration::from_secs(20));
        emit(2);
        shut_down(telemetry, 4);
    });
    let target = format!("{}/v1/traces", receiver.url());
    let expected = [
        format!("1 spans were rejected by {target}: too old"),
        format!(
            "answer of {target}: the answer is no OTLP message, although its status says success; is this an OTLP endpoint?"
        ),
    ];
    assert_eq!(own, expected);
}

#[test]
fn a_receiver_that_is_not_there_and_a_full_queue_are_said() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let (own, _) = logged(|| {
            let telemetry = install(Config {
                batch: BatchConfig {
                    queue_spans_max: 10,
                    batch_spans_max: 10,
                    ..config(OtlpConfig::default()).batch
                },
                ..config(otlp(protocol, &format!("http://{}", nobody())))
            });
            emit(100);
            shut_down(telemetry, 100);
        });
        let says = |what: &str| own.iter().filter(|line| line.contains(what)).count();
        assert_eq!(
            says("spans were dropped because too many wait"),
            1,
            "{own:?}"
        );
        assert_eq!(
            says("will be sent again: error sending request"),
            1,
            "{own:?}"
        );
        assert_eq!(says("Connection refused"), own.len() - 1, "{own:?}");
        assert_eq!(
            says("could not be exported to http://127.0.0.1"),
            1,
            "{own:?}"
        );
    }
}

#[test]
fn a_receiver_that_is_silent_until_the_end_is_said() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let receiver = Receiver::answering(|_, _| Answer::Never);
        let (own, _) = logged(|| {
            let telemetry = install(Config {
                shutdown_timeout: Duration::from_millis(300),
                ..config(otlp(protocol, &receiver.url()))
            });
            emit(3);
            shut_down(telemetry, 3);
        });
        assert_eq!(own.len(), 1, "{own:?}");
        assert!(own[0].starts_with("3 spans could not be exported to http://127.0.0.1"));
        assert!(own[0].ends_with(": no answer in time"), "{own:?}");
    }
}
