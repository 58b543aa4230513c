//! What a span that is exported costs the thread which ends it, in allocations.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

#[path = "support/exporting.rs"]
mod exporting;
#[path = "support/receiver.rs"]
mod receiver;
#[path = "support/schemas.rs"]
mod schemas;

use std::time::Duration;

use allocation_counter::measure;
use exporting::{alone, config, emit, install, otlp, shut_down};
use receiver::Receiver;
use runtime::config::Protocol;

#[test]
fn memory_of_exported_spans_is_used_again() {
    const SPANS: usize = 512;
    let _alone = alone();
    let receiver = Receiver::start();
    let telemetry = install(config(otlp(Protocol::HttpProtobuf, &receiver.url())));
    for _ in 0..3 {
        emit(SPANS);
        assert!(telemetry.flush(Duration::from_secs(20)));
    }
    let counted = measure(|| emit(SPANS));
    assert!(counted.count_total < 16, "{counted:?}");
    shut_down(telemetry, 4 * SPANS as u64);
}
