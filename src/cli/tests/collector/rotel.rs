//! Rotel, a collector that prints what it receives.

use std::fs::{self, File};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::process::{Process, free_port, program, wait_for};
use crate::received::Received;

pub(crate) struct Rotel {
    // Before its folder, so that it ends first.
    _process: Process,
    folder: TempDir,
    grpc: u16,
    http: u16,
}

impl Rotel {
    /// Starts a collector, or says that there is none.
    pub(crate) fn start() -> Option<Self> {
        let program = program("ROTEL_AGENT", "--pre rotel")?;
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
            _process: Process(process),
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
