//! What is known of a job.

use serde::{Deserialize, Serialize};

use crate::limits::{PROBLEM_CHARS_MAX, PROBLEMS_KEPT_MAX};

/// Work to be done: kinds whose capabilities are to be inferred again, and those to be forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scan {
    /// Fully qualified plurals of the kinds to infer and store.
    pub upserts: Vec<String>,
    /// Ids of the capabilities to delete, before anything is stored.
    pub deletes: Vec<String>,
}

impl Scan {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.upserts.is_empty() && self.deletes.is_empty()
    }
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    /// It waits for its turn.
    Accepted,
    /// It is being worked on.
    Running,
    /// It is done.
    Succeeded,
    /// It was given up.
    Failed,
}

impl JobState {
    /// Every state, in the order a job goes through them.
    pub const ALL: [Self; 4] = [Self::Accepted, Self::Running, Self::Succeeded, Self::Failed];

    /// Whether nothing more will happen.
    #[must_use]
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed)
    }

    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        }
    }
}

/// What a job did, as far as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct JobCounts {
    /// Kinds found in the cluster, of those asked for.
    pub discovered: usize,
    /// Kinds that could be judged.
    pub inferred: usize,
    /// Capabilities that are stored now.
    pub stored: usize,
    /// Capabilities deleted, of those there were.
    pub deleted: usize,
}

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Why it was given up; `None` if it is done. For everybody to read.
    pub error: Option<String>,
    /// What it did.
    pub counts: JobCounts,
    /// What had to be left out.
    pub problems: Vec<String>,
}

impl Ending {
    /// There was nothing to do.
    pub(crate) const fn of_nothing() -> Self {
        Self {
            error: None,
            counts: JobCounts {
                discovered: 0,
                inferred: 0,
                stored: 0,
                deleted: 0,
            },
            problems: Vec::new(),
        }
    }
}

/// A job, in the form in which it is told to clients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// What it is asked for by.
    pub id: String,
    /// How far it is.
    #[serde(rename = "status")]
    pub state: JobState,
    /// How many kinds it is to infer and store.
    pub upserts: usize,
    /// How many capabilities it is to delete.
    pub deletes: usize,
    /// How often it was begun; more than once if it failed for now, or the process ended while it ran.
    pub attempts: u32,
    /// What it did; of a job that has not ended, what is known by now.
    pub counts: JobCounts,
    /// Why it was given up.
    pub error: Option<String>,
    /// What had to be left out, the first of it.
    pub problems: Vec<String>,
    /// How much had to be left out.
    pub problems_total: usize,
    /// When it was accepted, RFC 3339 in UTC.
    pub accepted_at: String,
    /// When it was begun for the last time.
    pub started_at: Option<String>,
    /// When it ended.
    pub finished_at: Option<String>,
}

impl Job {
    pub(crate) fn new(id: String, scan: &Scan, now: String) -> Self {
        Self {
            id,
            state: JobState::Accepted,
            upserts: scan.upserts.len(),
            deletes: scan.deletes.len(),
            attempts: 0,
            counts: JobCounts::default(),
            error: None,
            problems: Vec::new(),
            problems_total: 0,
            accepted_at: now,
            started_at: None,
            finished_at: None,
        }
    }

    pub(crate) fn begin(&mut self, now: String) {
        self.state = JobState::Running;
        self.attempts += 1;
        self.started_at = Some(now);
    }

    pub(crate) fn end(&mut self, ending: Ending, now: String) {
        let Ending {
            error,
            counts,
            problems,
        } = ending;
        self.state = match error {
            None => JobState::Succeeded,
            Some(_) => JobState::Failed,
        };
        self.counts = counts;
        self.error = error.as_deref().map(shortened);
        self.problems_total = problems.len();
        let kept = problems.iter().take(PROBLEMS_KEPT_MAX);
        self.problems = kept.map(|problem| shortened(problem)).collect();
        self.finished_at = Some(now);
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(PROBLEM_CHARS_MAX).collect()
}
