use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::SampleAttribute;
use crate::live_check::result::LiveCheckResult;

/// A metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SampleMetric {
    /// The name.
    pub(crate) name: String,
    /// The instrument; `summary` is one that no registry can ask for.
    pub(crate) instrument: String,
    /// The unit, in UCUM.
    pub(crate) unit: String,
    /// What was measured.
    pub(crate) data_points: Option<Vec<DataPoint>>,
    /// What was found about it.
    #[serde(skip_deserializing)]
    pub(crate) live_check_result: Option<LiveCheckResult>,
}

/// A data point of a metric. Only numbers have a `value`, and only exponential histograms a `scale`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, try_from = "Json")]
pub(crate) enum DataPoint {
    /// Of a counter or a gauge.
    Number(NumberDataPoint),
    /// Of a histogram with buckets of exponential size.
    ExponentialHistogram(ExponentialHistogramDataPoint),
    /// Of a histogram.
    Histogram(HistogramDataPoint),
}

impl TryFrom<Json> for DataPoint {
    type Error = serde_json::Error;

    fn try_from(point: Json) -> Result<Self, serde_json::Error> {
        if point.get("value").is_some() {
            serde_json::from_value(point).map(Self::Number)
        } else if point.get("scale").is_some() {
            serde_json::from_value(point).map(Self::ExponentialHistogram)
        } else {
            serde_json::from_value(point).map(Self::Histogram)
        }
    }
}

/// One number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct NumberDataPoint {
    /// Its attributes.
    #[serde(default)]
    pub(crate) attributes: Vec<SampleAttribute>,
    /// The number.
    pub(crate) value: Json,
    /// Bits of the protocol.
    #[serde(default)]
    pub(crate) flags: u32,
    /// Single measurements it was made of.
    #[serde(default)]
    pub(crate) exemplars: Vec<Exemplar>,
    /// What was found about it.
    #[serde(skip_deserializing)]
    pub(crate) live_check_result: Option<LiveCheckResult>,
}

/// A distribution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct HistogramDataPoint {
    /// Its attributes.
    #[serde(default)]
    pub(crate) attributes: Vec<SampleAttribute>,
    /// How many measurements it was made of.
    pub(crate) count: u64,
    /// Their sum.
    pub(crate) sum: Option<f64>,
    /// How many there are in each bucket.
    #[serde(default)]
    pub(crate) bucket_counts: Vec<u64>,
    /// Where one bucket ends and the next begins.
    #[serde(default)]
    pub(crate) explicit_bounds: Vec<f64>,
    /// The smallest.
    pub(crate) min: Option<f64>,
    /// The largest.
    pub(crate) max: Option<f64>,
    /// Bits of the protocol.
    #[serde(default)]
    pub(crate) flags: u32,
    /// Single measurements it was made of.
    #[serde(default)]
    pub(crate) exemplars: Vec<Exemplar>,
    /// What was found about it.
    #[serde(skip_deserializing)]
    pub(crate) live_check_result: Option<LiveCheckResult>,
}

/// A distribution whose buckets grow exponentially.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ExponentialHistogramDataPoint {
    /// Its attributes.
    #[serde(default)]
    pub(crate) attributes: Vec<SampleAttribute>,
    /// How many measurements it was made of.
    pub(crate) count: u64,
    /// Their sum.
    pub(crate) sum: Option<f64>,
    /// How fast the buckets grow.
    pub(crate) scale: i32,
    /// How many are as good as zero.
    #[serde(default)]
    pub(crate) zero_count: u64,
    /// The buckets above zero.
    pub(crate) positive: Option<Buckets>,
    /// The buckets below zero.
    pub(crate) negative: Option<Buckets>,
    /// The smallest.
    pub(crate) min: Option<f64>,
    /// The largest.
    pub(crate) max: Option<f64>,
    /// What is as good as zero.
    #[serde(default)]
    pub(crate) zero_threshold: f64,
    /// Bits of the protocol.
    #[serde(default)]
    pub(crate) flags: u32,
    /// Single measurements it was made of.
    #[serde(default)]
    pub(crate) exemplars: Vec<Exemplar>,
    /// What was found about it.
    #[serde(skip_deserializing)]
    pub(crate) live_check_result: Option<LiveCheckResult>,
}

/// Buckets in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Buckets {
    /// Which bucket is the first.
    offset: i32,
    /// How many there are in each.
    bucket_counts: Vec<u64>,
}

/// A measurement on its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Exemplar {
    /// Attributes that the data point does not have.
    #[serde(default)]
    pub(crate) filtered_attributes: Vec<SampleAttribute>,
    /// The number.
    pub(crate) value: Json,
    /// When.
    #[serde(default)]
    pub(crate) timestamp: String,
    /// In which span.
    #[serde(default)]
    pub(crate) span_id: String,
    /// In which trace.
    #[serde(default)]
    pub(crate) trace_id: String,
    /// What was found about it.
    #[serde(skip_deserializing)]
    pub(crate) live_check_result: Option<LiveCheckResult>,
}

impl DataPoint {
    /// Its attributes, exemplars and result.
    pub(crate) fn parts_mut(
        &mut self,
    ) -> (
        &mut Vec<SampleAttribute>,
        &mut Vec<Exemplar>,
        &mut Option<LiveCheckResult>,
    ) {
        match self {
            Self::Number(point) => (
                &mut point.attributes,
                &mut point.exemplars,
                &mut point.live_check_result,
            ),
            Self::Histogram(point) => (
                &mut point.attributes,
                &mut point.exemplars,
                &mut point.live_check_result,
            ),
            Self::ExponentialHistogram(point) => (
                &mut point.attributes,
                &mut point.exemplars,
                &mut point.live_check_result,
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_data_point_is_told_by_what_only_it_has() {
        let read = serde_json::from_value::<DataPoint>;
        let point = read(json!({"value": 1.5})).expect("a number");
        assert!(matches!(point, DataPoint::Number(_)));
        let point = read(json!({"count": 1, "sum": 2.0})).expect("a histogram");
        assert!(matches!(point, DataPoint::Histogram(_)));
        let point = read(json!({"count": 1, "scale": 3})).expect("an exponential histogram");
        assert!(matches!(point, DataPoint::ExponentialHistogram(_)));
        let error = read(json!({"sum": 2.0})).expect_err("nothing").to_string();
        assert_eq!(error, "missing field `count`");
    }
}
