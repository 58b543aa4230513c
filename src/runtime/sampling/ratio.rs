//! A share of the traces, chosen by their ids.

use opentelemetry::trace::TraceId;

/// Values that the part of an id can have which is compared: 63 bits, as in OpenTelemetry's SDKs,
/// so that all processes of a trace agree.
const PARTS: f64 = (1_u64 << 63) as f64;

/// Whether the trace is among the chosen ones.
pub(super) fn samples(ratio: f64, trace_id: TraceId) -> bool {
    let bytes = trace_id.to_bytes();
    let mut low = [0; 8];
    low.copy_from_slice(&bytes[8..]);
    let part = u64::from_be_bytes(low) >> 1;
    // Saturates: everything below 0, nothing above 1.
    ratio >= 1.0 || part < (ratio * PARTS) as u64
}

#[cfg(test)]
mod tests {
    use opentelemetry::trace::SpanKind;
    use opentelemetry_sdk::trace::{
        IdGenerator, RandomIdGenerator, Sampler, SamplingDecision, ShouldSample,
    };

    use super::*;

    #[test]
    fn the_same_traces_are_chosen_as_by_the_sdk() {
        let ids = RandomIdGenerator::default();
        for ratio in [-1.0, 0.0, 1e-9, 0.1, 0.5, 0.999, 1.0, 7.0] {
            let sdk = Sampler::TraceIdRatioBased(ratio);
            for _ in 0..2000 {
                let id = ids.new_trace_id();
                let theirs = sdk.should_sample(None, id, "", &SpanKind::Internal, &[], &[]);
                let theirs = theirs.decision == SamplingDecision::RecordAndSample;
                assert_eq!(samples(ratio, id), theirs, "{ratio} {id}");
            }
        }
    }
}
