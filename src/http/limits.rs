//! Limits of the API.

use std::time::Duration;

/// The largest request body, inclusive: 5 MiB.
pub const BODY_BYTES_MAX: usize = 5 * 1024 * 1024;

/// Of a body that is too large, so much is read and thrown away before the answer, because a client that is still
/// sending when the connection closes never sees the answer.
pub const BODY_BYTES_DISCARDED_MAX: usize = 4 * BODY_BYTES_MAX;

/// How long a body may take to arrive.
pub const BODY_TIME_MAX: Duration = Duration::from_secs(30);

/// How long a request may take in all. The controller that sends instances gives up after 30 seconds.
pub const REQUEST_TIME_MAX: Duration = Duration::from_secs(60);

/// How long the store may take to say that it is ready.
pub const READINESS_TIME_MAX: Duration = Duration::from_secs(5);

/// How many requests are worked on at once, each with a body in memory; health is always answered.
pub const REQUESTS_MAX: usize = 16;

/// How long a request may wait for its turn before it is refused: a burst is served one after the other.
pub const TURN_TIME_MAX: Duration = Duration::from_secs(2);

/// After how many seconds a client that was refused should try again.
pub const RETRY_AFTER_SECONDS: u64 = 1;

/// How long requests may go on after the server was told to stop.
pub const SHUTDOWN_TIME_MAX: Duration = Duration::from_secs(20);

/// How many issues of one request are reported.
pub const ISSUES_MAX: usize = 1000;

/// The longest query or keyword, in bytes.
pub const QUERY_BYTES_MAX: usize = 10_000;

/// The most hits of one search.
pub const HITS_MAX: usize = 100;
