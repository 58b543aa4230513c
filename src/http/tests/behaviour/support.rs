//! A server on a port of its own, and a client that says exactly what it is told to.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use embedding::LexicalEmbedder;
use http_api::{HttpConfig, run};
use knowledge::{Collection, Document};
use semconv::attributes::DbSystemName;
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use vectorstore::{
    Backend, Change, EmbeddedBackend, Found, IndexState, Kept, Reembedded, SearchOptions,
    Server as Database, StoreError, Unembedded, VectorStore,
};

pub(crate) const SYNC: &str = "/api/v1/instances/sync";
pub(crate) const SEARCH: &str = "/api/v1/search";

/// A running server.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) store: Arc<VectorStore>,
    pub(crate) stop: oneshot::Sender<()>,
    pub(crate) running: JoinHandle<std::io::Result<()>>,
    /// Makes every call to the database fail.
    pub(crate) broken: Arc<AtomicBool>,
    pub(crate) folder: TempDir,
}

/// The embedded backend, until it is broken.
struct Breakable {
    backend: EmbeddedBackend,
    broken: Arc<AtomicBool>,
}

impl Breakable {
    fn backend(&self) -> Result<&EmbeddedBackend, StoreError> {
        if self.broken.load(Ordering::Relaxed) {
            return Err(StoreError::Unavailable {
                source: "disk 7 in rack 12 is on fire".into(),
            });
        }
        Ok(&self.backend)
    }
}

#[async_trait]
impl Backend for Breakable {
    fn system(&self) -> DbSystemName {
        self.backend.system()
    }

    async fn initialize(&self, collection: Collection) -> Result<(), StoreError> {
        self.backend()?.initialize(collection).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.backend()?.ready().await
    }

    fn server(&self) -> Option<Database<'_>> {
        self.backend.server()
    }

    async fn kept(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<BTreeMap<String, Kept>, StoreError> {
        self.backend()?.kept(collection, ids).await
    }

    async fn change(&self, collection: Collection, change: Change) -> Result<usize, StoreError> {
        self.backend()?.change(collection, change).await
    }

    async fn get(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<Vec<Document>, StoreError> {
        self.backend()?.get(collection, ids).await
    }

    async fn count(&self, collection: Collection) -> Result<usize, StoreError> {
        self.backend()?.count(collection).await
    }

    async fn state(&self, collection: Collection) -> Result<IndexState, StoreError> {
        self.backend()?.state(collection).await
    }

    async fn mark(&self, collection: Collection, complete: bool) -> Result<(), StoreError> {
        self.backend()?.mark(collection, complete).await
    }

    async fn reembed_pending(
        &self,
        collection: Collection,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unembedded>, StoreError> {
        self.backend()?
            .reembed_pending(collection, after, limit)
            .await
    }

    async fn reembed_stage(
        &self,
        collection: Collection,
        vectors: Vec<Reembedded>,
    ) -> Result<(), StoreError> {
        self.backend()?.reembed_stage(collection, vectors).await
    }

    async fn reembed_finish(&self, collection: Collection) -> Result<bool, StoreError> {
        self.backend()?.reembed_finish(collection).await
    }

    async fn nearest(
        &self,
        collection: Collection,
        vector: Vec<f32>,
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        self.backend()?.nearest(collection, vector, options).await
    }

    async fn matching(
        &self,
        collection: Collection,
        keywords: &[&str],
        options: &SearchOptions,
    ) -> Result<Found, StoreError> {
        self.backend()?
            .matching(collection, keywords, options)
            .await
    }
}

impl Server {
    /// A server over an empty store.
    pub(crate) async fn start() -> Self {
        Self::start_with(HttpConfig::default()).await
    }

    pub(crate) async fn start_with(config: HttpConfig) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), async |_, _| config).await
    }

    /// A server over what is in the folder.
    pub(crate) async fn start_in(
        folder: TempDir,
        config: impl AsyncFnOnce(&Path, &Arc<VectorStore>) -> HttpConfig,
    ) -> Self {
        let embedder = Arc::new(LexicalEmbedder::new());
        let broken = Arc::new(AtomicBool::new(false));
        let backend = EmbeddedBackend::open(folder.path(), &*embedder).unwrap();
        let backend = Breakable {
            backend,
            broken: Arc::clone(&broken),
        };
        let store = Arc::new(VectorStore::new(Box::new(backend), embedder));
        for collection in Collection::ALL {
            store.initialize(collection).await.unwrap();
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let config = config(folder.path(), &store).await;
        let running = tokio::spawn(run(listener, Arc::clone(&store), config, async {
            stopped.await.ok();
        }));
        Self {
            address,
            store,
            stop,
            running,
            broken,
            folder,
        }
    }

    /// Stops the server and waits until it has; what it stored stays in the folder.
    pub(crate) async fn stop(self) -> TempDir {
        self.stop.send(()).unwrap();
        self.running.await.unwrap().unwrap();
        self.folder
    }

    /// Sends bytes as they are and reads the answer.
    pub(crate) async fn send(&self, request: impl AsRef<[u8]>) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_ref()).await.unwrap();
        read(stream).await
    }

    pub(crate) async fn request(&self, method: &str, path: &str) -> Answer {
        self.send(format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        ))
        .await
    }

    /// Posts a body with the given header lines.
    pub(crate) async fn post_with(
        &self,
        path: &str,
        headers: &[&str],
        body: impl AsRef<[u8]>,
    ) -> Answer {
        let mut request =
            format!("POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for header in headers {
            request.push_str(header);
            request.push_str("\r\n");
        }
        request.push_str("\r\n");
        self.send([request.as_bytes(), body.as_ref()].concat())
            .await
    }

    /// Posts JSON.
    pub(crate) async fn post(&self, path: &str, body: impl AsRef<[u8]>) -> Answer {
        let length = format!("Content-Length: {}", body.as_ref().len());
        self.post_with(path, &["Content-Type: application/json", &length], body)
            .await
    }

    /// The ids of all instances.
    pub(crate) async fn instances(&self) -> Vec<String> {
        let all = SearchOptions {
            limit: None,
            ..SearchOptions::default()
        };
        let hits = self
            .store
            .keyword_search(Collection::Instances, None, &all)
            .await
            .unwrap();
        hits.into_iter().map(|hit| hit.document.id).collect()
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

pub(crate) async fn read(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let end = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(bytes[..end].to_vec())
        .unwrap()
        .to_ascii_lowercase();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer {
        status,
        head,
        body: bytes[end + 4..].to_vec(),
    }
}

impl Answer {
    /// The body, which must be JSON and say so.
    pub(crate) fn json(&self) -> Value {
        assert!(
            self.head.contains("\r\ncontent-type: application/json"),
            "{}",
            self.head
        );
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.split("\r\n").skip(1);
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// Fails unless the answer has this status and this body.
    #[track_caller]
    pub(crate) fn is(&self, status: u16, body: Value) {
        assert_eq!((self.status, self.json()), (status, body));
    }
}
