//! The file of the cache: what is in it is whole, what is too much leaves it, the oldest first.

use std::io::{self, ErrorKind};
use std::path::Path;

use redb::{
    Builder, Database, DatabaseError, Error, ReadableDatabase, ReadableTable,
    ReadableTableMetadata, StorageError, TableDefinition, WriteTransaction,
};

use super::key::CacheKey;

/// Counts up whenever the tables change in a way that other releases could not read.
const FORMAT: u64 = 1;
/// Memory for pages of the file.
const PAGES_BYTES: usize = 4 << 20;

/// Key -> number of its place in the order, answer.
const ANSWERS: TableDefinition<'_, &[u8; 32], (u64, &[u8])> = TableDefinition::new("answers");
/// Number -> key: the lower, the older.
const ORDER: TableDefinition<'_, u64, &[u8; 32]> = TableDefinition::new("order");
/// Facts about the whole file.
const FACTS: TableDefinition<'_, &str, u64> = TableDefinition::new("facts");
const FACT_FORMAT: &str = "format";
const FACT_BYTES: &str = "bytes";

/// Why the file cannot be opened.
#[derive(Debug, thiserror::Error)]
pub(super) enum OpenError {
    /// The folder or the file cannot be used.
    #[error("the file cannot be made or read")]
    Folder(#[source] io::Error),
    /// Another process has it open.
    #[error("another process uses it")]
    Locked,
    /// It is no cache, or a broken one, or one of another release.
    #[error("it is damaged")]
    Damaged(#[source] Error),
}

/// The file, open for this process alone.
#[derive(Debug)]
pub(super) struct CacheFile {
    database: Database,
    answers_max: u64,
    bytes_max: u64,
}

impl CacheFile {
    pub(super) fn open(path: &Path, answers_max: u64, bytes_max: u64) -> Result<Self, OpenError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(OpenError::Folder)?;
        }
        let database = open_whole(path).map_err(|error| match error {
            DatabaseError::DatabaseAlreadyOpen => OpenError::Locked,
            DatabaseError::Storage(StorageError::Io(source))
                if source.kind() != ErrorKind::InvalidData =>
            {
                OpenError::Folder(source)
            }
            other => OpenError::Damaged(other.into()),
        })?;
        let file = Self {
            database,
            answers_max,
            bytes_max,
        };
        file.prepare().map_err(OpenError::Damaged)?;
        Ok(file)
    }

    /// Makes the tables of a new file, and makes sure that those of an old one can be read.
    fn prepare(&self) -> Result<(), Error> {
        let transaction = self.database.begin_write()?;
        {
            let mut facts = transaction.open_table(FACTS)?;
            let format = facts.get(FACT_FORMAT)?.map(|format| format.value());
            match format {
                Some(FORMAT) => {}
                Some(_) => {
                    return Err(Error::Corrupted(
                        "it has the format of another release".to_owned(),
                    ));
                }
                None => {
                    facts.insert(FACT_FORMAT, FORMAT)?;
                    facts.insert(FACT_BYTES, 0)?;
                }
            }
            transaction.open_table(ANSWERS)?;
            transaction.open_table(ORDER)?;
        }
        Ok(transaction.commit()?)
    }

    /// The answer kept under a key.
    pub(super) fn get(&self, key: &CacheKey) -> Result<Option<Vec<u8>>, Error> {
        let answers = self.database.begin_read()?.open_table(ANSWERS)?;
        let found = answers.get(key.as_bytes())?;
        Ok(found.map(|found| found.value().1.to_vec()))
    }

    /// Keeps an answer as the youngest, and lets go of the oldest ones until the file is within its bounds: in one
    /// transaction, which is on disk when this returns.
    pub(super) fn put(&self, key: &CacheKey, answer: &[u8]) -> Result<(), Error> {
        if answer.len() as u64 > self.bytes_max {
            return Ok(());
        }
        let transaction = self.database.begin_write()?;
        self.put_within(&transaction, key, answer)?;
        Ok(transaction.commit()?)
    }

    fn put_within(
        &self,
        transaction: &WriteTransaction,
        key: &CacheKey,
        answer: &[u8],
    ) -> Result<(), Error> {
        let mut answers = transaction.open_table(ANSWERS)?;
        let mut order = transaction.open_table(ORDER)?;
        let mut facts = transaction.open_table(FACTS)?;
        let mut bytes = facts.get(FACT_BYTES)?.map_or(0, |bytes| bytes.value());
        let number = order.last()?.map_or(0, |(last, _)| last.value() + 1);
        let replaced = answers
            .insert(key.as_bytes(), (number, answer))?
            .map(|old| (old.value().0, old.value().1.len() as u64));
        if let Some((place, length)) = replaced {
            order.remove(place)?;
            bytes = bytes.saturating_sub(length);
        }
        order.insert(number, key.as_bytes())?;
        bytes += answer.len() as u64;
        while bytes > self.bytes_max || order.len()? > self.answers_max {
            let Some(oldest) = order.pop_first()?.map(|(_, key)| *key.value()) else {
                break;
            };
            let length = answers
                .remove(&oldest)?
                .map_or(0, |old| old.value().1.len() as u64);
            bytes = bytes.saturating_sub(length);
        }
        facts.insert(FACT_BYTES, bytes)?;
        Ok(())
    }
}

/// Opens the file and reads all of it once: later is too late to find out that a part of it is damaged.
fn open_whole(path: &Path) -> Result<Database, DatabaseError> {
    let mut database = Builder::new().set_cache_size(PAGES_BYTES).create(path)?;
    database.check_integrity()?;
    Ok(database)
}
