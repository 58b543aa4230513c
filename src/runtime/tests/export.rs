//! What an OTLP receiver gets, over both protocols and from every kind of program.

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

use std::collections::BTreeMap;
use std::time::Duration;

use exporting::{PROTOCOLS, alone, config, emit, install, otlp, shut_down};
use opentelemetry_proto::tonic::common::v1::KeyValue;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span as OtlpSpan;
use receiver::Receiver;
use runtime::config::{BatchConfig, Compression, OtlpConfig, Protocol, Secret};
use runtime::sampling::{Root, Sampler, Sampling};
use runtime::{Config, Fault, Span};
use schemas::{Broken, NAMED, QUERY, ROWS, TABLE};

fn values(attributes: &[KeyValue]) -> BTreeMap<&str, Value> {
    let pair = |pair: &KeyValue| {
        let value = pair.value.clone().unwrap().value.unwrap();
        (pair.key.clone(), value)
    };
    let pairs = attributes.iter().map(pair);
    pairs.map(|(key, value)| (&*key.leak(), value)).collect()
}

fn text(text: &str) -> Value {
    Value::StringValue(text.to_owned())
}

#[test]
fn a_trace_arrives_with_all_its_fields() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let receiver = Receiver::start();
        let telemetry = install(config(otlp(protocol, &receiver.url())));
        let headers = BTreeMap::from([
            (
                "traceparent".to_owned(),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".to_owned(),
            ),
            ("tracestate".to_owned(), "vendor=1".to_owned()),
        ]);
        let server = Span::start_from(&NAMED, &headers, |attributes| {
            attributes.add(TABLE, "users");
        });
        server.within_blocking(|| {
            let query = Span::start(&QUERY, |attributes| {
                attributes.add(TABLE, "users");
                attributes.add(ROWS, runtime::Int(7));
            });
            query.fail(&Fault {
                error_type: "not_found",
                error: &Broken,
            });
        });
        drop(server);
        let report = shut_down(telemetry, 2);
        assert_eq!((report.exported, report.lost), (2, 0), "{protocol:?}");

        let received = receiver.wait(1);
        let resource = &received[0].message.resource_spans[0];
        assert_eq!(resource.schema_url, "https://schemas.example/1.0.0");
        let described = resource.resource.as_ref().unwrap();
        assert_eq!(values(&described.attributes)["service.name"], text("test"));
        let scope_spans = &resource.scope_spans[0];
        assert_eq!(scope_spans.schema_url, "https://schemas.example/1.0.0");
        let scope = scope_spans.scope.as_ref().unwrap();
        assert_eq!((&*scope.name, &*scope.version), ("test", "1.2.3"));
        check_query(&scope_spans.spans[0], &scope_spans.spans[1]);
        check_server(&scope_spans.spans[1]);
    }
}

fn check_query(query: &OtlpSpan, server: &OtlpSpan) {
    assert_eq!((&*query.name, query.kind), ("query", 3));
    assert_eq!(query.parent_span_id, server.span_id);
    assert_eq!(query.trace_id, server.trace_id);
    assert_eq!(query.flags, 0x101, "sampled, below a span of this process");
    assert_eq!(query.trace_state, "vendor=1");
    let attributes = values(&query.attributes);
    assert_eq!(attributes["db.table"], text("users"));
    assert_eq!(attributes["db.rows"], Value::IntValue(7));
    assert_eq!(attributes["db.operation"], text("select"));
    assert_eq!(attributes["error.type"], text("not_found"));
    assert_eq!(query.status.as_ref().map(|status| status.code), Some(2));
    assert_eq!(query.events[0].name, "exception");
    assert!(query.events[0].time_unix_nano >= query.start_time_unix_nano);
    assert!(query.end_time_unix_nano >= query.start_time_unix_nano);
}

