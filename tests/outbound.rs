//! A call to another server as its trace tells it: one span, an event for each time that the request
//! is sent again, and nothing that the registry lacks.

#[path = "support/conformance.rs"]
mod conformance;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri};
use outbound::{Client, ClientConfig, Request, Retries, Url};
use runtime::capture::{Outcome, Value};
use runtime::schema::ResourceSchema;
use runtime::{Capture, Config, FinishedSpan, Resource};
use tokio::net::TcpListener;

static PROCESS: ResourceSchema = ResourceSchema {
    schema_url: "",
    attributes: &[],
};

/// Who asked what.
type Asked = Arc<Mutex<Vec<(Uri, HeaderMap)>>>;

/// Answers with these statuses in turn, and with the last one from then on.
async fn server(statuses: &'static [u16]) -> (Url, Asked) {
    let asked = Asked::default();
    let kept = Arc::clone(&asked);
    let turn = Arc::new(AtomicUsize::new(0));
    let router = Router::new().fallback(async move |uri: Uri, headers: HeaderMap| {
        kept.lock().expect("no panic before").push((uri, headers));
        let turn = turn.fetch_add(1, Ordering::SeqCst).min(statuses.len() - 1);
        StatusCode::from_u16(statuses[turn]).expect("a status")
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener");
    tokio::spawn(async move { axum::serve(listener, router).await });
    let url = format!("http://{address}/base?key=hunter2");
    (url.parse().expect("a URL"), asked)
}

fn client(base: &Url) -> Client {
    rustls_graviola::default_provider().install_default().ok();
    let config = ClientConfig {
        attempt_timeout: Duration::from_secs(10),
        retries: Retries {
            attempts_max: 3,
            delay_first: Duration::from_millis(1),
            delay_max: Duration::from_millis(1),
        },
        ..ClientConfig::new(base.clone())
    };
    Client::new(config).expect("a client")
}

/// A request with a secret in its query.
fn request() -> Request {
    Request::get("things").query("q", "hunter2")
}

fn shown(span: &FinishedSpan) -> Vec<String> {
    let shown = |(key, value): (&String, &Value)| format!("{key}={value}");
    span.attributes.iter().map(shown).collect()
}

/// The events without how long was waited, which is random.
fn events(span: &FinishedSpan) -> Vec<String> {
    let shown = |(name, attributes): &(String, std::collections::BTreeMap<String, Value>)| {
        let attributes = attributes
            .iter()
            .map(|(key, value)| match key.as_str() {
                "cluster_whisperer.http.retry_delay_ms" => {
                    assert!(matches!(value, Value::Int(0..=1)), "{value:?}");
                    key.clone()
                }
                _ => format!("{key}={value}"),
            })
            .collect::<Vec<_>>();
        format!("{name}: {}", attributes.join(" "))
    };
    span.events.iter().map(shown).collect()
}

#[tokio::test]
async fn a_call_is_one_span_however_often_it_is_sent() {
    let capture = Capture::new();
    let config = Config {
        capture: Some(capture.clone()),
        ..Config::default()
    };
    let telemetry =
        runtime::install(config, Resource::new(&PROCESS, |_| ())).expect("the first installation");

    let (busy, asked) = server(&[503, 429, 200]).await;
    client(&busy)
        .call(request())
        .await
        .expect("an answer at last");
    let (gone, _) = server(&[404]).await;
    client(&gone).call(request()).await.expect_err("it is gone");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener");
    drop(listener);
    let nobody = format!("http://{address}").parse().expect("a URL");
    client(&nobody)
        .call(request())
        .await
        .expect_err("nobody listens");
    assert_eq!(telemetry.shutdown().lost, 0);

    let spans = capture.finished();
    let [retried, refused, unanswered] = &spans[..] else {
        panic!("expected a span for each call: {spans:?}");
    };
    for span in &spans {
        assert_eq!(conformance::problems(span, &spans), Vec::<String>::new());
        assert!(!format!("{span:?}").contains("hunter2"), "{span:?}");
    }
    check_retried(retried, &busy, &asked);

    assert_eq!(refused.outcome, Outcome::Error("not_found".to_owned()));
    assert_eq!(
        refused.attributes["http.response.status_code"],
        Value::Int(404)
    );
    assert!(!refused.attributes.contains_key("http.request.resend_count"));
    assert_eq!(events(refused), ["exception: exception.type=not_found"]);

    assert_eq!(unanswered.outcome, Outcome::Error("unavailable".to_owned()));
    assert!(
        !unanswered
            .attributes
            .contains_key("http.response.status_code")
    );
    assert_eq!(
        unanswered.attributes["http.request.resend_count"],
        Value::Int(2)
    );
    let names: Vec<_> = unanswered.events.iter().map(|(name, _)| name).collect();
    let retry = "cluster_whisperer.http.retry";
    assert_eq!(names, [retry, retry, "exception"]);
}

fn check_retried(span: &FinishedSpan, base: &Url, asked: &Asked) {
    let port = base.port().expect("a port");
    assert_eq!(
        shown(span),
        [
            "http.request.method=GET".to_owned(),
            "http.request.resend_count=2".to_owned(),
            "http.response.status_code=200".to_owned(),
            "server.address=127.0.0.1".to_owned(),
            format!("server.port={port}"),
            format!("url.full=http://127.0.0.1:{port}/base/things"),
        ]
    );
    assert_eq!(span.outcome, Outcome::Ok);
    assert_eq!(
        events(span),
        [
            "cluster_whisperer.http.retry: cluster_whisperer.http.retry_delay_ms error.type=unavailable http.request.resend_count=1 http.response.status_code=503",
            "cluster_whisperer.http.retry: cluster_whisperer.http.retry_delay_ms error.type=unavailable http.request.resend_count=2 http.response.status_code=429",
        ]
    );
    let parent = format!("00-{}-{}-01", span.trace_id, span.span_id);
    for (uri, headers) in asked.lock().expect("no panic before").iter() {
        assert_eq!(uri, "/base/things?key=hunter2&q=hunter2");
        assert_eq!(headers["traceparent"], parent.as_str());
    }
}
