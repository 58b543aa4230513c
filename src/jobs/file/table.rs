//! The tables of the file.

use redb::{ReadableTable, Table, TableDefinition, WriteTransaction};

use crate::error::Cause;
use crate::job::{Job, JobState};

/// What is known of each job, as JSON, by its number; numbers only grow.
pub(super) const JOBS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("jobs");

/// What is still to be done, as JSON, by the number of the job.
pub(super) const SCANS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("scans");

/// The number of each job, by its id.
pub(super) const IDS: TableDefinition<'_, &str, u64> = TableDefinition::new("ids");

/// A job that is in one table and not in the other.
#[derive(Debug, thiserror::Error)]
#[error("a job is named that is not there")]
pub(super) struct Missing;

/// The tables, in one transaction.
pub(super) struct Tables<'t> {
    pub(super) jobs: Table<'t, u64, &'static [u8]>,
    pub(super) scans: Table<'t, u64, &'static [u8]>,
    pub(super) ids: Table<'t, &'static str, u64>,
}

impl<'t> Tables<'t> {
    pub(super) fn open(transaction: &'t WriteTransaction) -> Result<Self, Cause> {
        Ok(Self {
            jobs: transaction.open_table(JOBS)?,
            scans: transaction.open_table(SCANS)?,
            ids: transaction.open_table(IDS)?,
        })
    }

    pub(super) fn next_number(&self) -> Result<u64, Cause> {
        let last = self.jobs.last()?.map(|(number, _)| number.value());
        Ok(last.map_or(0, |number| number + 1))
    }

    pub(super) fn job(&self, number: u64) -> Result<Job, Cause> {
        let row = self.jobs.get(number)?.ok_or(Missing)?;
        Ok(serde_json::from_slice(row.value())?)
    }

    pub(super) fn put(&mut self, number: u64, job: &Job) -> Result<(), Cause> {
        self.jobs
            .insert(number, serde_json::to_vec(job)?.as_slice())?;
        Ok(())
    }

    /// Forgets the oldest jobs that have ended, so that only `kept_max` of them are left.
    pub(super) fn forget_beyond(&mut self, kept_max: usize) -> Result<(), Cause> {
        use redb::ReadableTableMetadata;
        let finished = self.jobs.len()? - self.scans.len()?;
        let excess = usize::try_from(finished)?.saturating_sub(kept_max);
        if excess == 0 {
            return Ok(());
        }
        let mut forgotten = Vec::with_capacity(excess);
        for row in self.jobs.iter()? {
            let (number, job) = row?;
            let job: Job = serde_json::from_slice(job.value())?;
            if matches!(job.state, JobState::Succeeded | JobState::Failed) {
                forgotten.push((number.value(), job.id));
            }
            if forgotten.len() == excess {
                break;
            }
        }
        for (number, id) in forgotten {
            self.jobs.remove(number)?;
            self.ids.remove(id.as_str())?;
        }
        Ok(())
    }
}
