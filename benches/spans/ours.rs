//! Spans of a generated type.

use std::fmt::{self, Display, Formatter};
use std::hint::black_box;

use benches::attributes::{StoreRegion, StoreSystem};
use benches::resource::Service;
use benches::store::{Search, SearchSpan};
use runtime::sampling::Sampling;
use runtime::{Capture, Config};

use crate::COLLECTION;
use crate::harness::{Kernel, Target};

/// One in so many traces has a failing span.
const FAILURES: u32 = 1000;

/// Runs `work` with telemetry installed that counts spans and forgets them.
pub fn installed(sampling: Sampling, work: impl FnOnce()) {
    let config = Config {
        sampling,
        capture: Some(Capture::of(0)),
        ..Config::default()
    };
    let service = Service {
        store_system: StoreSystem::Memory,
    };
    let telemetry = runtime::install(config, service.into()).expect("nothing is installed yet");
    work();
    drop(telemetry);
}

#[inline(always)]
fn start() -> SearchSpan {
    Search {
        store_collection: *black_box(&COLLECTION),
        store_limit: black_box(10),
        store_region: StoreRegion::Local,
        store_system: StoreSystem::Memory,
    }
    .start()
}

#[inline(always)]
fn search() -> SearchSpan {
    let span = start();
    span.set_store_count(black_box(7_u64));
    span
}

pub fn span(name: &'static str, target: Target) -> Kernel {
    Kernel::new(name, || drop(search())).target(target, 0.0)
}

/// A hundred spans each run, so that what it costs to make their parent the current one does not
/// count.
pub fn unsampled_child() -> Kernel {
    const SPANS: u32 = 100;
    let parent = start();
    let run = move || parent.within_blocking(|| (0..SPANS).for_each(|_| drop(search())));
    Kernel::new("100 unsampled children", run).target(Target::Nanoseconds(500.0), 0.0)
}

pub fn child() -> Kernel {
    let parent = start();
    let run = move || parent.within_blocking(|| drop(search()));
    Kernel::new("recorded child, and its parent made current", run).target(Target::None, 0.0)
}

#[derive(Debug)]
struct Missing;

impl Display for Missing {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("not there")
    }
}

impl std::error::Error for Missing {}

impl benches::Failure for Missing {
    fn error_type(&self) -> &'static str {
        "not_found"
    }
}

pub fn failed() -> Kernel {
    Kernel::new("recorded and failed", || search().fail(&Missing))
}

/// A trace of four spans.
pub fn trace(name: &'static str, target: Target) -> Kernel {
    let mut count = 0_u32;
    let run = move || {
        count = count.wrapping_add(1);
        let root = search();
        root.within_blocking(|| {
            drop(search());
            drop(search());
            let last = search();
            if count.is_multiple_of(FAILURES) {
                last.fail(&Missing);
            }
        });
    };
    Kernel::new(name, run).target(target, f64::INFINITY)
}