fn check_server(server: &OtlpSpan) {
    assert_eq!((&*server.name, server.kind), ("read users!", 2));
    assert_eq!(
        server.parent_span_id,
        0xb7ad_6b71_6920_3331_u64.to_be_bytes()
    );
    assert_eq!(
        server.flags, 0x301,
        "sampled, below a span of another process"
    );
    assert_eq!(server.status, None);
}

#[test]
fn bodies_are_compressed_where_asked() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let sizes = [Compression::None, Compression::Gzip].map(|compression| {
            let receiver = Receiver::start();
            let telemetry = install(config(OtlpConfig {
                compression,
                ..otlp(protocol, &receiver.url())
            }));
            emit(100);
            assert_eq!(shut_down(telemetry, 100).exported, 100, "{protocol:?}");
            assert_eq!(receiver.spans().len(), 100);
            receiver.wait(1)[0].body_bytes
        });
        assert!(sizes[1] * 2 < sizes[0], "{protocol:?}: {sizes:?}");
    }
}

#[test]
fn every_request_carries_the_headers_of_the_user_and_those_of_the_protocol() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let receiver = Receiver::start();
        let telemetry = install(config(OtlpConfig {
            headers: vec![
                ("api-key".to_owned(), Secret::new("hunter2")),
                ("content-type".to_owned(), Secret::new("text/plain")),
                ("content-length".to_owned(), Secret::new("3")),
            ],
            timeout: Duration::from_millis(9500),
            ..otlp(protocol, &receiver.url())
        }));
        emit(1);
        assert_eq!(shut_down(telemetry, 1).exported, 1);
        let request = &receiver.wait(1)[0];
        assert_eq!(request.header("api-key"), Some("hunter2"));
        let agent = request.header("user-agent").unwrap();
        assert!(agent.starts_with("OTel-OTLP-Exporter-Rust"), "{agent}");
        match protocol {
            Protocol::HttpProtobuf => {
                assert_eq!(request.path, "/v1/traces");
                assert_eq!(
                    request.header("content-type"),
                    Some("application/x-protobuf")
                );
            }
            Protocol::Grpc => {
                let path = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
                assert_eq!(request.path, path);
                assert_eq!(request.header("content-type"), Some("application/grpc"));
                assert_eq!(request.header("te"), Some("trailers"));
                assert_eq!(request.header("grpc-timeout"), Some("9500m"));
            }
        }
    }
}

#[test]
fn spans_are_sent_after_the_delay_or_when_a_batch_is_full() {
    let _alone = alone();
    let receiver = Receiver::start();
    let batch = BatchConfig {
        delay: Duration::from_millis(50),
        batch_spans_max: 4,
        ..BatchConfig::default()
    };
    let telemetry = install(Config {
        batch,
        ..config(otlp(Protocol::HttpProtobuf, &receiver.url()))
    });
    emit(1);
    assert_eq!(receiver.wait(1)[0].spans().count(), 1);
    shut_down(telemetry, 1);

    let receiver = Receiver::start();
    let telemetry = install(Config {
        batch: BatchConfig {
            delay: Duration::from_secs(3600),
            ..batch
        },
        ..config(otlp(Protocol::HttpProtobuf, &receiver.url()))
    });
    emit(6);
    assert_eq!(receiver.wait(1)[0].spans().count(), 4);
    assert!(telemetry.flush(Duration::from_secs(20)));
    assert_eq!(receiver.spans().len(), 6, "a flush waits for what is there");
    emit(3);
    assert_eq!(shut_down(telemetry, 9).exported, 9);
    assert_eq!(receiver.spans().len(), 9);
}

#[test]
fn spans_kept_of_unsampled_traces_are_counted_apart() {
    let _alone = alone();
    let receiver = Receiver::start();
    let telemetry = install(Config {
        sampling: Sampling {
            sampler: Sampler {
                root: Root::Ratio(0.0),
                follows_parent: true,
            },
            ..Sampling::default()
        },
        ..config(otlp(Protocol::HttpProtobuf, &receiver.url()))
    });
    emit(10);
    let failed = Span::start(&QUERY, |_| {});
    failed.fail(&Fault {
        error_type: "not_found",
        error: &Broken,
    });
    drop(failed);
    let report = shut_down(telemetry, 1);
    assert_eq!((report.exported, report.lost), (1, 0));
    assert_eq!(runtime::provider::counters().kept, 1);
    assert_eq!(receiver.spans()[0].flags, 0x101);
}

