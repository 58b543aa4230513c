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
use tower_layer::{Identity, Layer};
use tower_service::Service;

/// What tracing may add to a request at 100 %, in nanoseconds.
const ADDED_MAX: f64 = 500.0;

const SEARCH: &str = "/api/v1/search";

fn main() {
    println!("A request through axum's router; REF: without tracing.");
    let bare = || request("REF: no layer", routes());
    let layer = || TraceLayer::new(HttpConfig::default(), [SEARCH]);
    let traced = |name| request(name, layer().layer(routes()));
    let inside = request("a layer inside that does nothing", routes().layer(Identity::new()));
    compare(bare(), vec![inside, traced("telemetry off")]);
    for (name, ratio) in [("0 % sampled", 0.0), ("10 % sampled", 0.1)] {
        installed(ratio, || compare(bare(), vec![traced(name)]));
    }
    installed(1.0, || {
        let kernel = traced("100 % sampled").target(Target::Added(ADDED_MAX), f64::INFINITY);
        compare(bare(), vec![kernel]);
    });
}

fn routes() -> Router {
    Router::new().route(SEARCH, get(async || "found"))
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

fn request<S>(name: &'static str, mut router: S) -> Kernel
where
    S: Service<Request, Response = Response, Error = Infallible> + 'static,
{
    Kernel::new(name, move || drop(answer(&mut router)))
}

fn answer<S>(router: &mut S) -> Response
where
    S: Service<Request, Response = Response, Error = Infallible>,
{
    let request = Request::builder()
        .uri(SEARCH)
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
