//! Reading and writing the documents of a collection.

use knowledge::{Collection, Document};
use redb::ReadableTable;

use super::facts::{CollectionRecord, read_record};
use super::{StoreFile, existing, table};
use crate::backend::{Change, Entry};
use crate::embedded::record;
use crate::error::{Cause, StoreError};

/// A document that is to keep its vector, and is not there.
#[derive(Debug, thiserror::Error)]
#[error("a document of the index is not in the file")]
struct MissingRow;

impl StoreFile {
    /// The record of a collection, and every entry of it, by id; `None` if the collection was never created.
    pub(in crate::embedded) fn load(
        &self,
        collection: Collection,
        begin: impl FnOnce(&CollectionRecord),
        mut found: impl FnMut(Entry),
    ) -> Result<Option<CollectionRecord>, StoreError> {
        let load = || -> Result<Option<CollectionRecord>, Cause> {
            let transaction = self.read()?;
            let Some(rows) = existing(transaction.open_table(table(collection)))? else {
                return Ok(None);
            };
            let about = read_record(&transaction, collection)?;
            begin(&about);
            for row in rows.iter()? {
                let (id, value) = row?;
                let (vector, document) = value.value();
                let vector = record::vector_from_bytes(vector, about.embedder.dimensions)?;
                let document = record::document_from_bytes(id.value(), document)?;
                found(Entry { document, vector });
            }
            Ok(Some(about))
        };
        load().map_err(|source| self.damaged(source))
    }

    /// Carries out a change: all of it, for good, or nothing. Returns how many documents were deleted.
    pub(in crate::embedded) fn change(
        &self,
        collection: Collection,
        change: &Change,
    ) -> Result<usize, Cause> {
        let transaction = self.database.begin_write()?;
        let mut deleted = 0;
        {
            let mut rows = transaction.open_table(table(collection))?;
            for id in &change.deletes {
                deleted += usize::from(rows.remove(id.as_str())?.is_some());
            }
            for Entry { document, vector } in &change.upserts {
                let vector = record::vector_to_bytes(vector);
                let bytes = record::document_to_bytes(document)?;
                rows.insert(document.id.as_str(), (vector.as_slice(), bytes.as_slice()))?;
            }
            for document in &change.relabelled {
                relabel(&mut rows, document)?;
            }
        }
        if deleted + change.upserts.len() + change.relabelled.len() > 0 {
            transaction.commit()?;
        } else {
            transaction.abort()?;
        }
        Ok(deleted)
    }

    /// Calls `found` with the slot and the vector of each id that there is.
    pub(in crate::embedded) fn vectors<'i>(
        &self,
        collection: Collection,
        dimensions: usize,
        slots: impl Iterator<Item = (&'i str, u32)>,
        mut found: impl FnMut(u32, &[f32]),
    ) -> Result<(), Cause> {
        let transaction = self.read()?;
        let rows = transaction.open_table(table(collection))?;
        for (id, slot) in slots {
            if let Some(row) = rows.get(id)? {
                found(slot, &record::vector_from_bytes(row.value().0, dimensions)?);
            }
        }
        Ok(())
    }
}

/// Writes the document beside the vector that is there.
fn relabel(
    rows: &mut redb::Table<'_, &'static str, (&'static [u8], &'static [u8])>,
    document: &Document,
) -> Result<(), Cause> {
    let vector = {
        let row = rows.get(document.id.as_str())?.ok_or(MissingRow)?;
        row.value().0.to_vec()
    };
    let bytes = record::document_to_bytes(document)?;
    rows.insert(document.id.as_str(), (vector.as_slice(), bytes.as_slice()))?;
    Ok(())
}
