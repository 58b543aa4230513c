//! What is recorded of one span, from its start until it is exported.

mod attributes;
mod limits;
mod pool;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use opentelemetry::trace::{SpanId, TraceFlags, TraceId};

pub use attributes::Attributes;
pub use limits::Limits;
pub(crate) use pool::{give_back, recycle, take};

use crate::context::Carried;
use crate::schema::{EventSchema, Name, NamePart, SpanSchema};
use crate::settings::Settings;
use crate::value::Value;

/// One span: what the schema does not say of it.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) schema: &'static SpanSchema,
    pub(crate) trace_id: TraceId,
    pub(crate) span_id: SpanId,
    /// [`SpanId::INVALID`] at the top of a trace.
    pub(crate) parent_id: SpanId,
    /// Whether the span above belongs to another process.
    pub(crate) parent_is_remote: bool,
    pub(crate) flags: TraceFlags,
    /// The span above all others of this process.
    pub(crate) top: SpanId,
    /// What the trace carries along; its `tracestate` is exported with the span.
    pub(crate) carried: Option<Arc<Carried>>,
    pub(crate) start: Timestamp,
    /// Equal to `start` while the span runs.
    pub(crate) end: Timestamp,
    pub(crate) attributes: Attributes,
    pub(crate) events: Vec<Event>,
    pub(crate) events_dropped: u32,
    pub(crate) links: Vec<Link>,
    pub(crate) links_dropped: u32,
    pub(crate) status: Status,
}

/// How a span ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Status {
    /// It did not say.
    #[default]
    Unset,
    /// It succeeded.
    Ok,
    /// It failed, with a description.
    Error(Cow<'static, str>),
}

/// Something that happened while a span ran.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) name: &'static str,
    pub(crate) time: Timestamp,
    pub(crate) attributes: Attributes,
}

/// A span of this or another trace that caused this one without being above it.
#[derive(Debug, Clone)]
pub struct Link {
    pub(crate) trace_id: TraceId,
    pub(crate) span_id: SpanId,
    pub(crate) flags: TraceFlags,
}

/// Nanoseconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Timestamp(pub(crate) u64);

impl Timestamp {
    pub(crate) fn now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        // A clock before 1970 or after 2554 is wrong anyway.
        Self(since.map_or(0, |since| since.as_nanos().try_into().unwrap_or(u64::MAX)))
    }

    /// The time from an earlier one; zero if the clock was put back.
    pub(crate) const fn since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

impl From<Timestamp> for SystemTime {
    fn from(timestamp: Timestamp) -> Self {
        UNIX_EPOCH + Duration::from_nanos(timestamp.0)
    }
}

impl Record {
    fn new(schema: &'static SpanSchema, limits: &'static Limits) -> Self {
        let mut attributes = Attributes::new(schema.attributes, limits);
        attributes.reset(schema.attributes, schema.constants, limits);
        Self {
            schema,
            trace_id: TraceId::INVALID,
            span_id: SpanId::INVALID,
            parent_id: SpanId::INVALID,
            parent_is_remote: false,
            flags: TraceFlags::NOT_SAMPLED,
            top: SpanId::INVALID,
            carried: None,
            start: Timestamp(0),
            end: Timestamp(0),
            attributes,
            events: Vec::new(),
            events_dropped: 0,
            links: Vec::new(),
            links_dropped: 0,
            status: Status::Unset,
        }
    }

    /// Forgets the span, but keeps the memory.
    pub(crate) fn reset(&mut self, schema: &'static SpanSchema, limits: &'static Limits) {
        self.schema = schema;
        self.carried = None;
        self.attributes
            .reset(schema.attributes, schema.constants, limits);
        self.events.clear();
        self.events_dropped = 0;
        self.links.clear();
        self.links_dropped = 0;
        self.status = Status::Unset;
    }

    /// The name of the span, from its attributes where the registry makes it of them.
    pub(crate) fn name(&self) -> Cow<'static, str> {
        match self.schema.name {
            Name::Fixed(name) => Cow::Borrowed(name),
            Name::Pattern { parts, .. } => {
                Cow::Owned(parts.iter().map(|part| self.part(part)).collect())
            }
        }
    }

    fn part(&self, part: &NamePart) -> Cow<'_, str> {
        match *part {
            NamePart::Text(text) => Cow::Borrowed(text),
            NamePart::Attribute(index) => match self.attributes.get(index) {
                Some(Value::Text(text)) => Cow::Borrowed(text),
                Some(Value::Static(text)) => Cow::Borrowed(text),
                Some(Value::Int(number)) => Cow::Owned(number.to_string()),
                Some(Value::Double(number)) => Cow::Owned(number.to_string()),
                Some(Value::Boolean(truth)) => Cow::Owned(truth.to_string()),
                Some(Value::List(_)) | None => Cow::Borrowed(""),
            },
        }
    }

    /// The span ends now.
    pub(crate) fn end_now(&mut self) {
        self.end = Timestamp::now().max(self.start);
    }

    /// How much memory the record holds, this value included.
    pub(crate) fn memory_bytes(&self) -> usize {
        let events = self
            .events
            .iter()
            .map(|event| event.attributes.memory_bytes());
        size_of::<Self>()
            + self.attributes.memory_bytes()
            + self.events.capacity() * size_of::<Event>()
            + events.sum::<usize>()
            + self.links.capacity() * size_of::<Link>()
    }

    /// Adds an event that happens now, if there is room for it. Says its place among the events.
    pub(crate) fn add_event(
        &mut self,
        schema: &'static EventSchema,
        settings: &'static Settings,
        describe: impl FnOnce(&mut Attributes),
    ) -> Option<usize> {
        let place = self.events.len();
        if place >= settings.limits.events_max {
            self.events_dropped = self.events_dropped.saturating_add(1);
            return None;
        }
        let mut attributes = Attributes::new(schema.attributes, &settings.event_limits);
        describe(&mut attributes);
        self.events.push(Event {
            name: schema.name,
            time: Timestamp::now(),
            attributes,
        });
        Some(place)
    }

    /// Adds a link, if there is room for it.
    pub(crate) fn link(&mut self, link: Link, limits: &Limits) {
        if self.links.len() < limits.links_max {
            self.links.push(link);
        } else {
            self.links_dropped = self.links_dropped.saturating_add(1);
        }
    }

    pub(crate) fn duration(&self) -> Duration {
        self.end.since(self.start)
    }

    /// Whether no span of this process is above.
    pub(crate) fn is_top_of_process(&self) -> bool {
        self.top == self.span_id
    }
}
