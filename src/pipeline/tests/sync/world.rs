//! A cluster that reads as it is told, and a store to sync it into.

use std::sync::Arc;

use async_trait::async_trait;
use cluster::{Cluster, ClusterError, Missed, Problem, Reading};
use embedding::LexicalEmbedder;
use knowledge::{Collection, Instance, Labels, ResourceKind};
use pipeline::{InstanceSync, Quiet, SyncOptions, sync_instances};
use vectorstore::{SearchOptions, VectorStore};

pub(crate) const REAL: SyncOptions = SyncOptions { dry_run: false };

/// A cluster that reads as it is told.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) kinds: Vec<ResourceKind>,
    pub(crate) instances: Vec<Instance>,
    pub(crate) problems: Vec<Problem>,
}

#[async_trait]
impl Cluster for Told {
    async fn kinds(&self) -> Result<Reading<ResourceKind>, ClusterError> {
        Ok(Reading {
            items: self.kinds.clone(),
            problems: self.problems.clone(),
        })
    }

    async fn instances(&self) -> Result<Reading<Instance>, ClusterError> {
        Ok(Reading {
            items: self.instances.clone(),
            problems: self.problems.clone(),
        })
    }
}

pub(crate) fn instance(namespace: &str, kind: &str, name: &str) -> Instance {
    Instance {
        namespace: namespace.into(),
        name: name.into(),
        kind: kind.into(),
        api_version: "v1".into(),
        api_group: String::new(),
        labels: Labels::default(),
        annotations: Labels::default(),
    }
}

pub(crate) fn kind(name: &str) -> ResourceKind {
    ResourceKind {
        name: format!("{name}s"),
        kind: name.into(),
        api_version: "v1".into(),
        ..ResourceKind::default()
    }
}

pub(crate) fn missed(missed: Missed) -> Problem {
    Problem {
        file: "f.yaml".into(),
        line: Some(3),
        document: Some(1),
        reason: "why".into(),
        missed,
    }
}

pub(crate) struct World {
    pub(crate) store: VectorStore,
    _folder: tempfile::TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = VectorStore::open(folder.path(), Arc::new(LexicalEmbedder::new())).unwrap();
        Self {
            store,
            _folder: folder,
        }
    }

    pub(crate) async fn sync(
        &self,
        instances: &[Instance],
        problems: Vec<Problem>,
    ) -> InstanceSync {
        let cluster = Told {
            instances: instances.to_vec(),
            problems,
            ..Told::default()
        };
        sync_instances(&cluster, &self.store, &REAL, &Quiet)
            .await
            .unwrap()
    }

    pub(crate) async fn ids(&self, collection: Collection) -> Vec<String> {
        let all = SearchOptions {
            limit: None,
            ..SearchOptions::default()
        };
        let hits = self
            .store
            .keyword_search(collection, None, &all)
            .await
            .unwrap();
        hits.into_iter().map(|hit| hit.document.id).collect()
    }
}
