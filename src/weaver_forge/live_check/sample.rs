//! Telemetry, in the form in which files of samples have it: an object with one key, which says
//! what it is.

mod attribute;
mod log;
mod metric;
mod resource;
mod span;

use serde::{Deserialize, Serialize};

pub(crate) use attribute::SampleAttribute;
pub(crate) use log::SampleLog;
pub(crate) use metric::{
    DataPoint, Exemplar, ExponentialHistogramDataPoint, HistogramDataPoint, NumberDataPoint,
    SampleMetric,
};
pub(crate) use resource::{SampleProfile, SampleResource};
pub(crate) use span::{SampleSpan, SampleSpanEvent, SampleSpanLink};

/// A piece of telemetry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sample {
    /// An attribute on its own.
    Attribute(SampleAttribute),
    /// A span with everything in it.
    Span(SampleSpan),
    /// An event of a span that is not known.
    SpanEvent(SampleSpanEvent),
    /// A link of a span that is not known.
    SpanLink(SampleSpanLink),
    /// The attributes of a resource.
    Resource(SampleResource),
    /// A metric with its data points.
    Metric(SampleMetric),
    /// A log record, which is an event if it has a name.
    Log(SampleLog),
    /// A profile.
    Profile(SampleProfile),
}
