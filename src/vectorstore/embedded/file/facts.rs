//! What a store file says about itself and its collections.

use knowledge::Collection;
use redb::{
    ReadTransaction, ReadableDatabase, ReadableTable, Table, TableDefinition, WriteTransaction,
};
use serde::{Deserialize, Serialize};

use super::{StoreFile, existing, table};
use crate::content::EmbedderRecord;
use crate::error::{Cause, StoreError};

/// Counts up whenever the tables change in a way that older releases could not read.
///
/// 1: one embedder for the whole file. 2: a record for each collection.
const FORMAT: u64 = 2;

/// The format before collections had records.
const FORMAT_WITHOUT_RECORDS: u64 = 1;

const META: TableDefinition<&str, &str> = TableDefinition::new("meta");
const META_FORMAT: &str = "format";
/// Of format 1.
const META_EMBEDDER: &str = "embedder";

/// What is known of a collection as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::embedded) struct CollectionRecord {
    /// Who made the vectors.
    #[serde(flatten)]
    pub(in crate::embedded) embedder: EmbedderRecord,
    /// Whether a full sync came to its end.
    pub(in crate::embedded) complete: bool,
}

/// A database that does not say about itself what a store does.
#[derive(Debug, thiserror::Error)]
#[error("the file says nothing about `{name}`")]
struct MissingFact {
    name: String,
}

/// An embedder that was not written as `name (N dimensions)`.
#[derive(Debug, thiserror::Error)]
#[error("the embedder `{found}` is not written as `name (N dimensions)`")]
struct UnreadableEmbedder {
    found: String,
}

fn record_key(collection: Collection) -> String {
    format!("collection.{collection}")
}

fn staging_key(collection: Collection) -> String {
    format!("staging.{collection}")
}

impl StoreFile {
    /// The format of the file; `None` if it is new.
    pub(super) fn format(&self) -> Result<Option<u64>, Cause> {
        let transaction = self.database.begin_read()?;
        let missing = || MissingFact {
            name: META_FORMAT.to_owned(),
        };
        let Some(meta) = existing(transaction.open_table(META))? else {
            return match transaction.list_tables()?.next() {
                Some(_) => Err(missing().into()),
                None => Ok(None),
            };
        };
        let format = meta.get(META_FORMAT)?.ok_or_else(missing)?;
        Ok(Some(format.value().parse()?))
    }

    /// Writes into a new file that it is a store.
    pub(super) fn begin(&self) -> Result<(), Cause> {
        let transaction = self.database.begin_write()?;
        transaction
            .open_table(META)?
            .insert(META_FORMAT, FORMAT.to_string().as_str())?;
        transaction.commit()?;
        Ok(())
    }

    /// Makes a file of format `found` one of this release, in one transaction.
    pub(super) fn bring_up_to_date(&self, found: u64) -> Result<(), StoreError> {
        match found {
            FORMAT => Ok(()),
            FORMAT_WITHOUT_RECORDS => self.add_records().map_err(|source| self.damaged(source)),
            _ => Err(StoreError::Format {
                path: self.path.clone(),
                expected: FORMAT,
                found,
            }),
        }
    }

    fn add_records(&self) -> Result<(), Cause> {
        let transaction = self.database.begin_write()?;
        {
            let mut meta = transaction.open_table(META)?;
            let embedder = {
                let text = meta.remove(META_EMBEDDER)?.ok_or_else(|| MissingFact {
                    name: META_EMBEDDER.to_owned(),
                })?;
                embedder_from_text(text.value())?
            };
            let tables: Vec<String> = transaction
                .list_tables()?
                .map(|table| redb::TableHandle::name(&table).to_owned())
                .collect();
            for collection in Collection::ALL {
                if tables.iter().any(|table| table == collection.as_str()) {
                    // Whether a sync of the older release came to its end is not known.
                    let record = CollectionRecord {
                        embedder: embedder.clone(),
                        complete: false,
                    };
                    insert(&mut meta, &record_key(collection), &record)?;
                }
            }
            meta.insert(META_FORMAT, FORMAT.to_string().as_str())?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Makes the table of a collection, or gives an existing one that is empty another record.
    pub(in crate::embedded) fn create(
        &self,
        collection: Collection,
        record: &CollectionRecord,
    ) -> Result<(), Cause> {
        let transaction = self.database.begin_write()?;
        transaction.open_table(table(collection))?;
        write_record(&transaction, collection, record)?;
        transaction.commit()?;
        Ok(())
    }

    /// Replaces the record of a collection.
    pub(in crate::embedded) fn set_record(
        &self,
        collection: Collection,
        record: &CollectionRecord,
    ) -> Result<(), Cause> {
        let transaction = self.database.begin_write()?;
        write_record(&transaction, collection, record)?;
        transaction.commit()?;
        Ok(())
    }
}

fn insert(
    meta: &mut Table<'_, &'static str, &'static str>,
    key: &str,
    fact: &impl Serialize,
) -> Result<(), Cause> {
    meta.insert(key, serde_json::to_string(fact)?.as_str())?;
    Ok(())
}

/// Writes the record of a collection.
pub(super) fn write_record(
    transaction: &WriteTransaction,
    collection: Collection,
    record: &CollectionRecord,
) -> Result<(), Cause> {
    insert(
        &mut transaction.open_table(META)?,
        &record_key(collection),
        record,
    )
}

/// The record of a collection that exists.
pub(super) fn read_record(
    transaction: &ReadTransaction,
    collection: Collection,
) -> Result<CollectionRecord, Cause> {
    let name = record_key(collection);
    let meta = transaction.open_table(META)?;
    let fact = meta.get(name.as_str())?;
    let fact = fact.ok_or(MissingFact { name })?;
    Ok(serde_json::from_str(fact.value())?)
}

/// Whose vectors are being collected for a collection, if any are.
pub(super) fn staging_embedder(
    transaction: &WriteTransaction,
    collection: Collection,
) -> Result<Option<EmbedderRecord>, Cause> {
    let meta = transaction.open_table(META)?;
    let fact = meta.get(staging_key(collection).as_str())?;
    match fact {
        Some(fact) => Ok(Some(serde_json::from_str(fact.value())?)),
        None => Ok(None),
    }
}

/// Notes whose vectors are being collected for a collection; `None` for nobody's.
pub(super) fn set_staging_embedder(
    transaction: &WriteTransaction,
    collection: Collection,
    embedder: Option<&EmbedderRecord>,
) -> Result<(), Cause> {
    let mut meta = transaction.open_table(META)?;
    let key = staging_key(collection);
    match embedder {
        Some(embedder) => insert(&mut meta, &key, embedder)?,
        None => drop(meta.remove(key.as_str())?),
    }
    Ok(())
}

/// Reads what format 1 wrote.
fn embedder_from_text(text: &str) -> Result<EmbedderRecord, Cause> {
    let unreadable = || UnreadableEmbedder {
        found: text.to_owned(),
    };
    let rest = text.strip_suffix(" dimensions)").ok_or_else(unreadable)?;
    let (_, dimensions) = rest.rsplit_once(" (").ok_or_else(unreadable)?;
    Ok(EmbedderRecord {
        embedder: text.to_owned(),
        dimensions: dimensions.parse()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedder_of_an_older_file_is_read() {
        let embedder = embedder_from_text("somebody/model (large) (24 dimensions)").unwrap();
        assert_eq!(
            embedder.to_string(),
            "somebody/model (large) (24 dimensions)"
        );
        assert_eq!(embedder.dimensions, 24);
        assert!(embedder_from_text("somebody/model").is_err());
    }
}
