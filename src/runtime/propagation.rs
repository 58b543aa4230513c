//! W3C trace context and baggage in and out of carriers such as HTTP headers.

mod baggage;
mod trace_context;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::sync::Arc;

use crate::context::{Carried, Context};

/// Header of the [W3C trace context](https://www.w3.org/TR/trace-context/).
const TRACEPARENT: &str = "traceparent";

/// Header of the [W3C trace context](https://www.w3.org/TR/trace-context/).
const TRACESTATE: &str = "tracestate";

/// Header of [W3C baggage](https://www.w3.org/TR/baggage/).
const BAGGAGE: &str = "baggage";

/// Which headers are read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Propagators {
    /// `traceparent` and `tracestate`.
    pub trace_context: bool,
    /// `baggage`.
    pub baggage: bool,
}

impl Default for Propagators {
    /// Both, as the OpenTelemetry specification says.
    fn default() -> Self {
        Self {
            trace_context: true,
            baggage: true,
        }
    }
}

/// Something that carries text under names, as HTTP headers do.
pub trait Carrier {
    /// The text under a name, compared without regard to case.
    fn get(&self, name: &str) -> Option<&str>;
    /// Puts a text under a name, replacing what was there.
    fn set(&mut self, name: &str, value: String);
    /// All texts under a name as one list, for carriers that can hold several.
    fn list(&self, name: &str) -> Option<Cow<'_, str>> {
        self.get(name).map(Cow::Borrowed)
    }
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

    fn list(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut texts = self.get_all(name).iter().map(|value| value.to_str().ok());
        let mut list = Cow::Borrowed(texts.next()??);
        for text in texts {
            list = Cow::Owned(format!("{list},{}", text?));
        }
        Some(list)
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

/// Names in lower case; for transports other than HTTP.
impl<S: BuildHasher> Carrier for HashMap<String, String, S> {
    fn get(&self, name: &str) -> Option<&str> {
        self.get(&name.to_ascii_lowercase()).map(String::as_str)
    }

    fn set(&mut self, name: &str, value: String) {
        self.insert(name.to_ascii_lowercase(), value);
    }
}

impl Propagators {
    /// The remote parent that the carrier names, and what comes with it. Missing or malformed
    /// headers name none.
    ///
    /// The result does not inherit the current context: a request's parent is its caller.
    pub(crate) fn extract(self, carrier: &impl Carrier) -> Context {
        let mut context = Context::NONE;
        let mut carried = Carried::default();
        if self.trace_context
            && let Some(parent) = carrier.get(TRACEPARENT).and_then(trace_context::parse)
        {
            context = parent;
            let state = carrier.list(TRACESTATE);
            let state = state.filter(|state| trace_context::is_state(state));
            carried.trace_state = state.unwrap_or_default().into_owned();
        }
        if self.baggage {
            let baggage = carrier.list(BAGGAGE);
            let baggage = baggage.filter(|baggage| baggage::is_valid(baggage));
            carried.baggage = baggage.unwrap_or_default().into_owned();
        }
        if carried != Carried::default() {
            context.carried = Some(Arc::new(carried));
        }
        context
    }

    pub(crate) fn inject(self, context: &Context, carrier: &mut impl Carrier) {
        if self.trace_context && context.is_valid() {
            carrier.set(TRACEPARENT, trace_context::format(context));
        }
        let Some(carried) = &context.carried else {
            return;
        };
        if self.trace_context && context.is_valid() && !carried.trace_state.is_empty() {
            carrier.set(TRACESTATE, carried.trace_state.clone());
        }
        if self.baggage && !carried.baggage.is_empty() {
            carrier.set(BAGGAGE, carried.baggage.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    fn handed_on(propagators: Propagators, headers: &[(&str, &str)]) -> BTreeMap<String, String> {
        let mut carrier = http::HeaderMap::new();
        for (name, value) in headers {
            Carrier::set(&mut carrier, name, (*value).to_owned());
        }
        let mut copy = BTreeMap::new();
        propagators.inject(&propagators.extract(&carrier), &mut copy);
        copy
    }

    #[test]
    fn what_comes_in_goes_out_again() {
        let headers = [
            ("traceparent", PARENT),
            ("tracestate", "vendor=1,other@system=x"),
            ("baggage", "tenant=caf%C3%A9;p=1,user=7"),
        ];
        let expected = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(handed_on(Propagators::default(), &headers), expected.into());
    }

    #[test]
    fn headers_that_come_in_several_lines_are_put_together() {
        let mut headers = http::HeaderMap::new();
        for (name, value) in [
            ("traceparent", PARENT),
            ("tracestate", "a=1"),
            ("tracestate", "b=2"),
            ("baggage", "c=3"),
            ("baggage", "d=4"),
        ] {
            headers.append(name, http::HeaderValue::from_static(value));
        }
        let mut copy = BTreeMap::new();
        let propagators = Propagators::default();
        propagators.inject(&propagators.extract(&headers), &mut copy);
        assert_eq!(copy["tracestate"], "a=1,b=2");
        assert_eq!(copy["baggage"], "c=3,d=4");
    }

    #[test]
    fn only_what_is_switched_on_is_read() {
        let headers = [("traceparent", PARENT), ("baggage", "a=1")];
        let only_baggage = Propagators {
            trace_context: false,
            baggage: true,
        };
        let names: Vec<_> = handed_on(only_baggage, &headers).into_keys().collect();
        assert_eq!(names, ["baggage"]);
        let none = Propagators {
            trace_context: false,
            baggage: false,
        };
        assert!(handed_on(none, &headers).is_empty());
    }

    #[test]
    fn a_state_without_a_parent_is_ignored() {
        let headers = [("traceparent", "garbage"), ("tracestate", "vendor=1")];
        assert!(handed_on(Propagators::default(), &headers).is_empty());
    }

    #[test]
    fn a_map_of_texts_is_read_without_regard_to_case() {
        let map = HashMap::from([("traceparent".to_owned(), PARENT.to_owned())]);
        assert_eq!(Carrier::get(&map, "TraceParent"), Some(PARENT));
    }
}
