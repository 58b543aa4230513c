//! Limits of what is kept.

/// How many jobs that have ended are kept, the latest ones.
pub const FINISHED_JOBS_MAX: usize = 1000;

/// How many problems of one job are kept; how many there were is always known.
pub const PROBLEMS_KEPT_MAX: usize = 100;

/// The longest text of a problem that is kept, in characters.
pub const PROBLEM_CHARS_MAX: usize = 500;

/// Memory for pages of the file, in bytes.
pub(crate) const CACHE_BYTES: usize = 1024 * 1024;
