//! A real Chroma server.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use serde_json::json;
use tempfile::TempDir;
use vectorstore::{ChromaBackend, ChromaConfig, VectorStore};

use super::world::World;
use crate::support::Letters;

/// Names the program `chroma`.
const PROGRAM: &str = "CHROMA";

/// How long the server may take to start; it takes seconds when the machine is busy.
const START_SECONDS_MAX: u64 = 120;

/// A server on a port of its own; it is killed when it is dropped.
pub(crate) struct ChromaServer {
    program: String,
    port: u16,
    folder: TempDir,
    process: Mutex<Child>,
    http: reqwest::Client,
}

impl ChromaServer {
    /// Starts a server; `None` if there is no program to start.
    pub(crate) async fn start() -> Option<Self> {
        let Ok(program) = std::env::var(PROGRAM) else {
            let message = "skipped: set CHROMA=/path/to/bin/chroma (pip install chromadb)";
            assert!(std::env::var_os("CI").is_none(), "{message}");
            println!("{message}");
            return None;
        };
        // reqwest and the clients of the store ask for it; a second installation changes nothing.
        drop(rustls_graviola::default_provider().install_default());
        let port = {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap().port()
        };
        let folder = tempfile::tempdir().unwrap();
        let process = Mutex::new(spawn(&program, &folder, port));
        let server = Self {
            program,
            port,
            folder,
            process,
            http: reqwest::Client::new(),
        };
        server.wait().await;
        Some(server)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    async fn wait(&self) {
        let end = Instant::now() + Duration::from_secs(START_SECONDS_MAX);
        let heartbeat = format!("{}/api/v2/heartbeat", self.url());
        loop {
            let answer = self.http.get(&heartbeat).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return;
            }
            assert!(Instant::now() < end, "the server does not start");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// A database of the server, which is made if it is not there.
    pub(crate) async fn backend(&self, name: &str, embedder: &Letters) -> ChromaBackend {
        let mut config = ChromaConfig::new(self.url().parse().unwrap());
        config.database = name.to_owned();
        let url = format!("{}/api/v2/tenants/default_tenant/databases", self.url());
        let request = self.http.post(url).json(&json!({ "name": name }));
        // A database that is there already is a conflict.
        request.send().await.unwrap();
        ChromaBackend::new(config, embedder).unwrap()
    }
}

fn spawn(program: &str, folder: &TempDir, port: u16) -> Child {
    Command::new(program)
        .args(["run", "--host", "127.0.0.1", "--port", &port.to_string()])
        .arg("--path")
        .arg(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[async_trait]
impl World for ChromaServer {
    async fn open(&self, name: &str, embedder: Arc<Letters>) -> VectorStore {
        let backend = self.backend(name, &embedder).await;
        VectorStore::new(Box::new(backend), embedder)
    }

    async fn restart(&self) {
        {
            let mut process = self.process.lock().unwrap();
            process.kill().unwrap();
            process.wait().unwrap();
            *process = spawn(&self.program, &self.folder, self.port);
        }
        self.wait().await;
    }
}

impl Drop for ChromaServer {
    fn drop(&mut self) {
        let mut process = self.process.lock().unwrap();
        process.kill().ok();
        process.wait().ok();
    }
}
