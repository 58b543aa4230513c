//! Spans use memory again: once a thread has started a few, one more allocates nothing.

#[path = "support/schemas.rs"]
mod schemas;

use std::sync::{Mutex, PoisonError};

use runtime::sampling::{Keep, Root, Sampler, Sampling};
use runtime::{Capture, Config, Int, Resource, Span, Static};
use schemas::{ATTEMPT, OLD_TABLE, QUERY, REASON, RETRY, ROWS, TABLE};

/// Enough to have warmed up, and to tell once from each time.
const SPANS: u32 = 1000;

/// One installation at a time.
static TURN: Mutex<()> = Mutex::new(());

/// A span with its constant, two texts, a static one and a number.
fn query() -> Span {
    let span = Span::start(&QUERY, |attributes| {
        attributes.add(TABLE, "a table with a name of some length");
        attributes.add_superseded(OLD_TABLE, Static("old"));
    });
    span.set(ROWS, Int(7_u64));
    span
}

/// Allocations of this many runs, after as many that do not count.
fn allocations(mut run: impl FnMut()) -> u64 {
    (0..SPANS).for_each(|_| run());
    allocation_counter::measure(|| (0..SPANS).for_each(|_| run())).count_total
}

fn while_installed(ratio: f64, keep: Keep, work: impl FnOnce()) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let config = Config {
        sampling: Sampling {
            sampler: Sampler {
                root: Root::Ratio(ratio),
                follows_parent: true,
            },
            keep,
            ..Sampling::default()
        },
        capture: Some(Capture::of(0)),
        ..Config::default()
    };
    let resource = Resource::new(&schemas::SERVICE, |_| ());
    let telemetry = runtime::install(config, resource).expect("nothing is installed");
    work();
    assert_eq!(telemetry.shutdown().lost, 0);
}

#[test]
fn a_span_allocates_nothing_while_telemetry_is_off() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(allocations(|| drop(query())), 0);
}

#[test]
fn an_unsampled_trace_allocates_nothing() {
    for keep in [Keep::NOTHING, Keep::default()] {
        while_installed(0.0, keep, || {
            let trace = || query().within_blocking(|| drop(query()));
            assert_eq!(allocations(trace), 0, "{keep:?}");
        });
    }
}

#[test]
fn an_event_of_a_span_that_is_not_recorded_allocates_nothing() {
    while_installed(0.0, Keep::NOTHING, || {
        let eventful = || {
            let span = query();
            let event = span.add_event(&RETRY, |attributes| attributes.add(ATTEMPT, 1_i64));
            event.set(REASON, "a reason of some length");
        };
        assert_eq!(allocations(eventful), 0);
    });
}

#[test]
fn a_recorded_span_allocates_nothing_but_what_its_exporter_keeps() {
    while_installed(1.0, Keep::default(), || {
        let trace = || query().within_blocking(|| drop(query()));
        assert_eq!(allocations(trace), 0);
    });
}

#[test]
fn what_is_allocated_is_counted() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let boxed = || drop(std::hint::black_box(Box::new(1)));
    assert_eq!(allocations(boxed), u64::from(SPANS));
}
