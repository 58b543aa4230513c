//! The bounds of what is asked of a model at once.

/// Texts that Voyage AI takes in one request.
pub const VOYAGE_TEXTS_MAX: usize = 1000;
/// Texts sent at once to a server with the protocol of OpenAI, unless configured. OpenAI takes 2048; a server on one's own
/// machine works on them for a while, and some take 32, which is found out.
pub const OPENAI_TEXTS_MAX: usize = 128;
/// Bytes of text sent at once to such a server. A token is at least a byte, and OpenAI takes 300,000 tokens.
pub const OPENAI_BYTES_MAX: usize = 250_000;
/// Requests under way at once for one list of texts, unless configured.
pub const CALLS_MAX: usize = 4;
/// Bytes of one text that are sent: no model reads further than some 30,000 words.
pub const TEXT_BYTES_SENT_MAX: usize = 512 * 1024;
/// Seconds that one attempt may take.
pub const ATTEMPT_SECONDS_MAX: u64 = 60;
/// Seconds that a request may take with all its attempts and the waits between them.
pub const CALL_SECONDS_MAX: u64 = 300;
/// How often a text that the model calls too long is cut in half.
pub(crate) const TEXT_CUTS_MAX: u32 = 8;
/// Characters of what a server says about a refusal.
pub(crate) const REASON_CHARS_MAX: usize = 200;
/// Components of a vector: more is no embedding.
pub(crate) const DIMENSIONS_MAX: usize = 65_536;
