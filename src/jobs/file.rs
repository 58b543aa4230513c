//! The file of the jobs: what is in it was accepted, what is not was not.

mod table;

use std::io::ErrorKind;
use std::path::Path;

use redb::{
    Builder, Database, DatabaseError, ReadableDatabase, ReadableTable, ReadableTableMetadata,
    StorageError,
};
use uuid::Uuid;

use crate::error::{Cause, JobsError};
use crate::job::{Ending, Job, Scan};
use crate::limits::{CACHE_BYTES, FINISHED_JOBS_MAX};
use crate::moment;
use table::{IDS, JOBS, SCANS, Tables};

/// The file inside the data folder.
const FILE_NAME: &str = "jobs.redb";

/// The jobs of one data folder, open for this process alone.
#[derive(Debug)]
pub struct Jobs {
    database: Database,
}

/// Some of the jobs, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The jobs.
    pub jobs: Vec<Job>,
    /// How many there are in all.
    pub total: usize,
}

/// A job that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// What is known of it.
    pub job: Job,
    /// What is to be done.
    pub scan: Scan,
}

impl Jobs {
    /// Opens the jobs in `data_dir`; folder and file are created if they are missing.
    ///
    /// # Errors
    ///
    /// The folder cannot be used; another process has the file open; the file is damaged.
    pub fn open(data_dir: &Path) -> Result<Self, JobsError> {
        let no_folder = |source| JobsError::Folder {
            path: data_dir.to_owned(),
            source,
        };
        std::fs::create_dir_all(data_dir).map_err(no_folder)?;
        let path = data_dir.join(FILE_NAME);
        let mut builder = Builder::new();
        let opened = builder.set_cache_size(CACHE_BYTES).create(&path);
        let database = opened.map_err(|error| match error {
            DatabaseError::DatabaseAlreadyOpen => JobsError::Locked { path: path.clone() },
            DatabaseError::Storage(StorageError::Io(source))
                if source.kind() != ErrorKind::InvalidData =>
            {
                no_folder(source)
            }
            other => JobsError::Damaged {
                path: path.clone(),
                source: other.into(),
            },
        })?;
        let jobs = Self { database };
        let damaged = |error: JobsError| JobsError::Damaged {
            path: path.clone(),
            source: error.into(),
        };
        jobs.write(|_| Ok(())).map_err(damaged)?;
        sync_folder(data_dir).map_err(no_folder)?;
        // Whatever is to go on later can be read now.
        jobs.unfinished().map_err(damaged)?;
        Ok(jobs)
    }

    /// Accepts a scan: it is on the disk when this returns. One that asks for nothing has ended already.
    ///
    /// # Errors
    ///
    /// The disk's. The scan is not accepted then.
    pub fn accept(&self, scan: &Scan) -> Result<Job, JobsError> {
        let now = moment::now();
        let mut job = Job::new(Uuid::new_v4().to_string(), scan, now.clone());
        if scan.is_empty() {
            job.begin(now.clone());
            job.end(Ending::of_nothing(), now);
        }
        self.write(|tables| {
            let number = tables.next_number()?;
            tables.ids.insert(job.id.as_str(), number)?;
            tables.put(number, &job)?;
            if job.state.is_finished() {
                tables.forget_beyond(FINISHED_JOBS_MAX)?;
            } else {
                let scan = serde_json::to_vec(scan)?;
                tables.scans.insert(number, scan.as_slice())?;
            }
            Ok(())
        })?;
        Ok(job)
    }

    /// Writes down that work on a job begins.
    ///
    /// # Errors
    ///
    /// There is no such job; the disk's.
    pub fn begin(&self, id: &str) -> Result<Job, JobsError> {
        self.change(id, |job| job.begin(moment::now()))
    }

    /// Writes down that a job has ended. Of the jobs that have ended, the oldest may be forgotten for it.
    ///
    /// # Errors
    ///
    /// There is no such job; the disk's.
    pub fn end(&self, id: &str, ending: Ending) -> Result<Job, JobsError> {
        self.change(id, |job| job.end(ending, moment::now()))
    }

    fn change(&self, id: &str, change: impl FnOnce(&mut Job)) -> Result<Job, JobsError> {
        let changed = self.write(|tables| {
            let number = tables.ids.get(id)?.map(|number| number.value());
            let Some((number, mut job)) = number
                .map(|number| Ok::<_, Cause>((number, tables.job(number)?)))
                .transpose()?
            else {
                return Ok(None);
            };
            change(&mut job);
            tables.put(number, &job)?;
            if job.state.is_finished() {
                tables.scans.remove(number)?;
                tables.forget_beyond(FINISHED_JOBS_MAX)?;
            }
            Ok(Some(job))
        })?;
        changed.ok_or(JobsError::Unknown)
    }

    /// The job with this id; `None` if there is none, or it was forgotten.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub fn get(&self, id: &str) -> Result<Option<Job>, JobsError> {
        let read = || -> Result<Option<Job>, Cause> {
            let transaction = self.database.begin_read()?;
            let Some(number) = transaction.open_table(IDS)?.get(id)? else {
                return Ok(None);
            };
            let row = transaction.open_table(JOBS)?.get(number.value())?;
            row.map(|row| Ok(serde_json::from_slice(row.value())?))
                .transpose()
        };
        read().map_err(JobsError::of)
    }

    /// `limit` jobs after the `offset` latest ones.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub fn page(&self, offset: usize, limit: usize) -> Result<Page, JobsError> {
        let read = || -> Result<Page, Cause> {
            let transaction = self.database.begin_read()?;
            let table = transaction.open_table(JOBS)?;
            let total = usize::try_from(table.len()?)?;
            let rows = table.iter()?.rev().skip(offset).take(limit);
            let jobs = rows.map(|row| Ok(serde_json::from_slice(row?.1.value())?));
            Ok(Page {
                jobs: jobs.collect::<Result<_, Cause>>()?,
                total,
            })
        };
        read().map_err(JobsError::of)
    }

    /// The jobs that have not ended, the oldest first.
    ///
    /// # Errors
    ///
    /// The disk's.
    pub fn unfinished(&self) -> Result<Vec<Unfinished>, JobsError> {
        let read = || -> Result<Vec<Unfinished>, Cause> {
            let transaction = self.database.begin_read()?;
            let (scans, jobs) = (
                transaction.open_table(SCANS)?,
                transaction.open_table(JOBS)?,
            );
            let mut unfinished = Vec::new();
            for row in scans.iter()? {
                let (number, scan) = row?;
                let job = jobs.get(number.value())?.ok_or(table::Missing)?;
                unfinished.push(Unfinished {
                    job: serde_json::from_slice(job.value())?,
                    scan: serde_json::from_slice(scan.value())?,
                });
            }
            Ok(unfinished)
        };
        read().map_err(JobsError::of)
    }

    /// One transaction: all of it is on the disk when this returns, or nothing.
    fn write<T>(
        &self,
        work: impl FnOnce(&mut Tables<'_>) -> Result<T, Cause>,
    ) -> Result<T, JobsError> {
        let write = || -> Result<T, Cause> {
            let transaction = self.database.begin_write()?;
            let outcome = work(&mut Tables::open(&transaction)?)?;
            transaction.commit()?;
            Ok(outcome)
        };
        write().map_err(JobsError::of)
    }
}

/// Makes sure that the name of a new file survives a power failure, and not only its content.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// Folders cannot be synced here.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}
