//! Writing to a collection: to the file first, then to the index.

use super::{Content, Shelf};
use crate::backend::Change;
use crate::embedded::file::{CollectionRecord, StoreFile};
use crate::embedded::kernel::normalise;
use crate::error::StoreError;
use crate::limits::COLLECTION_DOCUMENTS_MAX;

impl Shelf {
    /// Carries out a change, all of it or nothing. The caller orders writes.
    pub(in crate::embedded) fn change(
        &self,
        file: &StoreFile,
        change: Change,
    ) -> Result<usize, StoreError> {
        self.change_below(file, change, COLLECTION_DOCUMENTS_MAX)
    }

    /// [`change`](Self::change), as long as there are no more than `documents_max` documents afterwards.
    pub(in crate::embedded) fn change_below(
        &self,
        file: &StoreFile,
        mut change: Change,
        documents_max: usize,
    ) -> Result<usize, StoreError> {
        self.look(|content| self.check(content, &change, documents_max))?;
        change
            .upserts
            .iter_mut()
            .for_each(|entry| normalise(&mut entry.vector));
        let deleted = file
            .change(self.collection, &change)
            .map_err(self.failed("write"))?;
        if let Some(Content { index, .. }) = self.write()?.as_mut() {
            let Change {
                deletes,
                upserts,
                relabelled,
                lost_keys: _,
            } = change;
            deletes.iter().for_each(|id| index.delete(id));
            upserts.into_iter().for_each(|entry| index.upsert(entry));
            relabelled
                .into_iter()
                .for_each(|document| index.relabel(document));
        }
        Ok(deleted)
    }

    fn check(
        &self,
        content: &Content,
        change: &Change,
        documents_max: usize,
    ) -> Result<(), StoreError> {
        let Content { about, index } = content;
        if !change.upserts.is_empty() {
            self.check_embedder(about)?;
        }
        if index.len_after(change) > documents_max {
            return Err(StoreError::Full {
                collection: self.collection,
            });
        }
        let moved = change.relabelled.iter().any(|document| {
            let is = index.document(&document.id);
            is.is_none_or(|is| is.text != document.text)
        });
        if moved {
            return Err(StoreError::Moved {
                collection: self.collection,
            });
        }
        Ok(())
    }

    /// Notes whether the collection is complete. The caller orders writes.
    pub(in crate::embedded) fn mark(
        &self,
        file: &StoreFile,
        complete: bool,
    ) -> Result<(), StoreError> {
        let about = self.look(|content| {
            Ok(CollectionRecord {
                complete,
                ..content.about.clone()
            })
        })?;
        if self.look(|content| Ok(content.about == about))? {
            return Ok(());
        }
        file.set_record(self.collection, &about)
            .map_err(self.failed("write"))?;
        if let Some(content) = self.write()?.as_mut() {
            content.about = about;
        }
        Ok(())
    }
}
