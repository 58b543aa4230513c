//! W3C trace context in and out of carriers such as HTTP headers.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use opentelemetry::Context;
use opentelemetry::propagation::{Extractor, Injector, TextMapPropagator};
use opentelemetry_sdk::propagation::TraceContextPropagator;

static W3C: LazyLock<TraceContextPropagator> = LazyLock::new(TraceContextPropagator::new);

/// Something that carries text under names, as HTTP headers do.
pub trait Carrier {
    /// The text under a name, compared without regard to case.
    fn get(&self, name: &str) -> Option<&str>;
    /// Puts a text under a name, replacing what was there.
    fn set(&mut self, name: &str, value: String);
}

impl Carrier for http::HeaderMap {
    fn get(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(|value| value.to_str().ok())
    }

    fn set(&mut self, name: &str, value: String) {
        if let (Ok(name), Ok(value)) = (
            http::HeaderName::try_from(name),
            http::HeaderValue::try_from(value),
        ) {
            self.insert(name, value);
        }
    }
}

/// Names in lower case; for transports other than HTTP.
impl Carrier for BTreeMap<String, String> {
    fn get(&self, name: &str) -> Option<&str> {
        self.get(&name.to_ascii_lowercase()).map(String::as_str)
    }

    fn set(&mut self, name: &str, value: String) {
        self.insert(name.to_ascii_lowercase(), value);
    }
}

/// The remote parent that the carrier names. Missing or malformed headers name none.
///
/// The result does not inherit the current context: a request's parent is its caller.
pub(crate) fn extract(carrier: &impl Carrier) -> Context {
    W3C.extract_with_context(&Context::new(), &Reader(carrier))
}

pub(crate) fn inject(context: &Context, carrier: &mut impl Carrier) {
    W3C.inject_context(context, &mut Writer(carrier));
}

struct Reader<'a, C>(&'a C);

impl<C: Carrier> Extractor for Reader<'_, C> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)
    }

    // The W3C propagator looks its headers up by name and never lists a carrier.
    fn keys(&self) -> Vec<&str> {
        Vec::new()
    }
}

struct Writer<'a, C>(&'a mut C);

impl<C: Carrier> Injector for Writer<'_, C> {
    fn set(&mut self, key: &str, value: String) {
        self.0.set(key, value);
    }
}

#[cfg(test)]
mod tests {
    use opentelemetry::trace::TraceContextExt;

    use super::*;

    fn trace_id(traceparent: &str) -> Option<String> {
        let carrier = BTreeMap::from([("traceparent".to_owned(), traceparent.to_owned())]);
        let context = extract(&carrier);
        let parent = context.span().span_context().clone();
        parent.is_valid().then(|| parent.trace_id().to_string())
    }

    #[test]
    fn a_well_formed_header_names_the_parent() {
        assert_eq!(
            trace_id("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").as_deref(),
            Some("0af7651916cd43dd8448eb211c80319c"),
        );
    }

    #[test]
    fn a_malformed_header_is_ignored() {
        for header in [
            "",
            "garbage",
            "00-0-0-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        ] {
            assert_eq!(trace_id(header), None, "{header:?}");
        }
    }

    #[test]
    fn what_is_injected_is_extracted_again() {
        let mut headers = http::HeaderMap::new();
        Carrier::set(
            &mut headers,
            "traceparent",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".to_owned(),
        );
        let mut copy = http::HeaderMap::new();
        inject(&extract(&headers), &mut copy);
        assert_eq!(headers.get("traceparent"), copy.get("traceparent"));
    }
}
