//! The promises.

mod changing;
mod searching;
mod surviving;

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use knowledge::{Collection, Document};
use vectorstore::{Condition, Filter, Found, SearchOptions, Stored, VectorStore};

use super::world::World;
use crate::support::{Letters, ids};

pub(crate) const INSTANCES: Collection = Collection::Instances;

/// An empty store and the place that it is in.
pub(crate) struct Bench<'w> {
    pub(crate) world: &'w dyn World,
    pub(crate) name: &'static str,
    pub(crate) embedder: Arc<Letters>,
    pub(crate) store: VectorStore,
}

type Case = for<'w> fn(Bench<'w>) -> Pin<Box<dyn Future<Output = ()> + 'w>>;

/// Every promise, by the name of the place it is tried in.
pub(crate) const ALL: &[(&str, Case)] = &[
    ("closest-first", |bench| {
        Box::pin(searching::closest_first(bench))
    }),
    ("filters", |bench| Box::pin(searching::filters(bench))),
    ("keywords", |bench| Box::pin(searching::keywords(bench))),
    ("pages", |bench| Box::pin(searching::pages(bench))),
    ("mute-texts", |bench| Box::pin(searching::mute_texts(bench))),
    ("last-of-one-id", |bench| {
        Box::pin(changing::last_of_one_id(bench))
    }),
    ("deleting", |bench| Box::pin(changing::deleting(bench))),
    ("nothing", |bench| Box::pin(changing::nothing(bench))),
    ("unchanged", |bench| Box::pin(changing::unchanged(bench))),
    ("applying", |bench| Box::pin(changing::applying(bench))),
    ("state", |bench| Box::pin(surviving::state(bench))),
    ("other-embedder", |bench| {
        Box::pin(surviving::other_embedder(bench))
    }),
    ("restart", |bench| Box::pin(surviving::restart(bench))),
    ("ten-thousand", |bench| {
        Box::pin(surviving::ten_thousand(bench))
    }),
];

impl Bench<'_> {
    pub(crate) async fn initialize(&self) {
        self.store.initialize(INSTANCES).await.unwrap();
    }

    pub(crate) async fn put(&self, documents: &[Document]) -> Stored {
        self.store.store(INSTANCES, documents).await.unwrap()
    }

    pub(crate) async fn search(&self, query: &str, options: &SearchOptions) -> Found {
        self.store.search(INSTANCES, query, options).await.unwrap()
    }

    pub(crate) async fn matching(&self, keyword: Option<&str>, options: &SearchOptions) -> Found {
        let found = self.store.keyword_search(INSTANCES, keyword, options).await;
        found.unwrap()
    }

    pub(crate) async fn ids(&self) -> Vec<String> {
        ids(&self.matching(None, &everything()).await.hits)
    }

    /// How many texts were embedded since the last time this was asked.
    pub(crate) fn embedded(&self) -> usize {
        self.embedder.embedded.swap(0, Ordering::Relaxed)
    }

    /// The same place, opened again with this embedder.
    pub(crate) async fn reopened(self, embedder: Arc<Letters>) -> Self {
        let Self {
            world, name, store, ..
        } = self;
        drop(store);
        let store = world.open(name, Arc::clone(&embedder)).await;
        Self {
            world,
            name,
            embedder,
            store,
        }
    }
}

pub(crate) fn everything() -> SearchOptions {
    SearchOptions {
        limit: None,
        ..SearchOptions::default()
    }
}

pub(crate) fn filtered(condition: Condition) -> SearchOptions {
    SearchOptions {
        filter: Filter::from(condition),
        ..SearchOptions::default()
    }
}
