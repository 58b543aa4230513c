//! The same span by way of `tracing-opentelemetry`.

use std::hint::black_box;

use opentelemetry::trace::TracerProvider;
use tracing_subscriber::layer::SubscriberExt;

use crate::COLLECTION;
use crate::harness::Kernel;
use crate::sdk;

pub fn span() -> Kernel {
    let provider = sdk::provider(1.0);
    let layer = tracing_opentelemetry::layer()
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_level(false)
        .with_tracer(provider.tracer("benches"));
    let dispatch = tracing::Dispatch::new(tracing_subscriber::registry().with(layer));
    // The subscriber of this thread for as long as the kernel lives.
    let current = tracing::dispatcher::set_default(&dispatch);
    Kernel::new("REF: tracing-opentelemetry, recorded", move || {
        let _current = &current;
        let span = tracing::info_span!(
            "store.search",
            otel.kind = "client",
            store.operation = "query",
            store.collection = *black_box(&COLLECTION),
            store.limit = black_box(10_i64),
            store.region = "local",
            store.system = "memory",
            store.count = black_box(7_i64),
        );
        // Sampled when it is entered.
        span.in_scope(|| ());
    })
}
