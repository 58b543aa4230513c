//! Dry runs.

use std::sync::Arc;

use async_trait::async_trait;
use embedding::LexicalEmbedder;
use inference::Rules;
use knowledge::Collection;
use pipeline::{Cleanup, Quiet, SyncOptions, sync_capabilities, sync_instances};
use semconv::attributes::DbSystemName;
use vectorstore::{Backend, Entry, SearchHit, SearchOptions, StoreError, VectorStore};

use crate::world::{Told, instance, kind};

const DRY: SyncOptions = SyncOptions { dry_run: true };

/// A database that nobody may ask.
struct Untouchable;

#[async_trait]
impl Backend for Untouchable {
    fn system(&self) -> DbSystemName {
        unreachable!("the store was touched")
    }

    async fn initialize(&self, _: Collection) -> Result<(), StoreError> {
        unreachable!("the store was touched")
    }

    async fn ready(&self) -> Result<(), StoreError> {
        unreachable!("the store was touched")
    }

    async fn upsert(&self, _: Collection, _: Vec<Entry>) -> Result<(), StoreError> {
        unreachable!("the store was touched")
    }

    async fn delete(&self, _: Collection, _: &[String]) -> Result<usize, StoreError> {
        unreachable!("the store was touched")
    }

    async fn nearest(
        &self,
        _: Collection,
        _: Vec<f32>,
        _: &SearchOptions,
    ) -> Result<Vec<SearchHit>, StoreError> {
        unreachable!("the store was touched")
    }

    async fn matching(
        &self,
        _: Collection,
        _: &[&str],
        _: &SearchOptions,
    ) -> Result<Vec<SearchHit>, StoreError> {
        unreachable!("the store was touched")
    }
}

#[tokio::test]
async fn a_dry_run_touches_no_store() {
    let store = VectorStore::new(Box::new(Untouchable), Arc::new(LexicalEmbedder::new()));
    let cluster = Told {
        kinds: vec![kind("pod")],
        instances: vec![instance("default", "Pod", "a")],
        ..Told::default()
    };
    let capabilities = sync_capabilities(&cluster, &Rules, &store, &DRY, &Quiet)
        .await
        .unwrap();
    assert_eq!(
        (
            capabilities.discovered,
            capabilities.inferred,
            capabilities.stored
        ),
        (1, 1, 0)
    );
    let instances = sync_instances(&cluster, &store, &DRY, &Quiet)
        .await
        .unwrap();
    assert_eq!(
        (
            instances.discovered,
            instances.stored,
            instances.deleted,
            instances.cleanup
        ),
        (1, 0, 0, Cleanup::DryRun)
    );
}
