//! Receivers that are not there, slow, or answer strangely: nothing waits for them, and every span
//! is counted.

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

use std::time::{Duration, Instant};

use exporting::{PROTOCOLS, alone, config, emit, install, otlp, shut_down};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTracePartialSuccess, ExportTraceServiceResponse,
};
use prost::Message;
use receiver::{Answer, Receiver, nobody};
use runtime::config::{BatchConfig, OtlpConfig, Protocol};
use runtime::{Config, Span};
use schemas::{QUERY, TABLE};

/// How long shutdown may take in these tests.
const DEADLINE: Duration = Duration::from_secs(1);

/// How much longer it takes on a busy machine.
const TOLERANCE: Duration = Duration::from_millis(1500);

fn hurried(otlp: OtlpConfig) -> Config {
    Config {
        shutdown_timeout: DEADLINE,
        ..config(otlp)
    }
}

/// Ends so many spans with a receiver that answers in this way, and shuts down in time.
fn lose(receiver: &Receiver, protocol: Protocol, spans: usize) -> runtime::Report {
    let telemetry = install(hurried(otlp(protocol, &receiver.url())));
    emit(spans);
    let start = Instant::now();
    let report = shut_down(telemetry, spans as u64);
    let took = start.elapsed();
    assert!(took < DEADLINE + TOLERANCE, "{protocol:?}: {took:?}");
    report
}

#[test]
fn a_receiver_that_is_not_there_costs_the_spans_and_no_time() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let telemetry = install(config(otlp(protocol, &format!("http://{}", nobody()))));
        emit(5000);
        let start = Instant::now();
        let report = shut_down(telemetry, 5000);
        assert_eq!((report.exported, report.lost), (0, 5000));
        let took = start.elapsed();
        assert!(
            took < TOLERANCE,
            "{protocol:?}: it waited {took:?} for nobody"
        );
    }
}

#[test]
fn a_receiver_that_comes_back_gets_what_is_sent_then() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let receiver = Receiver::start();
        let address = receiver.address;
        let telemetry = install(Config {
            batch: BatchConfig {
                export_timeout: Duration::from_millis(700),
                ..config(OtlpConfig::default()).batch
            },
            ..config(otlp(protocol, &receiver.url()))
        });
        emit(10);
        assert!(telemetry.flush(Duration::from_secs(20)));
        assert_eq!(receiver.spans().len(), 10);
        drop(receiver);
        emit(20);
        assert!(
            telemetry.flush(Duration::from_secs(20)),
            "given up in the end"
        );
        let counters = runtime::provider::counters();
        assert_eq!(
            (counters.exported, counters.failed),
            (10, 20),
            "{protocol:?}"
        );

        let receiver = Receiver::at(address, None, |_, _| Answer::Ok);
        emit(30);
        assert!(telemetry.flush(Duration::from_secs(20)));
        assert_eq!(receiver.spans().len(), 30);
        let report = shut_down(telemetry, 60);
        assert_eq!((report.exported, report.failed), (40, 20), "{protocol:?}");
    }
}

#[test]
fn what_is_sent_while_a_receiver_restarts_is_not_lost() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let address = nobody();
        let telemetry = install(config(otlp(protocol, &format!("http://{address}"))));
        emit(10);
        assert!(
            !telemetry.flush(Duration::from_millis(300)),
            "nobody is there"
        );
        let receiver = Receiver::at(address, None, |_, _| Answer::Ok);
        assert!(telemetry.flush(Duration::from_secs(20)));
        assert_eq!(receiver.spans().len(), 10);
        assert_eq!(shut_down(telemetry, 10).exported, 10, "{protocol:?}");
    }
}

#[test]
fn whoever_ends_spans_never_waits_for_a_receiver_that_does_not_answer() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let receiver = Receiver::answering(|_, _| Answer::Never);
        let telemetry = install(Config {
            batch: BatchConfig {
                queue_spans_max: 1000,
                batch_spans_max: 100,
                ..config(OtlpConfig::default()).batch
            },
            ..hurried(otlp(protocol, &receiver.url()))
        });
        emit(100);
        receiver.wait(1);
        // All of them end while the first is still held: they cannot have waited for it.
        emit(10_000);
        let counters = runtime::provider::counters();
        assert_eq!((counters.exported, counters.failed), (0, 0));
        assert!(counters.dropped >= 8000, "{counters:?}");
        let start = Instant::now();
        let report = shut_down(telemetry, 10_100);
        assert_eq!(report.exported, 0);
        assert!(
            start.elapsed() < DEADLINE + TOLERANCE,
            "{:?}",
            start.elapsed()
        );
    }
}

