//! The service over embedded defaults, driven the way its users drive it, with its spans kept.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use cluster::{Manifests, Source};
use embedding::LexicalEmbedder;
use inference::Rules;
use knowledge::Collection;
use pipeline::{Quiet, SyncOptions, sync_capabilities, sync_instances};
use runtime::{Capture, Config, FinishedSpan, Telemetry};
use semconv::resource::Service as ServiceResource;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, oneshot};
use vectorstore::VectorStore;

/// Spans are kept per process, so only one flow runs at a time.
static FLOW: Mutex<()> = Mutex::const_new(());
static INSTALLED: OnceLock<(Telemetry, Capture)> = OnceLock::new();

/// A kind, a resource of it, and a deployment; the words in them must not leave the process.
pub(crate) const MANIFESTS: &str = "\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: lighthouses.harbour.example}
spec:
  group: harbour.example
  scope: Namespaced
  names: {plural: lighthouses, singular: lighthouse, kind: Lighthouse}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          description: A lighthouse that guides ships.
          properties:
            spec:
              type: object
              required: [height]
              properties:
                height: {type: integer, description: Height of the tower in metres.}
---
apiVersion: harbour.example/v1
kind: Lighthouse
metadata: {name: periwinkle, namespace: north}
spec: {height: 30}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: foghorn, namespace: north}
spec: {replicas: 1}
";

/// Runs a flow and returns the spans that it made.
pub(crate) async fn traced(config: Config, flow: impl AsyncFnOnce(&Service)) -> Vec<FinishedSpan> {
    let _alone = FLOW.lock().await;
    let (_, capture) = INSTALLED.get_or_init(|| install(config));
    let before = capture.finished().len();
    let service = Service::new();
    flow(&service).await;
    capture.finished().split_off(before)
}

fn install(config: Config) -> (Telemetry, Capture) {
    let capture = Capture::new();
    let config = Config {
        capture: Some(capture.clone()),
        ..config
    };
    let resource = ServiceResource {
        service_name: "test",
        service_version: "0",
        service_instance_id: "0",
    };
    (
        runtime::install(config, resource.into()).expect("the first installation of the process"),
        capture,
    )
}

/// A store in a folder of its own, and manifests beside it.
pub(crate) struct Service {
    folder: TempDir,
    pub(crate) store: Arc<VectorStore>,
}

impl Service {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let embedder = Arc::new(LexicalEmbedder::new());
        let store =
            VectorStore::open(&folder.path().join("data"), embedder).expect("an empty store");
        let service = Self {
            folder,
            store: Arc::new(store),
        };
        service.write_manifests(MANIFESTS);
        service
    }

    pub(crate) fn manifests(&self) -> std::path::PathBuf {
        self.folder.path().join("manifests.yaml")
    }

    pub(crate) fn write_manifests(&self, text: &str) {
        fs::write(self.manifests(), text).expect("the folder can be written");
    }

    pub(crate) fn cluster(&self) -> Manifests {
        source(&self.manifests())
    }

    pub(crate) async fn sync_capabilities(&self, options: &SyncOptions) {
        let synced = sync_capabilities(&self.cluster(), &Rules, &self.store, options, &Quiet).await;
        assert!(synced.expect("the manifests are good").discovered >= 2);
    }

    pub(crate) async fn sync_instances(&self, options: &SyncOptions) {
        sync_instances(&self.cluster(), &self.store, options, &Quiet)
            .await
            .expect("the manifests are good");
    }

    pub(crate) async fn initialize(&self) {
        for collection in Collection::ALL {
            self.store
                .initialize(collection)
                .await
                .expect("an embedded store");
        }
    }

    /// Serves the HTTP API while `client` talks to it, and waits for the last request to end.
    pub(crate) async fn serve(&self, client: impl AsyncFnOnce(SocketAddr)) {
        self.serve_with(http_api::HttpConfig::default(), client)
            .await;
    }

    /// The same for an API that is configured like this.
    pub(crate) async fn serve_with(
        &self,
        config: http_api::HttpConfig,
        client: impl AsyncFnOnce(SocketAddr),
    ) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound listener");
        let (stop, stopped) = oneshot::channel::<()>();
        let router = http_api::router(Arc::clone(&self.store), config);
        let server = tokio::spawn(http_api::serve(listener, router, async {
            stopped.await.ok();
        }));
        client(address).await;
        stop.send(()).expect("the server still runs");
        server
            .await
            .expect("no panic")
            .expect("the server ends well");
    }
}

pub(crate) fn source(from: &Path) -> Manifests {
    let source: Source = from
        .to_str()
        .expect("a path of text")
        .parse()
        .expect("a source");
    Manifests::from(vec![source])
}

/// One HTTP/1.1 request on a connection of its own; returns the whole response.
pub(crate) async fn request(address: SocketAddr, line: &str, headers: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a server");
    let length = body.len();
    let text = format!(
        "{line} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    );
    stream
        .write_all(text.as_bytes())
        .await
        .expect("an open connection");
    let mut response = String::new();
    stream
        .read_to_string(&mut response)
        .await
        .expect("a response of text");
    response
}

/// Answers one HTTP request with the manifests, and returns what was asked.
pub(crate) async fn answer_once(listener: &TcpListener, status: &str, body: &str) -> String {
    let (mut stream, _) = listener.accept().await.expect("a client");
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        asked.push(stream.read_u8().await.expect("a whole request"));
    }
    let length = body.len();
    let text =
        format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
    stream
        .write_all(text.as_bytes())
        .await
        .expect("an open connection");
    String::from_utf8(asked).expect("a request of text")
}
