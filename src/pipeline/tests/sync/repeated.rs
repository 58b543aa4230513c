//! A second sync of what has not changed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use cluster::Missed;
use embedding::{Embedded, Embedder, EmbeddingError, LexicalEmbedder, Purpose};
use inference::{CapabilityInference, InferenceError, Rules};
use knowledge::{Capability, Collection, ResourceKind};
use pipeline::{Quiet, sync_capabilities, sync_instances};
use semconv::attributes::GenAiProviderName;
use vectorstore::{IndexState, VectorStore};

use crate::world::{REAL, Told, World, instance, kind, missed};

/// Counts the texts that it embeds.
struct Counting(LexicalEmbedder, Arc<AtomicUsize>);

#[async_trait]
impl Embedder for Counting {
    fn provider(&self) -> GenAiProviderName {
        self.0.provider()
    }

    fn model(&self) -> &str {
        self.0.model()
    }

    fn dimensions(&self) -> usize {
        self.0.dimensions()
    }

    async fn embed(&self, texts: &[&str], purpose: Purpose) -> Result<Embedded, EmbeddingError> {
        self.1.fetch_add(texts.len(), Ordering::Relaxed);
        self.0.embed(texts, purpose).await
    }
}

#[tokio::test]
async fn what_has_not_changed_is_not_embedded_again() {
    let folder = tempfile::tempdir().unwrap();
    let texts = Arc::new(AtomicUsize::new(0));
    let embedder = Counting(LexicalEmbedder::new(), Arc::clone(&texts));
    let store = VectorStore::open(folder.path(), Arc::new(embedder)).unwrap();
    let mut cluster = Told {
        kinds: vec![kind("pod"), kind("service")],
        instances: vec![instance("a", "Pod", "x"), instance("a", "Pod", "y")],
        ..Told::default()
    };
    let sync = async |cluster: &Told| {
        let before = texts.load(Ordering::Relaxed);
        let kinds = sync_capabilities(cluster, &Rules, &store, &REAL, &Quiet)
            .await
            .unwrap();
        let objects = sync_instances(cluster, &store, &REAL, &Quiet)
            .await
            .unwrap();
        let embedded = texts.load(Ordering::Relaxed) - before;
        assert_eq!((kinds.stored, objects.stored), (2, cluster.instances.len()));
        (embedded, kinds.unchanged, objects.unchanged)
    };
    assert_eq!(sync(&cluster).await, (4, 0, 0));
    let file = folder.path().join("vectors.redb");
    let written = std::fs::metadata(&file).unwrap().modified().unwrap();
    assert_eq!(sync(&cluster).await, (0, 2, 2));
    let now = std::fs::metadata(&file).unwrap().modified().unwrap();
    assert_eq!(written, now, "the second sync wrote");
    cluster.instances.push(instance("a", "Pod", "z"));
    assert_eq!(sync(&cluster).await, (1, 2, 2));
}

#[tokio::test]
async fn an_index_is_ready_when_a_sync_came_to_its_end_and_nothing_was_missed() {
    let world = World::new();
    let state = async || world.store.state(Collection::Instances).await.unwrap();
    let of = |kind: &str| Missed::Objects {
        kind: kind.to_owned(),
        namespace: None,
    };
    let pod = instance("a", "Pod", "x");
    world.sync(&[], vec![]).await;
    assert_eq!(state().await, IndexState::Empty);
    world
        .sync(std::slice::from_ref(&pod), vec![missed(of("Secret"))])
        .await;
    assert_eq!(state().await, IndexState::Filling);
    world
        .sync(std::slice::from_ref(&pod), vec![missed(Missed::Nothing)])
        .await;
    assert_eq!(state().await, IndexState::Ready);
    world
        .sync(&[pod.clone(), instance("a", "Pod", "y")], vec![])
        .await;
    assert_eq!(state().await, IndexState::Ready);
    world.sync(&[pod], vec![missed(of("Secret"))]).await;
    assert_eq!(state().await, IndexState::Filling);
}

/// Judges as many at once as there are, the first one last, and none of one name.
struct Crowd {
    running: AtomicUsize,
    most: AtomicUsize,
}

#[async_trait]
impl CapabilityInference for Crowd {
    async fn infer(&self, kind: &ResourceKind) -> Result<Capability, InferenceError> {
        let running = self.running.fetch_add(1, Ordering::Relaxed) + 1;
        self.most.fetch_max(running, Ordering::Relaxed);
        for _ in 0..if kind.name == "as" { 100 } else { 1 } {
            tokio::task::yield_now().await;
        }
        self.running.fetch_sub(1, Ordering::Relaxed);
        Rules.infer(kind).await
    }

    fn concurrency(&self) -> usize {
        3
    }
}

#[tokio::test]
async fn kinds_are_judged_as_many_at_once_as_the_inference_wants_and_keep_their_order() {
    let world = World::new();
    let cluster = Told {
        kinds: ["a", "b", "c", "d", "e", "f"].map(kind).to_vec(),
        ..Told::default()
    };
    let crowd = Crowd {
        running: AtomicUsize::new(0),
        most: AtomicUsize::new(0),
    };
    let sync = sync_capabilities(&cluster, &crowd, &world.store, &REAL, &Quiet)
        .await
        .unwrap();
    assert_eq!(crowd.most.into_inner(), 3);
    assert_eq!((sync.inferred, sync.stored), (6, 6));
    let state = world.store.state(Collection::Capabilities).await.unwrap();
    assert_eq!(state, IndexState::Ready);
}