#[test]
fn a_receiver_that_asks_for_time_gets_it_and_then_the_spans() {
    let _alone = alone();
    let answers: [(Protocol, fn() -> Answer); 3] = [
        (Protocol::HttpProtobuf, || {
            let headers = vec![("retry-after", "1".to_owned())];
            Answer::Http(503, headers, b"overloaded".to_vec())
        }),
        (Protocol::HttpProtobuf, || {
            Answer::Http(429, Vec::new(), Vec::new())
        }),
        (Protocol::Grpc, || Answer::Grpc(14, Vec::new(), Vec::new())),
    ];
    for (case, (protocol, refusal)) in answers.into_iter().enumerate() {
        let receiver = Receiver::answering(move |number, _| match number {
            0 => refusal(),
            _ => Answer::Ok,
        });
        let telemetry = install(config(otlp(protocol, &receiver.url())));
        emit(10);
        let start = Instant::now();
        assert!(telemetry.flush(Duration::from_secs(20)));
        if case == 0 {
            assert!(
                start.elapsed() >= Duration::from_secs(1),
                "{:?}",
                start.elapsed()
            );
        }
        assert_eq!(receiver.received().len(), 2);
        assert_eq!(shut_down(telemetry, 10).exported, 10, "{case}");
    }
}

#[test]
fn a_receiver_that_asks_for_more_time_than_there_is_loses_the_spans_at_once() {
    let _alone = alone();
    let receiver = Receiver::answering(|_, _| {
        Answer::Http(503, vec![("retry-after", "3600".to_owned())], Vec::new())
    });
    let telemetry = install(config(otlp(Protocol::HttpProtobuf, &receiver.url())));
    emit(10);
    assert!(telemetry.flush(Duration::from_secs(20)), "given up");
    emit(600);
    let start = Instant::now();
    let report = shut_down(telemetry, 610);
    assert_eq!((report.failed, report.dropped), (10, 600));
    assert!(start.elapsed() < DEADLINE, "{:?}", start.elapsed());
    assert_eq!(receiver.received().len(), 1, "it is left alone");
}

#[test]
fn a_request_that_is_refused_for_good_is_not_repeated() {
    let _alone = alone();
    let refusals: [(Protocol, fn() -> Answer); 5] = [
        (Protocol::HttpProtobuf, || {
            Answer::Http(400, Vec::new(), b"no".to_vec())
        }),
        (Protocol::HttpProtobuf, || {
            Answer::Http(500, Vec::new(), Vec::new())
        }),
        (Protocol::HttpProtobuf, || {
            let headers = vec![("location", "http://localhost/elsewhere".to_owned())];
            Answer::Http(307, headers, Vec::new())
        }),
        (Protocol::Grpc, || Answer::Grpc(3, Vec::new(), Vec::new())),
        (Protocol::Grpc, || {
            Answer::Http(404, Vec::new(), b"<html>".to_vec())
        }),
    ];
    for (protocol, refusal) in refusals {
        let receiver = Receiver::answering(move |_, _| refusal());
        let report = lose(&receiver, protocol, 10);
        assert_eq!((report.exported, report.failed, report.dropped), (0, 10, 0));
        assert_eq!(receiver.received().len(), 1, "{:?}", refusal());
    }
}

#[test]
fn spans_that_a_receiver_rejects_are_counted_as_failed() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let receiver = Receiver::answering(move |_, _| {
            let message = ExportTraceServiceResponse {
                partial_success: Some(ExportTracePartialSuccess {
                    rejected_spans: 3,
                    error_message: "too old".to_owned(),
                }),
            };
            match protocol {
                Protocol::HttpProtobuf => Answer::Http(200, Vec::new(), message.encode_to_vec()),
                Protocol::Grpc => Answer::Grpc(0, Vec::new(), message.encode_to_vec()),
            }
        });
        let report = lose(&receiver, protocol, 10);
        assert_eq!((report.exported, report.failed), (7, 3), "{protocol:?}");
        assert_eq!(receiver.received().len(), 1);
    }
}

