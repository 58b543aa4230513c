//! Several databases that hold the same: all are written, the first is read.

use std::collections::BTreeMap;

use async_trait::async_trait;
use futures_util::future::join_all;
use knowledge::{Collection, Document, Metadata};
use semconv::attributes::DbSystemName;

use crate::backend::{Backend, Change, Kept, Reembedded, Server, Unembedded};
use crate::error::StoreError;
use crate::limits::BATCH_DOCUMENTS_MAX;
use crate::search::{Found, SearchOptions};
use crate::state::IndexState;

/// At least one database; the first is the one that answers.
pub(crate) struct Several {
    first: Box<dyn Backend>,
    others: Vec<Box<dyn Backend>>,
}

impl Several {
    /// The databases in this order.
    pub(crate) fn new(backends: Vec<Box<dyn Backend>>) -> Result<Self, StoreError> {
        let mut backends = backends.into_iter();
        let first = backends.next().ok_or(StoreError::NoBackend)?;
        let others = backends.collect();
        Ok(Self { first, others })
    }

    fn all(&self) -> impl Iterator<Item = &dyn Backend> {
        std::iter::once(&self.first)
            .chain(&self.others)
            .map(|backend| &**backend)
    }

    /// Asks all databases at once and waits for all: none is left half-way because another one failed.
    async fn each<'b, T, F>(
        &'b self,
        ask: impl Fn(&'b dyn Backend) -> F,
    ) -> Result<Vec<T>, StoreError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        let answers = join_all(self.all().map(ask)).await;
        self.all()
            .zip(answers)
            .map(|(backend, answer)| answer.map_err(|error| blame(backend, error)))
            .collect()
    }
}

/// Says which database failed. What the caller reacts to stays as it is.
fn blame(backend: &dyn Backend, error: StoreError) -> StoreError {
    if matches!(
        error,
        StoreError::Moved { .. } | StoreError::NotInitialized { .. }
    ) {
        return error;
    }
    let database = match backend.server() {
        Some(Server { address, port }) => {
            format!("{} at {address}:{port}", backend.system().as_str())
        }
        None => format!("{} in this process", backend.system().as_str()),
    };
    let source = Box::new(error);
    StoreError::OneOfSeveral { database, source }
}

/// What all databases have: a text that is the same in each, or none; the metadata that is the same in each, or else every
/// key that one of them has, so that nothing is taken for unchanged and no key is forgotten.
fn agreed(all: Vec<BTreeMap<String, Kept>>) -> BTreeMap<String, Kept> {
    let databases = all.len();
    let mut versions: BTreeMap<String, Vec<Kept>> = BTreeMap::new();
    for (id, kept) in all.into_iter().flatten() {
        versions.entry(id).or_default().push(kept);
    }
    let agree = |versions: Vec<Kept>| {
        let first = versions.first()?;
        let everywhere = versions.len() == databases;
        let same_text = everywhere && versions.iter().all(|kept| kept.hash == first.hash);
        let same = versions.iter().all(|kept| kept.metadata == first.metadata);
        let hash = first.hash.clone().filter(|_| same_text);
        if same {
            let metadata = first.metadata.clone();
            return Some(Kept { hash, metadata });
        }
        let keys = versions.iter().flat_map(|kept| kept.metadata.keys());
        let mut metadata: Metadata = keys.map(|key| (key.clone(), "".into())).collect();
        // Equal to nothing that a document can have.
        metadata.insert(crate::limits::METADATA_KEY_RESERVED.to_owned(), true.into());
        Some(Kept { hash, metadata })
    };
    versions
        .into_iter()
        .filter_map(|(id, versions)| Some((id, agree(versions)?)))
        .collect()
}

#[async_trait]
impl Backend for Several {
    fn system(&self) -> DbSystemName {
        self.first.system()
    }

