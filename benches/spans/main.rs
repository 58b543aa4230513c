//! What a span costs: off, unsampled, recorded, each as a ratio to a recorded span of the OpenTelemetry SDK with the
//! same six attributes, in the same process.

mod harness;
mod ours;
mod sdk;
mod tracing;

use harness::{Target, compare};
use runtime::sampling::{Keep, Root, Sampler, Sampling, SlowThresholds};

/// Share of the traces that head sampling records.
const RATIO: f64 = 0.1;

/// A text that is an attribute of every span.
static COLLECTION: &str = "capabilities";

/// Nothing is kept of unsampled traces.
const NOTHING: Keep = Keep::NOTHING;

/// What is kept by default, but for slow spans: on a busy machine any span may be slow.
const ERRORS: Keep = Keep {
    errors: true,
    slow: SlowThresholds::NONE,
};

fn main() {
    println!("A span with six attributes; REF: recorded by the SDK, processor without effect.");
    let recorded_by_sdk = || sdk::span(sdk::provider(1.0));

    compare(
        recorded_by_sdk(),
        vec![ours::span("telemetry off", Target::Nanoseconds(5.0))],
    );
    ours::installed(sampling(0.0, NOTHING), || {
        let root = ours::span("unsampled root", Target::Ratio(0.5));
        compare(recorded_by_sdk(), vec![root, ours::unsampled_child()]);
    });
    ours::installed(sampling(0.0, ERRORS), || {
        let root = ours::span("unsampled root, errors kept", Target::Ratio(0.5));
        compare(recorded_by_sdk(), vec![root]);
    });
    ours::installed(sampling(1.0, NOTHING), || {
        let recorded = ours::span("recorded", Target::Ratio(1.1));
        compare(
            recorded_by_sdk(),
            vec![recorded, ours::child(), ours::failed()],
        );
        let recorded = ours::span(
            "recorded, beside tracing-opentelemetry",
            Target::Ratio(0.33),
        );
        compare(tracing::span(), vec![recorded]);
    });

    println!("\nA trace of four spans, 10 % sampled; REF: the SDK.");
    for (name, keep, target) in [
        ("nothing kept of the others", NOTHING, Target::None),
        ("errors kept", ERRORS, Target::Ratio(0.8)),
    ] {
        ours::installed(sampling(RATIO, keep), || {
            compare(
                sdk::trace(sdk::provider(RATIO)),
                vec![ours::trace(name, target)],
            );
        });
    }
}

fn sampling(ratio: f64, keep: Keep) -> Sampling {
    Sampling {
        sampler: Sampler {
            root: Root::Ratio(ratio),
            follows_parent: true,
        },
        keep,
        ..Sampling::default()
    }
}
