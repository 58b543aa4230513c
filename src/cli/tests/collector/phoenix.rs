//! Phoenix, a store of traces that is asked for them over HTTP.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::process::{Process, free_port, program, wait_for};

const SPANS: &str = "/v1/projects/default/spans?limit=1000";

pub(crate) struct Phoenix {
    // Before its folder, so that it ends first.
    _process: Process,
    _folder: TempDir,
    grpc: u16,
    http: u16,
}

impl Phoenix {
    /// Starts the store, or says that there is none.
    pub(crate) fn start() -> Option<Self> {
        let program = program("PHOENIX", "arize-phoenix")?;
        let folder = tempfile::tempdir().unwrap();
        let (grpc, http) = (free_port(), free_port());
        let process = Command::new(program)
            .arg("serve")
            .env("PHOENIX_WORKING_DIR", folder.path())
            .env("PHOENIX_HOST", "127.0.0.1")
            .env("PHOENIX_PORT", http.to_string())
            .env("PHOENIX_GRPC_PORT", grpc.to_string())
            .env("PHOENIX_TELEMETRY_ENABLED", "false")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let phoenix = Self {
            _process: Process(process),
            _folder: folder,
            grpc,
            http,
        };
        wait_for("the store to answer", || phoenix.get("/v1/projects"));
        wait_for("the store to listen for gRPC", || {
            TcpStream::connect(("127.0.0.1", grpc)).ok()
        });
        Some(phoenix)
    }

    pub(crate) fn grpc_endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.grpc)
    }

    pub(crate) fn http_endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.http)
    }

    /// The traces as outlines of names in the order of their start, once there are that many spans.
    pub(crate) fn trees(&self, spans: usize) -> Vec<String> {
        wait_for(&format!("{spans} spans"), || {
            let stored = self.get(SPANS)?["data"].as_array()?.clone();
            (stored.len() >= spans).then(|| outlines(&stored))
        })
    }

    /// Asks in HTTP 1.0, whose answer is complete when the connection ends.
    fn get(&self, path: &str) -> Option<Value> {
        let mut connection = TcpStream::connect(("127.0.0.1", self.http)).ok()?;
        let request = format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n");
        connection.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let is_ok = head.lines().next()?.contains(" 200 ");
        is_ok.then(|| serde_json::from_str(body).ok()).flatten()
    }
}

fn outlines(spans: &[Value]) -> Vec<String> {
    let mut spans: Vec<&Value> = spans.iter().collect();
    spans.sort_by_key(|span| text(span, "start_time"));
    let mut below: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for span in &spans {
        below.entry(text(span, "parent_id")).or_default().push(span);
    }
    let tops = below.get("").into_iter().flatten();
    tops.map(|top| outline(top, &below, 0)).collect()
}

fn outline(span: &Value, below: &BTreeMap<String, Vec<&Value>>, depth: usize) -> String {
    let mut outline = format!("{:indent$}{}\n", "", text(span, "name"), indent = depth * 2);
    let id = text(&span["context"], "span_id");
    for child in below.get(&id).into_iter().flatten() {
        outline += &self::outline(child, below, depth + 1);
    }
    outline
}

/// A text, or an empty one for what is null.
fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}
