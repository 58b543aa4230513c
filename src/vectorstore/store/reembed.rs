//! Making all vectors of a collection anew, because another embedder is configured.

use embedding::{Purpose, embed};
use knowledge::Collection;
use semconv::vectorstore as spans;

use super::VectorStore;
use super::telemetry::say_where;
use crate::backend::{Reembedded, Unembedded};
use crate::content::ContentHash;
use crate::error::StoreError;
use crate::limits::{BATCH_DOCUMENTS_MAX, REEMBED_ROUNDS_MAX};

impl VectorStore {
    /// Embeds every text of `collection` again with the configured embedder, and calls `progress` with how many are done
    /// and how many there are. Returns how many were embedded.
    ///
    /// The new vectors are collected beside the old ones and take their place at the end. If this is interrupted, the
    /// collection is as it was, and the next call goes on where this one was.
    ///
    /// On a server, what another process writes while the old collection is given up, a round trip or a few, is lost until
    /// the next full sync: no server does both in one step.
    ///
    /// # Errors
    ///
    /// The embedder's; the backend's; [`StoreError::Moved`] if others keep writing meanwhile.
    pub async fn reembed(
        &self,
        collection: Collection,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<usize, StoreError> {
        let span = spans::Reembed {
            db_system_name: self.backend.system(),
            db_collection_name: collection.as_str(),
        }
        .start();
        say_where!(span, self.backend);
        span.scope(async {
            let total = self.backend.count(collection).await?;
            let mut done = 0;
            for _ in 0..REEMBED_ROUNDS_MAX {
                self.reembed_all(collection, &mut done, |done| {
                    progress(done.min(total), total)
                })
                .await?;
                if self.backend.reembed_finish(collection).await? {
                    span.set_document_count(done);
                    return Ok(done);
                }
            }
            Err(StoreError::Moved { collection })
        })
        .await
    }

    async fn reembed_all(
        &self,
        collection: Collection,
        done: &mut usize,
        progress: impl Fn(usize),
    ) -> Result<(), StoreError> {
        let mut after: Option<String> = None;
        loop {
            let pending = self
                .backend
                .reembed_pending(collection, after.as_deref(), BATCH_DOCUMENTS_MAX)
                .await?;
            let Some(last) = pending.last() else {
                return Ok(());
            };
            after = Some(last.id.clone());
            let texts: Vec<&str> = pending.iter().map(|each| each.text.as_str()).collect();
            let vectors = embed(&*self.embedder, &texts, Purpose::Document).await?;
            *done += pending.len();
            let staged = pending.into_iter().zip(vectors);
            let staged = staged.map(|(Unembedded { id, text }, vector)| Reembedded {
                id,
                hash: ContentHash::of(&text),
                vector,
            });
            self.backend
                .reembed_stage(collection, staged.collect())
                .await?;
            progress(*done);
        }
    }
}
