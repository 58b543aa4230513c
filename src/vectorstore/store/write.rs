//! Storing and deleting.

mod plan;

use embedding::{Purpose, embed};
use knowledge::{Collection, Document, MetadataValue};
use semconv::vectorstore as spans;

use super::VectorStore;
use super::telemetry::say_where;
use crate::backend::{Change, Entry};
use crate::error::StoreError;
use crate::limits::{BATCH_DOCUMENTS_MAX, ID_BYTES_MAX, METADATA_KEY_RESERVED, TEXT_BYTES_MAX};
use plan::{Plan, distinct_ids, last_of_each_id};

/// What [`VectorStore::store`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stored {
    /// Documents that are new or different.
    pub written: usize,
    /// Documents that were there just so, and were neither embedded nor written.
    pub unchanged: usize,
}

/// What [`VectorStore::apply`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Applied {
    /// Documents that were there and are not any more.
    pub deleted: usize,
    /// What became of the documents to be stored.
    pub stored: Stored,
}

/// A change that is worked out, and what it will have done.
struct Prepared {
    change: Change,
    stored: Stored,
}

impl VectorStore {
    /// Stores `documents`, replacing those with the same id; of documents with one id, the last counts. A text that is
    /// there already is not embedded again. A batch of [`BATCH_DOCUMENTS_MAX`] is stored as a whole or not at all by the
    /// embedded store; the batches before a failed one stay stored.
    ///
    /// # Errors
    ///
    /// A document that breaks a limit, before anything is stored; the embedder's; the backend's.
    pub async fn store(
        &self,
        collection: Collection,
        documents: &[Document],
    ) -> Result<Stored, StoreError> {
        if documents.is_empty() {
            return Ok(Stored::default());
        }
        let span = spans::Store {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
        say_where!(span, self.backend);
        let distinct = last_of_each_id(documents);
        span.set_document_count(distinct.len());
        span.scope(async {
            check_all(documents)?;
            let mut stored = Stored::default();
            for batch in distinct.chunks(BATCH_DOCUMENTS_MAX) {
                let applied = self.change(collection, &[], batch).await?;
                stored.written += applied.stored.written;
                stored.unchanged += applied.stored.unchanged;
            }
            Ok(stored)
        })
        .await
    }

    /// Deletes documents; returns how many there were.
    ///
    /// # Errors
    ///
    /// The backend's.
    pub async fn delete(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<usize, StoreError> {
        if ids.is_empty() {
            return Ok(0);
        }
        let span = spans::Delete {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
        say_where!(span, self.backend);
        span.set_document_count(ids.len());
        let deletes = distinct_ids(ids, &[]);
        let applied = span.scope(self.change(collection, &deletes, &[])).await?;
        Ok(applied.deleted)
    }

    /// Deletes, then stores: an id that is in both ends up stored. The embedded store does all of it or nothing; with a
    /// server, a call that failed can be made again.
    ///
    /// With nothing to delete or nothing to store it is [`store`](Self::store) or [`delete`](Self::delete) in its spans,
    /// but always one change.
    ///
    /// # Errors
    ///
    /// Those of [`store`](Self::store).
    pub async fn apply(
        &self,
        collection: Collection,
        deletes: &[String],
        upserts: &[Document],
    ) -> Result<Applied, StoreError> {
        let (db_system_name, db_collection_name) = (self.backend.system(), collection.as_str());
        let distinct = last_of_each_id(upserts);
        let gone = distinct_ids(deletes, &distinct);
        let work = async {
            check_all(upserts)?;
            self.change(collection, &gone, &distinct).await
        };
        match (deletes.is_empty(), upserts.is_empty()) {
            (true, true) => Ok(Applied::default()),
            (true, false) => {
                let span = spans::Store {
                    db_system_name,
                    db_collection_name,
                }
                .start();
                say_where!(span, self.backend);
                span.set_document_count(distinct.len());
                span.scope(work).await
            }
            (false, true) => {
                let span = spans::Delete {
                    db_system_name,
                    db_collection_name,
                }
                .start();
                say_where!(span, self.backend);
                span.set_document_count(deletes.len());
                span.scope(work).await
            }
            (false, false) => {
                let span = spans::Apply {
                    db_system_name,
                    db_collection_name,
                }
                .start();
                say_where!(span, self.backend);
                span.set_document_count(deletes.len() + distinct.len());
                span.scope(work).await
            }
        }
    }

    /// One change: ids that are distinct, documents of distinct ids, and none in both.
    async fn change(
        &self,
        collection: Collection,
        deletes: &[String],
        upserts: &[&Document],
    ) -> Result<Applied, StoreError> {
        let plan = self.plan(collection, upserts).await?;
        let prepared = self.prepare(plan, deletes).await?;
        match self.carry_out(collection, prepared).await {
            // Somebody else wrote meanwhile. Without a look at what is there, nothing can come between.
            Err(StoreError::Moved { .. }) => {
                let prepared = self.prepare(Plan::of_all(upserts), deletes).await?;
                self.carry_out(collection, prepared).await
            }
            done => done,
        }
    }

    async fn plan<'d>(
        &self,
        collection: Collection,
        upserts: &[&'d Document],
    ) -> Result<Plan<'d>, StoreError> {
        if upserts.is_empty() {
            return Ok(Plan::default());
        }
        let ids: Vec<String> = upserts.iter().map(|document| document.id.clone()).collect();
        let kept = self.backend.kept(collection, &ids).await?;
        Ok(Plan::of(upserts, &kept))
    }

    async fn prepare(&self, plan: Plan<'_>, deletes: &[String]) -> Result<Prepared, StoreError> {
        let stored = Stored {
            written: plan.embedded.len() + plan.relabelled.len(),
            unchanged: plan.unchanged,
        };
        let mut upserts = Vec::with_capacity(plan.embedded.len());
        for batch in plan.embedded.chunks(BATCH_DOCUMENTS_MAX) {
            let texts: Vec<&str> = batch
                .iter()
                .map(|document| document.text.as_str())
                .collect();
            let vectors = embed(&*self.embedder, &texts, Purpose::Document).await?;
            let entries = batch.iter().zip(vectors).map(|(document, vector)| Entry {
                document: (*document).clone(),
                vector,
            });
            upserts.extend(entries);
        }
        let change = Change {
            deletes: deletes.to_vec(),
            upserts,
            relabelled: plan.relabelled.into_iter().cloned().collect(),
            lost_keys: plan.lost_keys,
        };
        Ok(Prepared { change, stored })
    }

    async fn carry_out(
        &self,
        collection: Collection,
        Prepared { change, stored }: Prepared,
    ) -> Result<Applied, StoreError> {
        let deleted = if change.is_empty() {
            0
        } else {
            self.backend.change(collection, change).await?
        };
        Ok(Applied { deleted, stored })
    }
}

fn check_all(documents: &[Document]) -> Result<(), StoreError> {
    documents
        .iter()
        .enumerate()
        .try_for_each(|(index, document)| check(index, document))
}

fn check(index: usize, document: &Document) -> Result<(), StoreError> {
    let Document { id, text, metadata } = document;
    let not_finite = |value: &MetadataValue| matches!(value, MetadataValue::Number(number) if !number.is_finite());
    let reserved = |key: &String| key.starts_with(METADATA_KEY_RESERVED);
    if id.is_empty() {
        Err(StoreError::IdEmpty { index })
    } else if id.len() > ID_BYTES_MAX {
        Err(StoreError::IdTooLong {
            index,
            bytes: id.len(),
        })
    } else if text.len() > TEXT_BYTES_MAX {
        Err(StoreError::TextTooLong {
            index,
            bytes: text.len(),
        })
    } else if metadata.values().any(not_finite) {
        Err(StoreError::NumberNotFinite { index })
    } else if metadata.keys().any(reserved) {
        Err(StoreError::KeyReserved { index })
    } else {
        Ok(())
    }
}
