//! The store file: what is in it is stored, what is not is not.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use knowledge::Collection;
use redb::{
    Builder, Database, DatabaseError, ReadTransaction, ReadableDatabase, ReadableTable,
    StorageError, TableDefinition, TableError,
};

use super::record;
use crate::backend::Entry;
use crate::error::{Cause, StoreError};

/// The file inside the data folder.
const FILE_NAME: &str = "vectors.redb";

/// Counts up whenever the tables change in a way that older releases could not read.
const FORMAT: u64 = 1;

/// Memory for pages of the file. Everything but re-ranking is answered from the index, so little is enough.
const CACHE_BYTES: usize = 64 * 1024 * 1024;

/// Facts about the whole file.
const META: TableDefinition<&str, &str> = TableDefinition::new("meta");
const META_FORMAT: &str = "format";
const META_EMBEDDER: &str = "embedder";

/// A collection: id -> vector, document.
type Table<'t> = TableDefinition<'t, &'static str, (&'static [u8], &'static [u8])>;

/// What a file says about itself.
struct Meta {
    format: u64,
    /// The embedder that made the vectors, and their dimensions.
    embedder: String,
}

/// The store file, open for this process alone.
#[derive(Debug)]
pub(super) struct StoreFile {
    path: PathBuf,
    database: Database,
    dimensions: usize,
}

fn table(collection: Collection) -> Table<'static> {
    Table::new(collection.as_str())
}

impl StoreFile {
    /// Whether there is a store, or at least something in its place, in `folder`.
    pub(super) fn exists(folder: &Path) -> bool {
        folder.join(FILE_NAME).exists()
    }

    /// Opens the store in `folder`, or makes a new one, for vectors of `dimensions` components made by `embedder`.
    pub(super) fn open(
        folder: &Path,
        embedder: &str,
        dimensions: usize,
    ) -> Result<Self, StoreError> {
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
        let file = Self {
            path,
            database,
            dimensions,
        };
        let embedder = format!("{embedder} ({dimensions} dimensions)");
        match file.meta().map_err(|source| file.damaged(source))? {
            Some(meta) => file.check(meta, embedder)?,
            None => {
                file.begin(&embedder)
                    .map_err(|source| no_folder(std::io::Error::other(source)))?;
                sync_folder(folder).map_err(no_folder)?;
            }
        }
        Ok(file)
    }

    /// Whether this release and `embedder` can work with the file.
    fn check(&self, meta: Meta, embedder: String) -> Result<(), StoreError> {
        let path = self.path.clone();
        if meta.format != FORMAT {
            return Err(StoreError::Format {
                path,
                expected: FORMAT,
                found: meta.format,
            });
        }
        if meta.embedder != embedder {
            return Err(StoreError::Embedder {
                path,
                expected: embedder,
                found: meta.embedder,
            });
        }
        Ok(())
    }

    fn damaged(&self, source: Cause) -> StoreError {
        StoreError::Damaged {
            path: self.path.clone(),
            source,
        }
    }

    /// What the file says about itself; `None` if it is new.
    fn meta(&self) -> Result<Option<Meta>, Cause> {
        let transaction = self.database.begin_read()?;
        let Some(meta) = existing(transaction.open_table(META))? else {
            return match transaction.list_tables()?.next() {
                Some(_) => Err(MissingFact { name: META_FORMAT }.into()),
                None => Ok(None),
            };
        };
        let fact = |name: &'static str| -> Result<String, Cause> {
            let fact = meta.get(name)?.ok_or(MissingFact { name })?;
            Ok(fact.value().to_owned())
        };
        Ok(Some(Meta {
            format: fact(META_FORMAT)?.parse()?,
            embedder: fact(META_EMBEDDER)?,
        }))
    }

    fn begin(&self, embedder: &str) -> Result<(), Cause> {
        let transaction = self.database.begin_write()?;
        {
            let mut meta = transaction.open_table(META)?;
            meta.insert(META_FORMAT, FORMAT.to_string().as_str())?;
            meta.insert(META_EMBEDDER, embedder)?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Makes the table of a collection.
    pub(super) fn create(&self, collection: Collection) -> Result<(), Cause> {
        let transaction = self.database.begin_write()?;
        transaction.open_table(table(collection))?;
        transaction.commit()?;
        Ok(())
    }

    /// Every entry of a collection, by id; `None` if the collection was never created.
    pub(super) fn load(
        &self,
        collection: Collection,
        mut found: impl FnMut(Entry),
    ) -> Result<Option<()>, StoreError> {
        let damaged = |source| self.damaged(source);
        let transaction = self.read().map_err(damaged)?;
        let opened = existing(transaction.open_table(table(collection)));
        let Some(rows) = opened.map_err(|error| self.damaged(error.into()))? else {
            return Ok(None);
        };
        let mut load = || -> Result<(), Cause> {
            for row in rows.iter()? {
                let (id, value) = row?;
                let (vector, document) = value.value();
                let vector = record::vector_from_bytes(vector, self.dimensions)?;
                let document = record::document_from_bytes(id.value(), document)?;
                found(Entry { document, vector });
            }
            Ok(())
        };
        load().map_err(damaged)?;
        Ok(Some(()))
    }

    /// Whether the file can be read.
    pub(super) fn read(&self) -> Result<ReadTransaction, Cause> {
        Ok(self.database.begin_read()?)
    }

    /// Writes entries: all of them, for good, or none.
    pub(super) fn upsert(&self, collection: Collection, entries: &[Entry]) -> Result<(), Cause> {
        let transaction = self.database.begin_write()?;
        {
            let mut rows = transaction.open_table(table(collection))?;
            for Entry { document, vector } in entries {
                let vector = record::vector_to_bytes(vector);
                let bytes = record::document_to_bytes(document)?;
                rows.insert(document.id.as_str(), (vector.as_slice(), bytes.as_slice()))?;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// Deletes documents: all of them, for good, or none. Returns how many there were.
    pub(super) fn delete(&self, collection: Collection, ids: &[String]) -> Result<usize, Cause> {
        let transaction = self.database.begin_write()?;
        let mut deleted = 0;
        {
            let mut rows = transaction.open_table(table(collection))?;
            for id in ids {
                deleted += usize::from(rows.remove(id.as_str())?.is_some());
            }
        }
        if deleted > 0 {
            transaction.commit()?;
        } else {
            transaction.abort()?;
        }
        Ok(deleted)
    }

    /// Calls `found` with the slot and the vector of each id that there is.
    pub(super) fn vectors<'i>(
        &self,
        collection: Collection,
        slots: impl Iterator<Item = (&'i str, u32)>,
        mut found: impl FnMut(u32, &[f32]),
    ) -> Result<(), Cause> {
        let transaction = self.read()?;
        let rows = transaction.open_table(table(collection))?;
        for (id, slot) in slots {
            if let Some(row) = rows.get(id)? {
                found(
                    slot,
                    &record::vector_from_bytes(row.value().0, self.dimensions)?,
                );
            }
        }
        Ok(())
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

/// A database that does not say about itself what a store does.
#[derive(Debug, thiserror::Error)]
#[error("the file says nothing about `{name}`")]
struct MissingFact {
    name: &'static str,
}

fn existing<T>(opened: Result<T, TableError>) -> Result<Option<T>, TableError> {
    match opened {
        Ok(table) => Ok(Some(table)),
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
