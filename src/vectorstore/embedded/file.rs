//! The store file: what is in it is stored, what is not is not.

mod facts;
mod rows;
mod staging;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use knowledge::Collection;
use redb::{
    Builder, Database, DatabaseError, ReadTransaction, ReadableDatabase, StorageError,
    TableDefinition, TableError,
};

use crate::error::{Cause, StoreError};
pub(super) use facts::CollectionRecord;

/// The file inside the data folder.
const FILE_NAME: &str = "vectors.redb";

/// Memory for pages of the file. Everything but re-ranking is answered from the index, so little is enough.
const CACHE_BYTES: usize = 64 * 1024 * 1024;

/// A collection: id -> vector, document.
type Table<'t> = TableDefinition<'t, &'static str, (&'static [u8], &'static [u8])>;

/// The store file, open for this process alone.
#[derive(Debug)]
pub(super) struct StoreFile {
    path: PathBuf,
    database: Database,
}

fn table(collection: Collection) -> Table<'static> {
    Table::new(collection.as_str())
}

impl StoreFile {
    /// Whether there is a store, or at least something in its place, in `folder`.
    pub(super) fn exists(folder: &Path) -> bool {
        folder.join(FILE_NAME).exists()
    }

    /// Opens the store in `folder`, or makes a new one. What an older release wrote is brought up to date.
    pub(super) fn open(folder: &Path) -> Result<Self, StoreError> {
        let no_folder = |source| StoreError::Folder {
            path: folder.to_owned(),
            source,
        };
        std::fs::create_dir_all(folder).map_err(no_folder)?;
        let path = folder.join(FILE_NAME);
        let database = open_whole(&path).map_err(|error| match error {
            DatabaseError::DatabaseAlreadyOpen => StoreError::Locked { path: path.clone() },
            DatabaseError::Storage(StorageError::Io(source))
                if source.kind() != ErrorKind::InvalidData =>
            {
                no_folder(source)
            }
            other => StoreError::Damaged {
                path: path.clone(),
                source: other.into(),
            },
        })?;
        let file = Self { path, database };
        match file.format().map_err(|source| file.damaged(source))? {
            Some(found) => file.bring_up_to_date(found)?,
            None => {
                file.begin()
                    .map_err(|source| no_folder(std::io::Error::other(source)))?;
                sync_folder(folder).map_err(no_folder)?;
            }
        }
        Ok(file)
    }

    fn damaged(&self, source: Cause) -> StoreError {
        StoreError::Damaged {
            path: self.path.clone(),
            source,
        }
    }

    /// Whether the file can be read.
    pub(super) fn read(&self) -> Result<ReadTransaction, Cause> {
        Ok(self.database.begin_read()?)
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

/// Opens the database and checks every page of it: what is broken is found now, and not by a search next week.
fn open_whole(path: &Path) -> Result<Database, DatabaseError> {
    let mut database = Builder::new().set_cache_size(CACHE_BYTES).create(path)?;
    database.check_integrity()?;
    Ok(database)
}

fn existing<T>(opened: Result<T, TableError>) -> Result<Option<T>, TableError> {
    match opened {
        Ok(table) => Ok(Some(table)),
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
