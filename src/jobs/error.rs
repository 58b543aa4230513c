//! Why a job could not be kept or found.

use std::error::Error;
use std::path::PathBuf;

use semconv::Failure;
use semconv::attributes::ErrorType;

/// A cause of any type.
pub(crate) type Cause = Box<dyn Error + Send + Sync>;

/// Why a job could not be kept or found.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JobsError {
    /// The folder of the file cannot be created or written.
    #[error("the data folder `{}` cannot be used: choose another one, or make it writable", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// Another process has the file open.
    #[error("the jobs `{}` are in use by another process: stop that process, or choose another data folder", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file is not what this release wrote.
    #[error("the jobs `{}` are damaged: restore the file from a backup, or delete it and what it has not done is lost", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Cause,
    },
    /// The disk did not do what it was asked.
    #[error("the jobs could not be read or written")]
    Database {
        /// What the database says.
        source: Cause,
    },
    /// There is no such job, or it ended too long ago.
    #[error("expected a job that is known, found none with this id")]
    Unknown,
}

impl JobsError {
    /// Whoever worked on the file broke off.
    pub fn broken_off(source: impl Error + Send + Sync + 'static) -> Self {
        Self::of(source)
    }

    pub(crate) fn of(source: impl Into<Cause>) -> Self {
        Self::Database {
            source: source.into(),
        }
    }
}

impl Failure for JobsError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::Folder { .. } | Self::Database { .. } => ErrorType::Io,
            Self::Locked { .. } => ErrorType::Conflict,
            Self::Damaged { .. } => ErrorType::Corrupt,
            Self::Unknown => ErrorType::NotFound,
        }
    }
}
