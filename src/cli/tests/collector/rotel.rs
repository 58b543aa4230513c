//! The collector as a process of its own.

use std::fs::{self, File};
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::received::Received;

/// How long the collector may take to start, and to print what it received.
const PATIENCE: Duration = Duration::from_secs(20);
const GLANCE: Duration = Duration::from_millis(20);

pub(crate) struct Rotel {
    process: Child,
    folder: TempDir,
    grpc: u16,
    http: u16,
}

impl Rotel {
    /// Starts a collector, or says that there is none.
    pub(crate) fn start() -> Option<Self> {
        let Some(program) = std::env::var_os("ROTEL_AGENT") else {
            assert!(
                std::env::var_os("CI").is_none(),
                "ROTEL_AGENT must name the collector"
            );
            // Past the capture of test output: a skipped test should be seen.
            let notice = b"\nSKIPPED: no collector; set ROTEL_AGENT (pip install --pre rotel)\n";
            std::io::stderr().write_all(notice).ok();
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let log = File::create(folder.path().join("log")).unwrap();
        let (grpc, http) = (free_port(), free_port());
        let process = Command::new(program)
            .arg("start")
            .arg(format!("--otlp-grpc-endpoint=127.0.0.1:{grpc}"))
            .arg(format!("--otlp-http-endpoint=127.0.0.1:{http}"))
            .args([
                "--exporter=blackhole",
                "--debug-log=traces",
                "--debug-log-verbosity=detailed",
            ])
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let collector = Self {
            process,
            folder,
            grpc,
            http,
        };
        wait_for("the collector to listen", || {
            let listens = |port| TcpStream::connect(("127.0.0.1", port)).ok();
            listens(grpc).and(listens(http))
        });
        Some(collector)
    }

    pub(crate) fn grpc_endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.grpc)
    }

    pub(crate) fn http_endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.http)
    }

    /// What was received, once that many spans are there.
    pub(crate) fn received(&self, spans: usize) -> Received {
        let log = self.folder.path().join("log");
        wait_for(&format!("{spans} spans"), || {
            let received = Received::read(&fs::read_to_string(&log).unwrap());
            (received.spans.len() >= spans
                && received.spans.iter().all(|span| !span.kind.is_empty()))
            .then_some(received)
        })
    }
}

impl Drop for Rotel {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn wait_for<T>(what: &str, mut glance: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = glance() {
            return found;
        }
        assert!(Instant::now() < deadline, "waited {PATIENCE:?} for {what}");
        std::thread::sleep(GLANCE);
    }
}
