//! A real Chroma server.

use std::io::Write;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::program::eventually;

/// Names the program `chroma`.
const PROGRAM: &str = "CHROMA";

/// A server on a port of its own; it is killed when it is dropped.
pub(crate) struct Chroma {
    port: u16,
    process: Child,
    _folder: TempDir,
}

pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

impl Chroma {
    /// Whether there is a program to start. Without one it says that the test is skipped; where `CI` is set that is a
    /// failure.
    pub(crate) fn is_there() -> bool {
        if std::env::var_os(PROGRAM).is_some() {
            return true;
        }
        let notice = "\nskipped: set CHROMA=/path/to/bin/chroma (pip install chromadb)\n";
        assert!(std::env::var_os("CI").is_none(), "{notice}");
        std::io::stderr().write_all(notice.as_bytes()).ok();
        false
    }

    pub(crate) async fn start() -> Option<Self> {
        match Self::is_there() {
            true => Some(Self::start_on(free_port()).await),
            false => None,
        }
    }

    pub(crate) async fn start_on(port: u16) -> Self {
        rustls_graviola::default_provider().install_default().ok();
        let folder = tempfile::tempdir().unwrap();
        let process = Command::new(std::env::var_os(PROGRAM).unwrap())
            .args(["run", "--host", "127.0.0.1", "--port", &port.to_string()])
            .arg("--path")
            .arg(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self {
            port,
            process,
            _folder: folder,
        };
        let heartbeat = format!("{}/api/v2/heartbeat", server.url());
        eventually(async || {
            reqwest::get(&heartbeat)
                .await
                .is_ok_and(|answer| answer.status().is_success())
        })
        .await;
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Chroma {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
