//! Accepted work that survives the process: a job is in a file before anybody is told that it was accepted, and stays
//! there until it has ended.
//!
//! [`Jobs`] is the file. It runs nothing: whoever opens it takes the [`unfinished`](Jobs::unfinished) jobs and goes on.
//! Every call blocks the thread while the disk works.

mod error;
mod file;
mod job;
mod limits;
mod moment;

pub use error::JobsError;
pub use file::{Jobs, Page, Unfinished};
pub use job::{Ending, Job, JobCounts, JobState, Scan};
pub use limits::{FINISHED_JOBS_MAX, PROBLEM_CHARS_MAX, PROBLEMS_KEPT_MAX};
