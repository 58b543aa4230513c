//! Dry runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use embedding::LexicalEmbedder;
use inference::Rules;
use knowledge::{Collection, Document};
use pipeline::{Cleanup, Quiet, SyncOptions, sync_capabilities, sync_instances};
use semconv::attributes::DbSystemName;
use vectorstore::{
    Backend, Change, Found, IndexState, Kept, Reembedded, SearchOptions, Server, StoreError,
    Unembedded, VectorStore,
};

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

    fn server(&self) -> Option<Server<'_>> {
        unreachable!("the store was touched")
    }

    async fn kept(
        &self,
        _: Collection,
        _: &[String],
    ) -> Result<BTreeMap<String, Kept>, StoreError> {
        unreachable!("the store was touched")
    }

    async fn change(&self, _: Collection, _: Change) -> Result<usize, StoreError> {
        unreachable!("the store was touched")
    }

    async fn get(&self, _: Collection, _: &[String]) -> Result<Vec<Document>, StoreError> {
        unreachable!("the store was touched")
    }

    async fn count(&self, _: Collection) -> Result<usize, StoreError> {
        unreachable!("the store was touched")
    }

    async fn state(&self, _: Collection) -> Result<IndexState, StoreError> {
        unreachable!("the store was touched")
    }

    async fn mark(&self, _: Collection, _: bool) -> Result<(), StoreError> {
        unreachable!("the store was touched")
    }

    async fn reembed_pending(
        &self,
        _: Collection,
        _: Option<&str>,
        _: usize,
    ) -> Result<Vec<Unembedded>, StoreError> {
        unreachable!("the store was touched")
    }

    async fn reembed_stage(&self, _: Collection, _: Vec<Reembedded>) -> Result<(), StoreError> {
        unreachable!("the store was touched")
    }

    async fn reembed_finish(&self, _: Collection) -> Result<bool, StoreError> {
        unreachable!("the store was touched")
    }

    async fn nearest(
        &self,
        _: Collection,
        _: Vec<f32>,
        _: &SearchOptions,
    ) -> Result<Found, StoreError> {
        unreachable!("the store was touched")
    }

    async fn matching(
        &self,
        _: Collection,
        _: &[&str],
        _: &SearchOptions,
    ) -> Result<Found, StoreError> {
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
