//! Limits of the API.

use std::time::Duration;

/// The largest request body, inclusive: 5 MiB.
pub const BODY_BYTES_MAX: usize = 5 * 1024 * 1024;

/// Of a body that is too large, so much is read and thrown away before the answer, because a client that is still
/// sending when the connection closes never sees the answer.
pub const BODY_BYTES_DISCARDED_MAX: usize = 4 * BODY_BYTES_MAX;

/// How long a body may take to arrive.
pub const BODY_TIME_MAX: Duration = Duration::from_secs(30);

/// How much memory the bodies of all requests may take together, whether they are whole or still arriving: 128 MiB.
pub const BODIES_BYTES_MAX: usize = 128 * 1024 * 1024;

/// A body above this size, in bytes, is parsed on a thread of its own: it would keep others waiting.
pub(crate) const BODY_BYTES_INLINE_MAX: usize = 64 * 1024;

/// A sync that stores more documents than this is worked on by a thread of its own: embedding them would keep others
/// waiting.
pub(crate) const UPSERTS_INLINE_MAX: usize = 20;

/// How long a request may take in all, once its body is there. The controller that sends instances gives up after 30
/// seconds.
pub const REQUEST_TIME_MAX: Duration = Duration::from_secs(60);

/// How long the store may take to say that it is ready.
pub const READINESS_TIME_MAX: Duration = Duration::from_secs(5);

/// How long the store may take to say how complete it is, where that is only told beside something else.
pub const INDEX_TIME_MAX: Duration = Duration::from_secs(1);

/// How many requests are worked on at once; health is always answered, and a body that still arrives takes no place.
pub const REQUESTS_MAX: usize = 16;

/// How long a request may wait for its turn before it is refused: a burst is served one after the other.
pub const TURN_TIME_MAX: Duration = Duration::from_secs(2);

/// After how many seconds a client that was refused should try again.
pub const RETRY_AFTER_SECONDS: u64 = 1;

/// How many scans are in progress at once.
pub const SCANS_MAX: usize = 4;

/// How many capabilities one scan may name, upserts and deletes together.
pub const SCAN_ITEMS_MAX: usize = 200;

/// After how many seconds a client should try again whose scan was refused because others are in progress.
pub const SCAN_RETRY_AFTER_SECONDS: u64 = 5;

/// How long to wait before a scan that failed for now is tried once more; after the last, it is given up.
pub const SCAN_DELAYS: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(25),
];

/// How many connections there are at once. Further ones are told to come back.
pub const CONNECTIONS_MAX: usize = 1024;

/// How long a client may take to send the head of a request, or to begin the next one on an open connection.
pub const HEADER_TIME_MAX: Duration = Duration::from_secs(30);

/// How long a client may leave a part of an answer unread.
pub const WRITE_TIME_MAX: Duration = Duration::from_secs(30);

/// How long requests and jobs may go on after the server was told to stop.
pub const SHUTDOWN_TIME_MAX: Duration = Duration::from_secs(20);

/// How many issues of one request are reported.
pub const ISSUES_MAX: usize = 1000;

/// The longest query or keyword, in bytes.
pub const QUERY_BYTES_MAX: usize = 10_000;

/// The most hits of one search, or items of one page.
pub const HITS_MAX: usize = 100;

/// How many hits or items may be left out before a page.
pub const OFFSET_MAX: usize = 1_000_000;

/// How many jobs a page has unless told otherwise.
pub const JOBS_DEFAULT: usize = 20;

/// The longest request id that is taken over from a client, in bytes.
pub const REQUEST_ID_BYTES_MAX: usize = 128;

/// The smallest answer that is compressed, in bytes: below it, compressing costs more than it saves.
pub const COMPRESSED_BYTES_MIN: u64 = 1024;
