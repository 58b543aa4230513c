//! Whatever ends the process: what was acknowledged is there, and nothing is half there.
//!
//! The test starts itself as a server, sends syncs and scans, kills it at a random moment, starts it again over the same
//! folder and looks. Without a harness, because it is both.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use cluster::{Cluster, ClusterError, Reading};
use embedding::LexicalEmbedder;
use http_api::{HttpConfig, ScanParts, Scans};
use inference::Rules;
use knowledge::{Collection, Instance, ResourceKind};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use vectorstore::VectorStore;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How often the process is ended, unless `KILL_ROUNDS` says otherwise.
const ROUNDS: u32 = 36;

/// How long it runs at most before that.
const LIFE_MS_MAX: u64 = 120;

/// How long anything may take that is sure to happen.
const PATIENCE: Duration = Duration::from_secs(60);

/// The first argument of the process that is killed; the second is its folder.
const SERVE: &str = "serve-until-killed";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let outcome = match (arguments.next().as_deref(), arguments.next()) {
        (Some(SERVE), Some(folder)) => serve(Path::new(&folder)),
        // What `cargo test -- --list` and filters ask for is not here.
        (Some("--list"), _) => Ok(()),
        _ => rounds(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("failed: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A cluster that takes its time.
struct Slow;

#[async_trait]
impl Cluster for Slow {
    async fn kinds(&self) -> Result<Reading<ResourceKind>, ClusterError> {
        tokio::time::sleep(Duration::from_millis(15)).await;
        let kind = |number: u32| ResourceKind {
            name: format!("kind-{number}"),
            kind: format!("Kind{number}"),
            api_version: "v1".to_owned(),
            ..ResourceKind::default()
        };
        Ok(Reading {
            items: (0..50).map(kind).collect(),
            problems: vec![],
        })
    }

    async fn instances(&self) -> Result<Reading<Instance>, ClusterError> {
        Ok(Reading {
            items: vec![],
            problems: vec![],
        })
    }
}

#[tokio::main(worker_threads = 2)]
async fn serve(folder: &Path) -> Outcome<()> {
    let store = Arc::new(VectorStore::open(folder, Arc::new(LexicalEmbedder::new()))?);
    for collection in Collection::ALL {
        store.initialize(collection).await?;
    }
    let parts = ScanParts {
        store: Arc::clone(&store),
        cluster: Arc::new(Slow),
        inference: Arc::new(Rules),
    };
    let config = HttpConfig {
        scans: Some(Scans::open(folder, parts).await?),
        ..HttpConfig::default()
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let mut terminated = signal(SignalKind::terminate())?;
    println!("{}", listener.local_addr()?);
    let shutdown = async move {
        terminated.recv().await;
    };
    Ok(http_api::run(listener, store, config, shutdown).await?)
}

/// The process that is killed.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(folder: &Path) -> Outcome<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(SERVE)
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let stdout = child.stdout.take().ok_or("no output")?;
        BufReader::new(stdout).read_line(&mut line)?;
        let address = line
            .trim()
            .parse()
            .map_err(|_| "the server did not start")?;
        Ok(Self { child, address })
    }

    fn terminate(&self) -> Outcome<()> {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Status and body of the answer; an error if there is none, or not all of it.
fn request(address: SocketAddr, method: &str, path: &str, body: &str) -> Outcome<(u16, Value)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
    let status = head.split(' ').nth(1).ok_or("no status")?.parse()?;
    Ok((status, serde_json::from_str(body)?))
}

/// What a client knows.
#[derive(Default)]
struct Known {
    /// Batches of instances that are stored, by number.
    batches: Vec<u32>,
    /// The batch that was not acknowledged, and the one that it would have replaced.
    open: Option<(u32, Option<u32>)>,
    /// Jobs that were accepted.
    jobs: Vec<String>,
    next: u32,
}

fn ids(batch: u32) -> [String; 3] {
    [0, 1, 2].map(|part| format!("batch-{batch}/part-{part}"))
}

impl Known {
    /// Stores batch after batch, each in the place of an earlier one now and then, until the server is gone.
    fn sync(&mut self, address: SocketAddr) {
        loop {
            let batch = self.next;
            self.next += 1;
            let replaced = (batch % 3 == 2)
                .then(|| self.batches.first().copied())
                .flatten();
            self.open = Some((batch, replaced));
            let instance = |id: String| {
                json!({ "id": id, "namespace": "n", "name": "x", "kind": "Pod", "apiVersion": "v1", "apiGroup": "",
                        "createdAt": "2026-02-20T10:00:00Z" })
            };
            let deletes: Vec<_> = replaced.into_iter().flat_map(ids).collect();
            let body = json!({ "upserts": ids(batch).map(instance), "deletes": deletes });
            let answer = request(address, "POST", "/api/v1/instances/sync", &body.to_string());
            if !matches!(answer, Ok((200, _))) {
                return;
            }
            self.done(batch, replaced);
        }
    }

    fn done(&mut self, batch: u32, replaced: Option<u32>) {
        self.batches.retain(|it| Some(*it) != replaced);
        self.batches.push(batch);
        self.open = None;
    }

    /// Compares what is known with what is there.
    fn check(&mut self, address: SocketAddr) -> Outcome<()> {
        let parts = |batch: u32| -> Outcome<usize> {
            let mut there = 0;
            for id in ids(batch) {
                let path = format!("/api/v1/documents/{id}?collection=instances");
                there += usize::from(request(address, "GET", &path, "")?.0 == 200);
            }
            Ok(there)
        };
        if let Some((batch, replaced)) = self.open {
            let there = (parts(batch)?, replaced.map(parts).transpose()?);
            match there {
                (3, None | Some(0)) => self.done(batch, replaced),
                (0, None | Some(3)) => self.open = None,
                _ => return Err(format!("batch {batch} is half there: {there:?}").into()),
            }
        }
        // The latest and some of the others: all of them would take longer each time.
        let some = self.batches.iter().rev();
        for batch in some.clone().take(5).chain(some.step_by(7)) {
            if parts(*batch)? != 3 {
                return Err(format!("batch {batch} is lost").into());
            }
        }
        for job in self.jobs.iter().rev().take(8) {
            let (status, job) = request(address, "GET", &format!("/api/v1/jobs/{job}"), "")?;
            if status != 200 || job["status"] == "failed" {
                return Err(format!("a job is lost: {status} {job}").into());
            }
        }
        Ok(())
    }
}

/// Sends scans until the server is gone; returns the jobs that it accepted.
fn scan(address: SocketAddr, round: u32) -> Vec<String> {
    let mut jobs = Vec::new();
    loop {
        let body = json!({ "upserts": [format!("kind-{}", round % 50)] });
        let answer = request(
            address,
            "POST",
            "/api/v1/capabilities/scan",
            &body.to_string(),
        );
        match answer {
            Ok((202, answer)) => jobs.extend(answer["job"].as_str().map(str::to_owned)),
            Ok((429, _)) => std::thread::sleep(Duration::from_millis(5)),
            _ => return jobs,
        }
    }
}

fn rounds() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let seed = u64::from(std::process::id()) | 1;
    println!("seed {seed}");
    let mut random = seed;
    let mut known = Known::default();
    let asked = std::env::var("KILL_ROUNDS").ok();
    let rounds = asked.map_or(Ok(ROUNDS), |rounds| rounds.parse())?;
    for round in 0..rounds {
        let server = Server::start(folder.path())?;
        known.check(server.address)?;
        // xorshift: any moment will do.
        for (left, shift) in [(true, 13), (false, 7), (true, 17)] {
            random ^= if left {
                random << shift
            } else {
                random >> shift
            };
        }
        let life = Duration::from_millis(random % LIFE_MS_MAX);
        let address = server.address;
        std::thread::scope(|scope| {
            let syncing = scope.spawn(|| known.sync(address));
            let scanning = scope.spawn(|| scan(address, round));
            std::thread::sleep(life);
            if round % 4 == 3 {
                server.terminate().ok();
                std::thread::sleep(life / 4);
            }
            drop(server);
            syncing.join().ok();
            scanning.join()
        })
        .map(|jobs| known.jobs.extend(jobs))
        .map_err(|_| "a client panicked")?;
    }
    let server = Server::start(folder.path())?;
    known.check(server.address)?;
    let (batches, jobs) = (known.batches.len(), known.jobs.len());
    let begun = Instant::now();
    for job in &known.jobs {
        let path = format!("/api/v1/jobs/{job}");
        loop {
            let (status, job) = request(server.address, "GET", &path, "")?;
            if job["status"] == "succeeded" {
                break;
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("a job never ends: {status} {job}").into());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    if batches == 0 || jobs == 0 {
        return Err("nothing was ever acknowledged".into());
    }
    println!("killed {rounds} times: {batches} batches and {jobs} jobs are there");
    Ok(())
}
