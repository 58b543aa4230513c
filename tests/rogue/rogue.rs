use opentelemetry::KeyValue;
use opentelemetry::trace::{Span, Tracer};

fn main() {
    let mut span = opentelemetry::global::tracer("rogue").start("anything");
    span.set_attribute(KeyValue::new("any.key", "any value"));
}
