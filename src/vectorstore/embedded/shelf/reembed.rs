//! Giving a collection the vectors of another embedder.

use super::{Shelf, load};
use crate::backend::{Reembedded, Unembedded};
use crate::content::ContentHash;
use crate::embedded::file::{CollectionRecord, StoreFile};
use crate::error::StoreError;

impl Shelf {
    /// Documents behind `after`, by id, that have no new vector yet.
    pub(in crate::embedded) fn reembed_pending(
        &self,
        file: &StoreFile,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unembedded>, StoreError> {
        file.begin_staging(self.collection, &self.embedder)
            .map_err(self.failed("write"))?;
        self.look(|content| {
            let mut documents = content.index.documents_after(after).peekable();
            let mut pending = Vec::new();
            while documents.peek().is_some() && pending.len() < limit {
                let some: Vec<_> = documents.by_ref().take(limit).collect();
                let hashed = some
                    .iter()
                    .map(|document| (document.id.as_str(), ContentHash::of(&document.text)));
                let staged = file
                    .staged(self.collection, hashed)
                    .map_err(self.failed("read"))?;
                let rest = some
                    .iter()
                    .filter(|document| !staged.contains(document.id.as_str()));
                pending.extend(rest.map(|document| Unembedded {
                    id: document.id.clone(),
                    text: document.text.clone(),
                }));
            }
            Ok(pending)
        })
    }

    /// Keeps new vectors for later. The caller orders writes.
    pub(in crate::embedded) fn reembed_stage(
        &self,
        file: &StoreFile,
        mut vectors: Vec<Reembedded>,
    ) -> Result<(), StoreError> {
        for staged in &mut vectors {
            crate::embedded::kernel::normalise(&mut staged.vector);
        }
        file.stage(self.collection, &vectors)
            .map_err(self.failed("write"))
    }

    /// Puts the new vectors in place if there is one for every document. The caller orders writes.
    pub(in crate::embedded) fn reembed_finish(&self, file: &StoreFile) -> Result<bool, StoreError> {
        let about = self.look(|content| {
            Ok(CollectionRecord {
                embedder: self.embedder.clone(),
                complete: content.about.complete,
            })
        })?;
        let done = file
            .finish_staging(self.collection, &about)
            .map_err(self.failed("write"))?;
        if done {
            let content = load(file, self.collection, self.exact_documents_max)?;
            *self.write()? = content;
        }
        Ok(done)
    }
}
