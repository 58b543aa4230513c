//! How requests end that get no answer.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::routing::get;
use http_api::{HttpConfig, Trace, TraceLayer};
use runtime::capture::Outcome;
use runtime::schema::ResourceSchema;
use runtime::{Capture, Config, FinishedSpan, Resource};
use tower_layer::Layer;
use tower_service::Service;

static PROCESS: ResourceSchema = ResourceSchema {
    schema_url: "",
    attributes: &[],
};

#[test]
fn a_client_that_goes_away_and_a_handler_that_panics_are_told_apart() {
    let capture = Capture::new();
    let config = Config {
        capture: Some(capture.clone()),
        ..Config::default()
    };
    let telemetry =
        runtime::install(config, Resource::new(&PROCESS, |_| ())).expect("the first installation");
    let router = Router::new()
        .route("/waits", get(std::future::pending::<()>))
        .route("/panics", get(async || -> () { panic!("on purpose") }));
    let traced = TraceLayer::new(HttpConfig::default(), ["/waits", "/panics"]);
    let mut router = traced.layer(router);

    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let waits = answer(&mut router, "/waits");
    runtime.block_on(async {
        tokio::select! {
            biased;
            _ = waits => unreachable!("it waits for ever"),
            () = std::future::ready(()) => {}
        }
    });
    let panics = answer(&mut router, "/panics");
    assert!(catch_unwind(AssertUnwindSafe(|| runtime.block_on(panics))).is_err());
    assert_eq!(telemetry.shutdown().lost, 0);

    let spans = capture.finished();
    assert_eq!(outcomes(&spans), ["/waits cancelled", "/panics panic"]);
    let events: Vec<_> = spans.iter().map(|span| span.events.len()).collect();
    assert_eq!(events, [1, 1], "each is told once");
}

fn answer(
    router: &mut Trace<Router>,
    path: &str,
) -> impl Future<Output = Result<axum::response::Response, Infallible>> + use<> {
    let request = Request::builder()
        .uri(path)
        .body(Body::empty())
        .expect("a whole request");
    router.call(request)
}

/// The path of each request and how it ended.
fn outcomes(spans: &[FinishedSpan]) -> Vec<String> {
    let outcome = |span: &FinishedSpan| match &span.outcome {
        Outcome::Error(error) => format!("{} {error}", span.attributes["url.path"]),
        other => format!("{other:?}"),
    };
    spans.iter().map(outcome).collect()
}