    fn server(&self) -> Option<Server<'_>> {
        self.first.server()
    }

    async fn initialize(&self, collection: Collection) -> Result<(), StoreError> {
        self.each(|backend| backend.initialize(collection)).await?;
        Ok(())
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.each(|backend| backend.ready()).await?;
        Ok(())
    }

    async fn kept(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<BTreeMap<String, Kept>, StoreError> {
        let all = self.each(|backend| backend.kept(collection, ids)).await?;
        Ok(agreed(all))
    }

    async fn change(&self, collection: Collection, change: Change) -> Result<usize, StoreError> {
        let deleted = self
            .each(|backend| backend.change(collection, change.clone()))
            .await?;
        Ok(deleted.into_iter().next().unwrap_or_default())
    }

    async fn nearest(
        &self,
        collection: Collection,
        vector: Vec<f32>,
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        self.first.nearest(collection, vector, options).await
    }

    async fn matching(
        &self,
        collection: Collection,
        keywords: &[&str],
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        self.first.matching(collection, keywords, options).await
    }

    async fn get(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<Vec<Document>, StoreError> {
        self.first.get(collection, ids).await
    }

    async fn count(&self, collection: Collection) -> Result<usize, StoreError> {
        self.first.count(collection).await
    }

    async fn state(&self, collection: Collection) -> Result<IndexState, StoreError> {
        self.first.state(collection).await
    }

    async fn mark(&self, collection: Collection, complete: bool) -> Result<(), StoreError> {
        self.each(|backend| backend.mark(collection, complete))
            .await?;
        Ok(())
    }

    async fn reembed_pending(
        &self,
        collection: Collection,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unembedded>, StoreError> {
        let all = self
            .each(|backend| backend.reembed_pending(collection, after, limit))
            .await?;
        let mut pending: BTreeMap<String, Unembedded> = BTreeMap::new();
        for document in all.into_iter().flatten() {
            // Of two texts, one database refuses the vector, and asks again.
            pending.entry(document.id.clone()).or_insert(document);
        }
        Ok(pending.into_values().take(limit).collect())
    }

    async fn reembed_stage(
        &self,
        collection: Collection,
        vectors: Vec<Reembedded>,
    ) -> Result<(), StoreError> {
        self.each(|backend| backend.reembed_stage(collection, vectors.clone()))
            .await?;
        Ok(())
    }

    async fn reembed_finish(&self, collection: Collection) -> Result<bool, StoreError> {
        // One that is done has nothing staged any more: in another round it would have every text embedded again.
        let pending = self
            .each(|backend| backend.reembed_pending(collection, None, BATCH_DOCUMENTS_MAX))
            .await?;
        if pending.iter().any(|pending| !pending.is_empty()) {
            return Ok(false);
        }
        let whole = self
            .each(|backend| backend.reembed_finish(collection))
            .await?;
        Ok(whole.into_iter().all(|whole| whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::ContentHash;

    fn kept(text: &str, kind: &str) -> BTreeMap<String, Kept> {
        let kept = Kept {
            hash: Some(ContentHash::of(text)),
            metadata: Metadata::from([("kind".to_owned(), kind.into())]),
        };
        BTreeMap::from([("a".to_owned(), kept)])
    }

    #[test]
    fn what_the_databases_do_not_agree_on_is_not_taken_for_unchanged() {
        let same = kept("x", "Pod");
        assert_eq!(agreed(vec![same.clone(), same.clone()]), same);
        let hash = |all| agreed(all)["a"].hash.clone();
        assert_eq!(hash(vec![same.clone(), kept("y", "Pod")]), None);
        assert_eq!(hash(vec![same.clone(), BTreeMap::new()]), None);
        let relabelled = agreed(vec![same.clone(), kept("x", "Node")]);
        assert_eq!(relabelled["a"].hash, same["a"].hash);
        assert_ne!(relabelled["a"].metadata, same["a"].metadata);
        assert!(relabelled["a"].metadata.contains_key("kind"));
    }
}
