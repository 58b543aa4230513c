//! Vectors of another embedder, collected beside those in use until there is one for every document.

use std::collections::BTreeSet;

use knowledge::Collection;
use redb::{ReadableTable, TableDefinition};

use super::facts::{CollectionRecord, set_staging_embedder, staging_embedder, write_record};
use super::{StoreFile, existing, table};
use crate::backend::Reembedded;
use crate::content::{ContentHash, EmbedderRecord};
use crate::embedded::record;
use crate::error::Cause;

/// Id -> hash of the text, vector.
type Staging<'t> = TableDefinition<'t, &'static str, (&'static str, &'static [u8])>;

fn staging(collection: Collection) -> Staging<'static> {
    Staging::new(match collection {
        Collection::Capabilities => "staging.capabilities",
        Collection::Instances => "staging.instances",
    })
}

impl StoreFile {
    /// Makes ready to collect the vectors of `embedder`. Those it made before an interruption are kept.
    pub(in crate::embedded) fn begin_staging(
        &self,
        collection: Collection,
        embedder: &EmbedderRecord,
    ) -> Result<(), Cause> {
        let transaction = self.database.begin_write()?;
        if staging_embedder(&transaction, collection)?.as_ref() == Some(embedder) {
            transaction.abort()?;
            return Ok(());
        }
        transaction.delete_table(staging(collection))?;
        transaction.open_table(staging(collection))?;
        set_staging_embedder(&transaction, collection, Some(embedder))?;
        transaction.commit()?;
        Ok(())
    }

    /// Those of the documents, given by id and hash, that have a vector already.
    pub(in crate::embedded) fn staged<'i>(
        &self,
        collection: Collection,
        documents: impl Iterator<Item = (&'i str, ContentHash)>,
    ) -> Result<BTreeSet<&'i str>, Cause> {
        let transaction = self.read()?;
        let Some(rows) = existing(transaction.open_table(staging(collection)))? else {
            return Ok(BTreeSet::new());
        };
        let mut staged = BTreeSet::new();
        for (id, hash) in documents {
            if rows
                .get(id)?
                .is_some_and(|row| row.value().0 == hash.as_str())
            {
                staged.insert(id);
            }
        }
        Ok(staged)
    }

    /// Keeps vectors for later.
    pub(in crate::embedded) fn stage(
        &self,
        collection: Collection,
        vectors: &[Reembedded],
    ) -> Result<(), Cause> {
        let transaction = self.database.begin_write()?;
        {
            let mut rows = transaction.open_table(staging(collection))?;
            for Reembedded { id, hash, vector } in vectors {
                let vector = record::vector_to_bytes(vector);
                rows.insert(id.as_str(), (hash.as_str(), vector.as_slice()))?;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// Puts the collected vectors in the place of the old ones; `false` if one is missing, and nothing was done.
    pub(in crate::embedded) fn finish_staging(
        &self,
        collection: Collection,
        about: &CollectionRecord,
    ) -> Result<bool, Cause> {
        let transaction = self.database.begin_write()?;
        if staging_embedder(&transaction, collection)?.as_ref() != Some(&about.embedder) {
            transaction.abort()?;
            return Ok(false);
        }
        let whole = {
            let mut rows = transaction.open_table(table(collection))?;
            let staged = transaction.open_table(staging(collection))?;
            replace_vectors(&mut rows, &staged)?
        };
        if !whole {
            transaction.abort()?;
            return Ok(false);
        }
        transaction.delete_table(staging(collection))?;
        set_staging_embedder(&transaction, collection, None)?;
        write_record(&transaction, collection, about)?;
        transaction.commit()?;
        Ok(true)
    }
}

fn replace_vectors(
    rows: &mut redb::Table<'_, &'static str, (&'static [u8], &'static [u8])>,
    staged: &impl ReadableTable<&'static str, (&'static str, &'static [u8])>,
) -> Result<bool, Cause> {
    let mut ids = Vec::new();
    for row in rows.iter()? {
        ids.push(row?.0.value().to_owned());
    }
    for id in ids {
        let Some(bytes) = rows.get(id.as_str())?.map(|row| row.value().1.to_vec()) else {
            continue;
        };
        let document = record::document_from_bytes(&id, &bytes)?;
        let Some(vector) = staged.get(id.as_str())? else {
            return Ok(false);
        };
        let (hash, vector) = vector.value();
        if hash != ContentHash::of(&document.text).as_str() {
            return Ok(false);
        }
        rows.insert(id.as_str(), (vector, bytes.as_slice()))?;
    }
    Ok(true)
}
