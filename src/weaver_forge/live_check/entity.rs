use serde::Serialize;

use super::sample::{
    DataPoint, Exemplar, ExponentialHistogramDataPoint, HistogramDataPoint, NumberDataPoint,
    SampleAttribute, SampleLog, SampleMetric, SampleProfile, SampleResource, SampleSpan,
    SampleSpanEvent, SampleSpanLink,
};

/// Anything in a sample that gets a result of its own. Policies see it as `input.sample`.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Entity<'a> {
    Attribute(&'a SampleAttribute),
    Span(&'a SampleSpan),
    SpanEvent(&'a SampleSpanEvent),
    SpanLink(&'a SampleSpanLink),
    Resource(&'a SampleResource),
    Metric(&'a SampleMetric),
    NumberDataPoint(&'a NumberDataPoint),
    HistogramDataPoint(&'a HistogramDataPoint),
    ExponentialHistogramDataPoint(&'a ExponentialHistogramDataPoint),
    Exemplar(&'a Exemplar),
    Log(&'a SampleLog),
    Profile(&'a SampleProfile),
}

impl<'a> Entity<'a> {
    /// The entity that a data point is.
    pub(super) fn of_data_point(point: &'a DataPoint) -> Self {
        match point {
            DataPoint::Number(point) => Self::NumberDataPoint(point),
            DataPoint::Histogram(point) => Self::HistogramDataPoint(point),
            DataPoint::ExponentialHistogram(point) => Self::ExponentialHistogramDataPoint(point),
        }
    }

    /// What it is called in statistics.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Attribute(_) => "attribute",
            Self::Span(_) => "span",
            Self::SpanEvent(_) => "span_event",
            Self::SpanLink(_) => "span_link",
            Self::Resource(_) => "resource",
            Self::Metric(_) => "metric",
            Self::NumberDataPoint(_)
            | Self::HistogramDataPoint(_)
            | Self::ExponentialHistogramDataPoint(_) => "data_point",
            Self::Exemplar(_) => "exemplar",
            Self::Log(_) => "log",
            Self::Profile(_) => "profile",
        }
    }

    /// The name by which filters know it.
    pub(super) fn name(self) -> Option<&'a str> {
        match self {
            Self::Attribute(attribute) => Some(&attribute.name),
            Self::Span(span) => Some(&span.name),
            Self::SpanEvent(event) => Some(&event.name),
            Self::Metric(metric) => Some(&metric.name),
            Self::Log(log) => Some(&log.event_name),
            _ => None,
        }
    }
}
