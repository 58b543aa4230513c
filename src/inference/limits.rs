//! Limits of inference, with their units.

use std::time::Duration;

/// Most tokens that a model may write in one answer, unless configured otherwise.
pub(crate) const ANSWER_TOKENS_MAX: u32 = 2_048;
/// Most bytes of an answer that are read.
pub(crate) const RESPONSE_BYTES_MAX: usize = 1 << 20;
/// Most bytes of a schema that a model is given.
pub(crate) const OUTLINE_BYTES_MAX: usize = 32 << 10;
/// How many kinds are asked about at the same time, unless configured otherwise.
pub(crate) const CONCURRENCY: usize = 4;
/// How many kinds may at most be asked about at the same time.
pub(crate) const CONCURRENCY_MAX: usize = 64;
/// How long one attempt to get an answer may take.
pub(crate) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(60);
/// How long all attempts for one answer may take, waits included.
pub(crate) const TOTAL_TIMEOUT: Duration = Duration::from_secs(180);
/// After that many answers in a row that did not come, the provider is left alone for a while.
pub(crate) const FAILURES_IN_A_ROW_MAX: u32 = 5;
/// How long a provider that refuses the key, or does not answer, is left alone.
pub(crate) const PAUSE: Duration = Duration::from_secs(60);

/// Most capabilities that an answer may name.
pub(crate) const CAPABILITIES_MAX: usize = 16;
/// Most providers that an answer may name.
pub(crate) const PROVIDERS_MAX: usize = 8;
/// Most characters of a capability or of the name of a provider.
pub(crate) const TERM_CHARS_MAX: usize = 64;
/// Most characters of a description or of a use case.
pub(crate) const SENTENCES_CHARS_MAX: usize = 600;
/// Most bytes of an example manifest.
pub(crate) const EXAMPLE_BYTES_MAX: usize = 16 << 10;
/// Most things wrong with an answer or a manifest that are told.
pub(crate) const PROBLEMS_MAX: usize = 20;
/// Most characters of a foreign text that an error quotes.
pub(crate) const QUOTE_CHARS_MAX: usize = 300;

/// Most answers that the cache keeps.
pub(crate) const CACHE_ANSWERS_MAX: u64 = 10_000;
/// Most bytes of answers that the cache keeps.
pub(crate) const CACHE_BYTES_MAX: u64 = 64 << 20;
