//! What tracing adds to an HTTP request, in process and without sockets.

#[path = "../spans/harness.rs"]
mod harness;

use std::convert::Infallible;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::get;
use harness::{Kernel, Target, compare};
use http_api::{HttpConfig, TraceLayer};
use runtime::sampling::{Keep, Root, Sampler, Sampling};
use runtime::{Capture, Config};
use semconv::resource::Service as Resource;
use tower_layer::Identity;
use tower_service::Service;

/// What tracing may add to a request at 100 %, in nanoseconds.
const ADDED_MAX: f64 = 500.0;

fn main() {
    println!("A request through axum's router; REF: without tracing.");
    let bare = || request("REF: no layer", routes());
    let traced = |name| request(name, routes().layer(TraceLayer::new(HttpConfig::default())));
    let layered = request("a layer that does nothing", routes().layer(Identity::new()));
    compare(bare(), vec![layered, traced("telemetry off")]);
    for (name, ratio) in [("0 % sampled", 0.0), ("10 % sampled", 0.1)] {
        installed(ratio, || compare(bare(), vec![traced(name)]));
    }
    installed(1.0, || {
        let kernel = traced("100 % sampled").target(Target::Added(ADDED_MAX), f64::INFINITY);
        compare(bare(), vec![kernel]);
    });
}

fn routes() -> Router {
    Router::new().route("/api/v1/search", get(async || "found"))
}

/// Runs `work` with telemetry installed that counts spans and forgets them.
fn installed(ratio: f64, work: impl FnOnce()) {
    let sampler = Sampler {
        root: Root::Ratio(ratio),
        follows_parent: true,
    };
    let config = Config {
        sampling: Sampling {
            sampler,
            keep: Keep::default(),
            ..Sampling::default()
        },
        capture: Some(Capture::of(0)),
        ..Config::default()
    };
    let service = Resource {
        service_instance_id: "1",
        service_name: "benches",
        service_version: "0",
    };
    let telemetry = runtime::install(config, service.into()).expect("nothing is installed yet");
    work();
    drop(telemetry);
}

fn request(name: &'static str, mut router: Router) -> Kernel {
    Kernel::new(name, move || drop(answer(&mut router)))
}

fn answer(router: &mut Router) -> Response {
    let request = Request::builder()
        .uri("/api/v1/search")
        .header("host", "localhost:8080")
        .body(Body::empty())
        .expect("a whole request");
    let mut answer = pin!(router.call(request));
    match answer
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(Ok::<_, Infallible>(response)) => response,
        Poll::Ready(Err(never)) => match never {},
        Poll::Pending => unreachable!("the handler waits for nothing"),
    }
}
