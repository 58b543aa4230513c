//! What a log record costs on the thread that logs, and what of it the names of the span are: the
//! difference between the rows without and within a span.

use divan::{Bencher, black_box};
use runtime::context;
use runtime::logs::{Format, subscriber};
use runtime::schema::{Name, Scope, SpanKind, SpanSchema};
use runtime::{Capture, Config, Resource, Span};

static SCOPE: Scope = Scope::new("bench", "1.0", "https://bench.example/1.0");

static SPAN: SpanSchema = SpanSchema {
    scope: &SCOPE,
    id: "span.bench.work",
    layer: "bench",
    name: Name::Fixed("work"),
    kind: SpanKind::Internal,
    attributes: &[],
    constants: &[],
    error_type: None,
    exception: None,
    events: &[],
    parents: &["root"],
};

static PROCESS: runtime::schema::ResourceSchema = runtime::schema::ResourceSchema {
    schema_url: "https://bench.example/1.0",
    attributes: &[],
};

fn main() {
    divan::main();
}

fn log(bencher: Bencher<'_, '_>, format: Format) {
    let subscriber = subscriber(format, |line| {
        black_box(line);
    });
    tracing::subscriber::with_default(subscriber, || {
        bencher.bench_local(|| tracing::warn!(count = black_box(3), "a request was slow"));
    });
}

fn within_span(work: impl FnOnce()) {
    let config = Config {
        capture: Some(Capture::new()),
        ..Config::default()
    };
    let telemetry = runtime::install(config, Resource::new(&PROCESS, |_| {}));
    let span = Span::start(&SPAN, |_| {});
    span.within_blocking(work);
    drop(span);
    drop(telemetry);
}

const FORMATS: [&str; 2] = ["text", "json"];

fn format(name: &str) -> Format {
    match name {
        "json" => Format::Json,
        _ => Format::Text { colour: false },
    }
}

#[divan::bench(args = FORMATS)]
fn record_without_a_span(bencher: Bencher<'_, '_>, name: &str) {
    log(bencher, format(name));
}

#[divan::bench(args = FORMATS)]
fn record_within_a_span(bencher: Bencher<'_, '_>, name: &str) {
    within_span(|| log(bencher, format(name)));
}

#[divan::bench]
fn ids_of_the_current_span(bencher: Bencher<'_, '_>) {
    within_span(|| bencher.bench_local(|| black_box(context::CurrentSpan::get())));
}

#[divan::bench(args = ["connection refused (os error 111)", "GET https://ada:hunter2@host/?token=x failed"])]
fn scrub(bencher: Bencher<'_, '_>, text: &str) {
    bencher.bench_local(|| runtime::scrub::message(black_box(text)));
}