#[test]
fn it_does_not_matter_which_asynchronous_runtime_the_program_has() {
    let _alone = alone();
    let run = |receiver: &Receiver, protocol| {
        let telemetry = install(config(otlp(protocol, &receiver.url())));
        emit(10);
        assert!(telemetry.flush(Duration::from_secs(20)));
        emit(10);
        assert_eq!(shut_down(telemetry, 20).exported, 20);
    };
    for protocol in PROTOCOLS {
        let receiver = Receiver::start();
        run(&receiver, protocol);
        let current = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        current.block_on(async { run(&receiver, protocol) });
        let multi = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .build()
            .unwrap();
        multi.block_on(async { run(&receiver, protocol) });
        let task = async move { drop(install(config(otlp(protocol, "http://127.0.0.1:1")))) };
        multi.block_on(async { tokio::spawn(task).await.unwrap() });
        assert_eq!(receiver.spans().len(), 60, "{protocol:?}");
    }
}

#[test]
fn telemetry_that_is_dropped_exports_what_is_there() {
    let _alone = alone();
    let receiver = Receiver::start();
    let telemetry = install(config(otlp(Protocol::Grpc, &receiver.url())));
    emit(3);
    drop(telemetry);
    assert_eq!(receiver.spans().len(), 3);
}

#[test]
fn spans_that_end_after_shutdown_are_counted_as_dropped() {
    let _alone = alone();
    let receiver = Receiver::start();
    let telemetry = install(config(otlp(Protocol::HttpProtobuf, &receiver.url())));
    let late = Span::start(&QUERY, |_| {});
    emit(1);
    assert_eq!(shut_down(telemetry, 1).exported, 1);
    drop(late);
    let counters = runtime::provider::counters();
    assert_eq!((counters.sampled, counters.dropped), (2, 1));
}

#[test]
fn settings_that_cannot_work_are_refused_with_what_to_do() {
    let _alone = alone();
    let refused = |otlp: OtlpConfig| {
        let error = runtime::install(config(otlp), exporting::resource());
        error.expect_err("settings that cannot work").to_string()
    };
    assert_eq!(
        refused(OtlpConfig::new(
            Protocol::HttpProtobuf,
            "ftp://me:secret@host/x?y"
        )),
        "the OTLP endpoint is `ftp://host/x`, expected a URL such as `http://localhost:4318/v1/traces`",
    );
    assert_eq!(
        refused(OtlpConfig::new(Protocol::Grpc, "me:secret@host")),
        "the OTLP endpoint is `host`, expected a URL such as `http://localhost:4317`",
    );
    assert_eq!(
        refused(OtlpConfig {
            headers: vec![("api key".to_owned(), Secret::new("hunter2"))],
            ..OtlpConfig::default()
        }),
        "the OTLP header `api key` cannot be sent: expected a name and a value of visible ASCII characters",
    );
}

#[test]
fn times_that_no_clock_can_hold_are_times_too() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let receiver = Receiver::start();
        let telemetry = install(Config {
            batch: BatchConfig {
                delay: Duration::MAX,
                export_timeout: Duration::MAX,
                ..BatchConfig::default()
            },
            shutdown_timeout: Duration::MAX,
            ..config(OtlpConfig {
                timeout: Duration::MAX,
                ..otlp(protocol, &receiver.url())
            })
        });
        emit(10);
        assert!(telemetry.flush(Duration::MAX));
        emit(10);
        assert_eq!(shut_down(telemetry, 20).exported, 20, "{protocol:?}");
    }
}
