//! Spans of the OpenTelemetry SDK.

use std::hint::black_box;
use std::time::Duration;

use opentelemetry::trace::{SpanBuilder, SpanKind, TraceContextExt, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{
    Sampler, SdkTracer, SdkTracerProvider, Span, SpanData, SpanProcessor,
};

use crate::COLLECTION;
use crate::harness::Kernel;

/// Forgets every span.
#[derive(Debug)]
pub struct Nothing;

impl SpanProcessor for Nothing {
    fn on_start(&self, _: &mut Span, _: &Context) {}
    fn on_end(&self, span: SpanData) {
        drop(black_box(span));
    }
    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }
    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

pub fn provider(ratio: f64) -> SdkTracerProvider {
    let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(ratio)));
    SdkTracerProvider::builder()
        .with_sampler(sampler)
        .with_span_processor(Nothing)
        .build()
}

/// The fastest that the SDK can do: all attributes in the builder.
#[inline(always)]
fn search(tracer: &SdkTracer, parent: &Context) -> Span {
    let attributes = vec![
        KeyValue::new("store.operation", "query"),
        KeyValue::new("store.collection", (*black_box(&COLLECTION)).to_owned()),
        KeyValue::new("store.limit", black_box(10_i64)),
        KeyValue::new("store.region", "local"),
        KeyValue::new("store.system", "memory"),
        KeyValue::new("store.count", black_box(7_i64)),
    ];
    let builder = SpanBuilder::from_name("store.search")
        .with_kind(SpanKind::Client)
        .with_attributes(attributes);
    tracer.build_with_context(builder, parent)
}

pub fn span(provider: SdkTracerProvider) -> Kernel {
    let tracer = provider.tracer("benches");
    let none = Context::new();
    Kernel::new("REF: SDK, recorded", move || drop(search(&tracer, &none)))
}

/// A trace of four spans.
pub fn trace(provider: SdkTracerProvider) -> Kernel {
    let tracer = provider.tracer("benches");
    let run = move || {
        let root = search(&tracer, &Context::new());
        let below = Context::new().with_span(root);
        for _ in 0..3 {
            drop(search(&tracer, &below));
        }
    };
    Kernel::new("REF: SDK, head sampling", run)
}
