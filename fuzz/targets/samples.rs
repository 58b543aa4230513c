//! Any bytes as telemetry: read as samples and checked.

#![no_main]

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use weaver_forge::fuzzing::LiveCheck;

thread_local! {
    static CHECK: RefCell<LiveCheck> = RefCell::new(LiveCheck::new().expect("a sound registry"));
}

fuzz_target!(|data: &[u8]| CHECK.with_borrow_mut(|check| check.check(data)));
