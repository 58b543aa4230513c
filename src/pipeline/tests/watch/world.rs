//! A store, and a watch that keeps it in step.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use cluster::Kubernetes;
use embedding::LexicalEmbedder;
use knowledge::{CLUSTER_SCOPE, Collection, Document, Instance, Labels};
use pipeline::{InstanceWatch, PipelineError, Progress, Step, WatchOptions, watch_instances};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use vectorstore::{IndexState, SearchOptions, VectorStore};

use super::server::PATIENCE;

const GLANCE: Duration = Duration::from_millis(50);

pub(crate) struct World {
    store: Arc<VectorStore>,
    options: WatchOptions,
    known: Vec<Document>,
    _folder: TempDir,
}

/// Remembers warnings.
#[derive(Default)]
struct Warnings(Mutex<Vec<String>>);

impl Progress for Warnings {
    fn step(&self, step: Step<'_>) {
        if let Step::Warning(warning) = step {
            self.0.lock().unwrap().push(warning.to_string());
        }
    }
}

pub(crate) struct Watching {
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<InstanceWatch, PipelineError>>,
    warnings: Arc<Warnings>,
}

impl Watching {
    pub(crate) async fn stop(self) -> InstanceWatch {
        self.stop.send(()).unwrap();
        self.task.await.unwrap().unwrap()
    }

    pub(crate) fn warnings(&self) -> Vec<String> {
        self.warnings.0.lock().unwrap().clone()
    }
}

impl World {
    /// A store that knows objects with these ids from earlier.
    pub(crate) fn new(known: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = VectorStore::open(folder.path(), Arc::new(LexicalEmbedder::new())).unwrap();
        Self {
            store: Arc::new(store),
            options: WatchOptions {
                debounce: Duration::from_millis(100),
                ..WatchOptions::default()
            },
            known: known.iter().map(|id| instance(id).to_document()).collect(),
            _folder: folder,
        }
    }

    pub(crate) fn watch(&self, cluster: Kubernetes) -> Watching {
        let (stop, stopped) = oneshot::channel();
        let (store, options, known) = (Arc::clone(&self.store), self.options, self.known.clone());
        let warnings = Arc::new(Warnings::default());
        let progress = Arc::clone(&warnings);
        let task = tokio::spawn(async move {
            store.initialize(Collection::Instances).await.unwrap();
            store.store(Collection::Instances, &known).await.unwrap();
            let stop = async { stopped.await.unwrap_or_default() };
            watch_instances(&cluster, &store, &options, &*progress, stop).await
        });
        Watching {
            stop,
            task,
            warnings,
        }
    }

    async fn documents(&self) -> Vec<Document> {
        let everything = SearchOptions {
            limit: None,
            ..SearchOptions::default()
        };
        let hits = self
            .store
            .keyword_search(Collection::Instances, None, &everything)
            .await;
        // Nothing is there before the watch has begun.
        let hits = hits.unwrap_or_default();
        hits.into_iter().map(|hit| hit.document).collect()
    }

    pub(crate) async fn ids(&self) -> BTreeSet<String> {
        let documents = self.documents().await.into_iter();
        documents.map(|document| document.id).collect()
    }

    /// All texts as one.
    pub(crate) async fn texts(&self) -> String {
        let documents = self.documents().await.into_iter();
        documents.map(|document| document.text + "\n").collect()
    }

    /// Waits until the store is known to hold all that is in the cluster.
    pub(crate) async fn is_whole(&self) {
        let deadline = Instant::now() + PATIENCE;
        while self.store.state(Collection::Instances).await.unwrap() != IndexState::Ready {
            assert!(Instant::now() < deadline, "the store is not whole");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until there is a document.
    pub(crate) async fn has(&self, id: &str) {
        self.until(id, |ids, _| ids.contains(id)).await;
    }

    /// Waits until there is no such document.
    pub(crate) async fn lacks(&self, id: &str) {
        self.until(id, |ids, _| !ids.is_empty() && !ids.contains(id))
            .await;
    }

    /// Waits until there is a document with this text.
    pub(crate) async fn says(&self, text: &str) {
        self.until(text, |_, texts| texts.lines().any(|line| line == text))
            .await;
    }

    async fn until(&self, what: &str, is_so: impl Fn(&BTreeSet<String>, &str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let (ids, texts) = (self.ids().await, self.texts().await);
            if is_so(&ids, &texts) {
                return;
            }
            assert!(Instant::now() < deadline, "waited for {what}: {ids:?}");
            tokio::time::sleep(GLANCE).await;
        }
    }
}

/// The object of an id in the core group.
fn instance(id: &str) -> Instance {
    let parts: Vec<&str> = id.split('/').collect();
    let [namespace, api_version, kind, name] = parts[..] else {
        panic!("{id} is no id of the core group in {CLUSTER_SCOPE} or a namespace");
    };
    Instance {
        namespace: namespace.into(),
        name: name.into(),
        kind: kind.into(),
        api_version: api_version.into(),
        api_group: String::new(),
        labels: Labels::default(),
        annotations: Labels::default(),
    }
}
