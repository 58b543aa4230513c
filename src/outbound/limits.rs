//! The defaults and the bounds of a call.

/// Most seconds that one attempt may take, unless configured: connect, send, and read the whole answer.
pub const ATTEMPT_SECONDS_MAX: u64 = 30;
/// Most seconds that a call may take with all its attempts and the waits between them, unless configured.
pub const CALL_SECONDS_MAX: u64 = 120;
/// Most seconds to connect in.
pub const CONNECT_SECONDS_MAX: u64 = 10;
/// How often a request is sent at most, unless configured.
pub const ATTEMPTS_MAX: u32 = 5;
/// Milliseconds of the longest possible first wait, unless configured; the next ones double.
pub const DELAY_FIRST_MS: u64 = 250;
/// Most milliseconds to wait between two attempts, unless configured or asked for by the server.
pub const DELAY_MS_MAX: u64 = 10_000;
/// Most seconds that a server may ask to wait: whoever asks for longer is not asked again.
pub const RETRY_AFTER_SECONDS_MAX: u64 = 120;
/// Most bytes of an answer, unless configured.
pub const RESPONSE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Bytes that are kept of the body of an answer whose status is an error.
pub const ERROR_BODY_BYTES_MAX: usize = 4 * 1024;
/// Most seconds that the rest of an answer is waited for that is an error anyhow.
pub(crate) const ERROR_BODY_SECONDS_MAX: u64 = 2;
/// Seconds that a connection is kept open while nothing is sent: many servers close it after a minute, without a word.
pub(crate) const IDLE_SECONDS_MAX: u64 = 30;
