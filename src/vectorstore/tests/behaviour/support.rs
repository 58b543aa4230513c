//! A store in a folder of its own, and an embedder that is easy to predict.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use async_trait::async_trait;
use embedding::{Embedded, Embedder, EmbeddingError, Purpose};
use knowledge::{Collection, Document, Metadata};
use semconv::attributes::GenAiProviderName;
use tempfile::TempDir;
use vectorstore::{SearchHit, SearchOptions, VectorStore};

pub(crate) const CAPABILITIES: Collection = Collection::Capabilities;

/// How often `x`, `y` and `z` occur in a text.
pub(crate) struct Letters {
    pub(crate) model: &'static str,
    pub(crate) embedded: AtomicUsize,
    /// Whether it can say what is unspeakable.
    pub(crate) speaks: AtomicBool,
}

impl Letters {
    pub(crate) fn new() -> Arc<Self> {
        Self::named("letters")
    }

    pub(crate) fn named(model: &'static str) -> Arc<Self> {
        Arc::new(Self {
            model,
            embedded: AtomicUsize::new(0),
            speaks: AtomicBool::new(false),
        })
    }
}

#[async_trait]
impl Embedder for Letters {
    fn provider(&self) -> GenAiProviderName {
        GenAiProviderName::ClusterWhisperer
    }

    fn model(&self) -> &str {
        self.model
    }

    fn dimensions(&self) -> usize {
        3
    }

    async fn embed(&self, texts: &[&str], _: Purpose) -> Result<Embedded, EmbeddingError> {
        self.embedded.fetch_add(texts.len(), Ordering::Relaxed);
        let speaks = self.speaks.load(Ordering::Relaxed);
        if !speaks && texts.iter().any(|text| text.contains("unspeakable")) {
            let source = "the model is asleep".into();
            return Err(EmbeddingError::Unavailable {
                model: self.model.to_owned(),
                source,
            });
        }
        let count = |text: &str, letter| text.matches(letter).count() as f32;
        Ok(texts
            .iter()
            .map(|text| ["x", "y", "z"].map(|letter| count(text, letter)).to_vec())
            .collect::<Vec<_>>()
            .into())
    }
}

/// A store and the folder it lives in.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    pub(crate) embedder: Arc<Letters>,
    pub(crate) store: VectorStore,
}

impl Bench {
    /// An empty store with the collection `capabilities`.
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let embedder = Letters::new();
        let store = VectorStore::open(folder.path(), embedder.clone()).unwrap();
        store.initialize(CAPABILITIES).await.unwrap();
        Self {
            folder,
            embedder,
            store,
        }
    }

    /// The store after its process ended and another one began.
    pub(crate) fn reopened(self) -> Self {
        let Self {
            folder,
            embedder,
            store,
        } = self;
        drop(store);
        let store = VectorStore::open(folder.path(), embedder.clone()).unwrap();
        Self {
            folder,
            embedder,
            store,
        }
    }

    /// Stores documents; returns how many were new or different.
    pub(crate) async fn put(&self, documents: &[Document]) -> usize {
        let stored = self.store.store(CAPABILITIES, documents).await.unwrap();
        stored.written
    }

    pub(crate) async fn ids(&self) -> Vec<String> {
        let all = SearchOptions {
            limit: None,
            ..SearchOptions::default()
        };
        ids(&self
            .store
            .keyword_search(CAPABILITIES, None, &all)
            .await
            .unwrap()
            .hits)
    }

    pub(crate) async fn search(&self, query: &str, options: &SearchOptions) -> Vec<SearchHit> {
        self.store
            .search(CAPABILITIES, query, options)
            .await
            .unwrap()
            .hits
    }
}

pub(crate) fn document(id: &str, text: &str) -> Document {
    Document {
        id: id.to_owned(),
        text: text.to_owned(),
        metadata: Metadata::new(),
    }
}

pub(crate) fn document_with(id: &str, text: &str, metadata: &[(&str, &str)]) -> Document {
    let pairs = metadata
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).into()));
    Document {
        metadata: pairs.collect(),
        ..document(id, text)
    }
}

pub(crate) fn ids(hits: &[SearchHit]) -> Vec<String> {
    hits.iter().map(|hit| hit.document.id.clone()).collect()
}
