//! What the pipelines store, delete, spare and report.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use cluster::{Cluster, ClusterError, Missed, Problem, Reading};
use embedding::LexicalEmbedder;
use inference::{CapabilityInference, InferenceError, Rules};
use knowledge::{Capability, Collection, Document, Instance, Labels, ResourceKind};
use pipeline::{
    Cleanup, InstanceSync, Progress, Quiet, Stage, Step, SyncOptions, sync_capabilities,
    sync_instances,
};
use semconv::attributes::DbSystemName;
use vectorstore::{Backend, Entry, SearchHit, SearchOptions, StoreError, VectorStore};

const REAL: SyncOptions = SyncOptions { dry_run: false };
const DRY: SyncOptions = SyncOptions { dry_run: true };

/// A cluster that reads as it is told.
#[derive(Default)]
struct Told {
    kinds: Vec<ResourceKind>,
    instances: Vec<Instance>,
    problems: Vec<Problem>,
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

fn instance(namespace: &str, kind: &str, name: &str) -> Instance {
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

fn kind(name: &str) -> ResourceKind {
    ResourceKind {
        name: format!("{name}s"),
        kind: name.into(),
        api_version: "v1".into(),
        ..ResourceKind::default()
    }
}

fn missed(missed: Missed) -> Problem {
    Problem {
        file: "f.yaml".into(),
        line: Some(3),
        document: Some(1),
        reason: "why".into(),
        missed,
    }
}

struct World {
    store: VectorStore,
    _folder: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = VectorStore::open(folder.path(), Arc::new(LexicalEmbedder::new())).unwrap();
        Self {
            store,
            _folder: folder,
        }
    }

    async fn sync(&self, instances: &[Instance], problems: Vec<Problem>) -> InstanceSync {
        let cluster = Told {
            instances: instances.to_vec(),
            problems,
            ..Told::default()
        };
        sync_instances(&cluster, &self.store, &REAL, &Quiet)
            .await
            .unwrap()
    }

    async fn ids(&self, collection: Collection) -> Vec<String> {
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

#[tokio::test]
async fn an_object_that_is_gone_is_deleted_by_the_next_sync() {
    let world = World::new();
    let (a, b) = (
        instance("default", "Pod", "a"),
        instance("default", "Pod", "b"),
    );
    let first = world.sync(&[a.clone(), b.clone()], vec![]).await;
    assert_eq!(
        (first.discovered, first.stored, first.deleted, first.cleanup),
        (2, 2, 0, Cleanup::Done)
    );
    let second = world.sync(std::slice::from_ref(&b), vec![]).await;
    assert_eq!(
        (
            second.discovered,
            second.stored,
            second.deleted,
            second.cleanup
        ),
        (1, 1, 1, Cleanup::Done)
    );
    assert_eq!(world.ids(Collection::Instances).await, [b.id()]);
}

#[tokio::test]
async fn what_could_not_be_read_is_spared_by_kind_and_namespace() {
    let world = World::new();
    let pods = instance("one", "Pod", "a");
    let other_namespace = instance("two", "Pod", "a");
    let other_kind = instance("one", "Service", "a");
    let there = instance("one", "Service", "b");
    world
        .sync(
            &[pods.clone(), other_namespace, other_kind, there.clone()],
            vec![],
        )
        .await;

    let unread = missed(Missed::Objects {
        kind: "Pod".into(),
        namespace: Some("one".into()),
    });
    let sync = world.sync(std::slice::from_ref(&there), vec![unread]).await;
    assert_eq!(
        (sync.deleted, sync.cleanup),
        (2, Cleanup::Spared { documents: 1 })
    );
    assert_eq!(
        world.ids(Collection::Instances).await,
        [pods.id(), there.id()]
    );
    assert_eq!(sync.problems[0].to_string(), "f.yaml:3 (document 1): why");
}

#[tokio::test]
async fn a_kind_missed_in_an_unknown_namespace_is_spared_in_all() {
    let world = World::new();
    let there = instance("one", "Service", "b");
    world
        .sync(
            &[
                instance("one", "Pod", "a"),
                instance("two", "Pod", "a"),
                there.clone(),
            ],
            vec![],
        )
        .await;
    let unread = missed(Missed::Objects {
        kind: "Pod".into(),
        namespace: None,
    });
    let sync = world.sync(&[there], vec![unread]).await;
    assert_eq!(
        (sync.deleted, sync.cleanup),
        (0, Cleanup::Spared { documents: 2 })
    );
}

#[tokio::test]
async fn nothing_is_deleted_while_nobody_knows_what_was_missed() {
    let world = World::new();
    let (a, b) = (
        instance("default", "Pod", "a"),
        instance("default", "Pod", "b"),
    );
    world.sync(&[a, b.clone()], vec![]).await;
    let sync = world.sync(&[b], vec![missed(Missed::Anything)]).await;
    assert_eq!(
        (sync.stored, sync.deleted, sync.cleanup),
        (1, 0, Cleanup::Unidentified)
    );
    assert_eq!(world.ids(Collection::Instances).await.len(), 2);
}

#[tokio::test]
async fn nothing_is_deleted_when_nothing_was_found() {
    let world = World::new();
    world.sync(&[instance("default", "Pod", "a")], vec![]).await;
    let sync = world.sync(&[], vec![]).await;
    assert_eq!(
        (sync.discovered, sync.deleted, sync.cleanup),
        (0, 0, Cleanup::NothingFound)
    );
    assert_eq!(world.ids(Collection::Instances).await.len(), 1);
}

#[tokio::test]
async fn an_object_too_large_to_store_keeps_no_other_out() {
    let world = World::new();
    let sync = world
        .sync(
            &[
                instance("default", "Pod", &"x".repeat(2000)),
                instance("default", "Pod", "a"),
            ],
            vec![],
        )
        .await;
    assert_eq!(
        (sync.discovered, sync.stored, sync.problems.len()),
        (2, 1, 1)
    );
}

#[tokio::test]
async fn capabilities_are_stored_under_the_name_of_their_kind() {
    let world = World::new();
    let cluster = Told {
        kinds: vec![kind("pod"), kind("service")],
        ..Told::default()
    };
    let sync = sync_capabilities(&cluster, &Rules, &world.store, &REAL, &Quiet)
        .await
        .unwrap();
    assert_eq!(
        (
            sync.discovered,
            sync.inferred,
            sync.stored,
            sync.problems.len()
        ),
        (2, 2, 2, 0)
    );
    assert_eq!(
        world.ids(Collection::Capabilities).await,
        ["pods", "services"]
    );
}

/// Judges all kinds but one.
struct Picky;

#[async_trait]
impl CapabilityInference for Picky {
    async fn infer(&self, kind: &ResourceKind) -> Result<Capability, InferenceError> {
        if kind.name == "pods" {
            return Err(InferenceError::Nameless {
                name: kind.name.clone(),
                kind: kind.kind.clone(),
            });
        }
        Rules.infer(kind).await
    }
}

#[tokio::test]
async fn a_kind_that_cannot_be_judged_keeps_no_other_out() {
    let world = World::new();
    let cluster = Told {
        kinds: vec![kind("pod"), kind("service")],
        ..Told::default()
    };
    let sync = sync_capabilities(&cluster, &Picky, &world.store, &REAL, &Quiet)
        .await
        .unwrap();
    assert_eq!((sync.discovered, sync.inferred, sync.stored), (2, 1, 1));
    assert!(
        sync.problems[0]
            .to_string()
            .starts_with("pods: its capability could not be inferred"),
        "{}",
        sync.problems[0]
    );
}

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

/// Remembers the steps as text.
#[derive(Default)]
struct Recorder(Mutex<Vec<String>>);

impl Progress for Recorder {
    fn step(&self, step: Step<'_>) {
        self.0.lock().unwrap().push(match step {
            Step::Started(stage) => format!("{stage} started"),
            Step::Item {
                stage,
                number,
                total,
                name,
            } => format!("{stage} {number}/{total} {name}"),
            Step::Finished { stage, count } => format!("{stage} finished {count}"),
            Step::Warning(warning) => format!("warning {warning}"),
        });
    }
}

#[tokio::test]
async fn every_step_is_told_in_order() {
    let world = World::new();
    let recorder = Recorder::default();
    let cluster = Told {
        kinds: vec![kind("pod")],
        problems: vec![missed(Missed::Anything)],
        ..Told::default()
    };
    sync_capabilities(&cluster, &Rules, &world.store, &REAL, &recorder)
        .await
        .unwrap();
    assert_eq!(
        recorder.0.into_inner().unwrap(),
        [
            "discovery started",
            "warning f.yaml:3 (document 1): why",
            "discovery finished 1",
            "inference started",
            "inference 1/1 pods",
            "inference finished 1",
            "storage started",
            "storage finished 1",
        ]
    );
    assert_eq!(Stage::StaleCleanup.as_str(), "stale-cleanup");
}

#[tokio::test]
async fn documents_carry_what_filters_need() {
    let world = World::new();
    world.sync(&[instance("default", "Pod", "a")], vec![]).await;
    let all = SearchOptions {
        limit: None,
        ..SearchOptions::default()
    };
    let hits = world
        .store
        .keyword_search(Collection::Instances, None, &all)
        .await
        .unwrap();
    let Document { metadata, .. } = &hits[0].document;
    assert_eq!(metadata.get("namespace"), Some(&"default".into()));
}
