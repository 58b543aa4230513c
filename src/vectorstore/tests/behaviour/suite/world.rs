//! Where data is kept in a test.

use std::sync::Arc;

use async_trait::async_trait;
use tempfile::TempDir;
use vectorstore::{EmbeddedBackend, VectorStore};

use crate::support::Letters;

/// Places for data, each with a name.
#[async_trait]
pub(crate) trait World: Send + Sync {
    /// Opens a place; it is empty the first time. Only one store of a place is open at a time.
    async fn open(&self, name: &str, embedder: Arc<Letters>) -> VectorStore;

    /// Kills what keeps the data, if that is another process, and starts it again.
    async fn restart(&self);
}

/// A folder of embedded stores.
pub(crate) struct EmbeddedWorld(TempDir);

impl Default for EmbeddedWorld {
    fn default() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
}

#[async_trait]
impl World for EmbeddedWorld {
    async fn open(&self, name: &str, embedder: Arc<Letters>) -> VectorStore {
        VectorStore::open(&self.0.path().join(name), embedder).unwrap()
    }

    async fn restart(&self) {}
}

/// Two embedded stores that hold the same.
#[derive(Default)]
pub(crate) struct SeveralWorld(EmbeddedWorld, EmbeddedWorld);

#[async_trait]
impl World for SeveralWorld {
    async fn open(&self, name: &str, embedder: Arc<Letters>) -> VectorStore {
        let Self(EmbeddedWorld(first), EmbeddedWorld(second)) = self;
        let backends = [first, second].map(|folder| -> Box<dyn vectorstore::Backend> {
            let folder = folder.path().join(name);
            Box::new(EmbeddedBackend::open(&folder, &*embedder).unwrap())
        });
        VectorStore::several(backends.into(), embedder).unwrap()
    }

    async fn restart(&self) {}
}