#[test]
fn success_counts_as_success_whatever_comes_with_it() {
    let _alone = alone();
    let answers: [(Protocol, fn() -> Answer); 5] = [
        (Protocol::HttpProtobuf, || Answer::Unfinished(200)),
        (Protocol::HttpProtobuf, || {
            Answer::Http(200, Vec::new(), b"<html>welcome</html>".to_vec())
        }),
        (Protocol::HttpProtobuf, || {
            Answer::Http(202, Vec::new(), vec![0xff; 9])
        }),
        (Protocol::HttpProtobuf, || Answer::Endless(200)),
        (Protocol::Grpc, || {
            Answer::Grpc(0, Vec::new(), vec![0xff; 9])
        }),
    ];
    for (protocol, answer) in answers {
        let receiver = Receiver::answering(move |_, _| answer());
        let report = lose(&receiver, protocol, 10);
        assert_eq!((report.exported, report.lost), (10, 0), "{:?}", answer());
    }
}

#[test]
fn answers_without_end_are_not_read_to_the_end() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let receiver = Receiver::answering(|_, _| Answer::Endless(400));
        let report = lose(&receiver, protocol, 10);
        assert_eq!((report.exported, report.failed), (0, 10), "{protocol:?}");
    }
}

#[test]
fn shutdown_is_over_in_time_whatever_the_receiver_does() {
    let _alone = alone();
    let answers: [(Protocol, fn() -> Answer); 6] = [
        (Protocol::HttpProtobuf, || Answer::Never),
        (Protocol::Grpc, || Answer::Never),
        (Protocol::HttpProtobuf, || {
            Answer::Http(503, Vec::new(), Vec::new())
        }),
        (Protocol::HttpProtobuf, || {
            Answer::Http(503, vec![("retry-after", "2".to_owned())], Vec::new())
        }),
        (Protocol::Grpc, || Answer::Grpc(14, Vec::new(), Vec::new())),
        (Protocol::Grpc, || Answer::Endless(200)),
    ];
    for (protocol, answer) in answers {
        let receiver = Receiver::answering(move |_, _| answer());
        let report = lose(&receiver, protocol, 2000);
        assert_eq!((report.exported, report.lost), (0, 2000), "{:?}", answer());
    }
}

#[test]
fn a_program_on_one_thread_shuts_down_in_time() {
    let _alone = alone();
    let receiver = Receiver::answering(|_, _| Answer::Never);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    for protocol in PROTOCOLS {
        runtime.block_on(async { lose(&receiver, protocol, 100) });
    }
}

#[test]
fn each_span_of_a_burst_is_counted() {
    let _alone = alone();
    const SPANS: usize = 100_000;
    for protocol in PROTOCOLS {
        let receiver = Receiver::start();
        let telemetry = install(Config {
            shutdown_timeout: Duration::from_secs(20),
            ..config(otlp(protocol, &receiver.url()))
        });
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| emit(SPANS / 4));
            }
        });
        let report = shut_down(telemetry, SPANS as u64);
        assert_eq!(report.failed, 0, "{report:?}");
        assert_eq!(receiver.spans().len() as u64, report.exported);
    }
}

#[test]
fn large_texts_are_bounded_in_memory_and_in_requests() {
    let _alone = alone();
    let receiver = Receiver::answering(|_, _| Answer::Http(503, Vec::new(), Vec::new()));
    let telemetry = install(hurried(otlp(Protocol::HttpProtobuf, &receiver.url())));
    let text = "x".repeat(1024 * 1024);
    for _ in 0..200 {
        drop(Span::start(&QUERY, |attributes| {
            attributes.add(TABLE, &*text)
        }));
    }
    let dropped = runtime::provider::counters().dropped;
    assert!(
        dropped > 100,
        "200 MiB were offered, only {dropped} spans dropped"
    );
    shut_down(telemetry, 200);
    for request in receiver.received() {
        assert!(
            request.body_bytes < 4 * 1024 * 1024,
            "{}",
            request.body_bytes
        );
    }
}

#[test]
fn spans_that_end_while_telemetry_shuts_down_are_counted_too() {
    let _alone = alone();
    for (round, protocol) in PROTOCOLS.into_iter().cycle().take(10).enumerate() {
        let receiver = Receiver::start();
        let telemetry = install(Config {
            batch: BatchConfig {
                batch_spans_max: 1 + round * 7,
                ..config(OtlpConfig::default()).batch
            },
            ..config(otlp(protocol, &receiver.url()))
        });
        let report = std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| emit(200 * round));
            }
            telemetry.shutdown()
        });
        let counters = runtime::provider::counters();
        let settled = counters.exported + counters.failed + counters.dropped;
        assert_eq!(counters.sampled, settled, "{counters:?}");
        assert_eq!(counters.exported, report.exported, "{counters:?}");
        assert_eq!(receiver.spans().len() as u64, report.exported, "{report:?}");
    }
}
