//! Servers newer than the real one of the tests, and servers that misbehave.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

mod discovery;
mod faults;
mod lists;
mod server;
mod watch;
