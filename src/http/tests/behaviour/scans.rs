//! `POST /api/v1/capabilities/scan` and the jobs it makes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use cluster::{Cluster, ClusterError, Reading};
use http_api::{HttpConfig, SCANS_MAX, ScanParts, Scans};
use inference::{CapabilityInference, InferenceError, Rules};
use knowledge::{Capability, Collection, Document, Instance, ResourceKind};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::Semaphore;
use vectorstore::SearchOptions;

use crate::support::Server;

pub(crate) const SCAN: &str = "/api/v1/capabilities/scan";

/// A cluster of these kinds, which it tells only while its gate is open.
#[derive(Clone)]
pub(crate) struct Kinds {
    names: Vec<String>,
    gate: Arc<Semaphore>,
}

impl Default for Kinds {
    fn default() -> Self {
        let names = ["pods", "nodes", "certificates.cert-manager.io"];
        Self {
            names: names.map(str::to_owned).to_vec(),
            gate: Arc::new(Semaphore::new(1000)),
        }
    }
}

impl Kinds {
    fn behind_a_gate() -> Self {
        Self {
            gate: Arc::new(Semaphore::new(0)),
            ..Self::default()
        }
    }
}

#[async_trait]
impl Cluster for Kinds {
    async fn kinds(&self) -> Result<Reading<ResourceKind>, ClusterError> {
        let _passed = self.gate.acquire().await.unwrap();
        let kind = |name: &String| ResourceKind {
            name: name.clone(),
            kind: name.split('.').next().unwrap().to_owned(),
            api_version: "v1".to_owned(),
            ..ResourceKind::default()
        };
        Ok(Reading {
            items: self.names.iter().map(kind).collect(),
            problems: vec![],
        })
    }

    async fn instances(&self) -> Result<Reading<Instance>, ClusterError> {
        unreachable!("no scan reads instances")
    }
}

/// A server that scans this cluster and goes on with the jobs in the folder.
pub(crate) async fn scanning(folder: TempDir, cluster: Kinds) -> Server {
    scanning_with(folder, cluster, Arc::new(Rules)).await
}

async fn scanning_with(
    folder: TempDir,
    cluster: Kinds,
    inference: Arc<dyn CapabilityInference>,
) -> Server {
    Server::start_in(folder, async |folder, store| {
        let parts = ScanParts {
            store: Arc::clone(store),
            cluster: Arc::new(cluster),
            inference,
        };
        HttpConfig {
            scans: Some(Scans::open(folder, parts).await.unwrap()),
            ..HttpConfig::default()
        }
    })
    .await
}

async fn accept(server: &Server, body: Value) -> String {
    let answer = server.post(SCAN, body.to_string()).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    let id = answer.json()["job"].as_str().unwrap().to_owned();
    let location = format!("/api/v1/jobs/{id}");
    assert_eq!(answer.header("location"), Some(location.as_str()));
    id
}

/// The job, once it has this status.
async fn job(server: &Server, id: &str, status: &str) -> Value {
    for _ in 0..1000 {
        let answer = server.request("GET", &format!("/api/v1/jobs/{id}")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let job = answer.json();
        if job["status"] == status {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the job {id} is never {status}");
}

async fn capabilities(server: &Server) -> Vec<String> {
    let all = SearchOptions {
        limit: None,
        ..SearchOptions::default()
    };
    let found = server
        .store
        .keyword_search(Collection::Capabilities, None, &all)
        .await
        .unwrap();
    found.into_iter().map(|hit| hit.document.id).collect()
}

async fn store(server: &Server, id: &str) {
    let document = Document {
        id: id.to_owned(),
        text: "text".to_owned(),
        metadata: [].into(),
    };
    server
        .store
        .store(Collection::Capabilities, &[document])
        .await
        .unwrap();
}

#[tokio::test]
async fn a_scan_deletes_and_stores_what_it_names_and_says_what_it_did() {
    let server = scanning(tempfile::tempdir().unwrap(), Kinds::default()).await;
    for id in ["gone.example.org", "nodes", "stays"] {
        store(&server, id).await;
    }
    let body = json!({ "upserts": ["pods", "nodes", "nobody"], "deletes": ["gone.example.org", "nodes", "x"] });
    let id = accept(&server, body).await;
    let job = job(&server, &id, "succeeded").await;
    assert_eq!(capabilities(&server).await, ["nodes", "pods", "stays"]);
    assert_eq!((&job["upserts"], &job["deletes"]), (&json!(3), &json!(3)));
    let counts = json!({ "discovered": 2, "inferred": 2, "stored": 2, "deleted": 2 });
    assert_eq!(job["counts"], counts);
    let problem = "nobody: no such kind, or nothing is known about it";
    assert_eq!(
        (&job["problems"], &job["problemsTotal"]),
        (&json!([problem]), &json!(1))
    );
    assert!(job["finishedAt"].as_str().unwrap() >= job["acceptedAt"].as_str().unwrap());
}

#[tokio::test]
async fn an_empty_scan_has_ended_when_it_is_accepted() {
    let server = scanning(tempfile::tempdir().unwrap(), Kinds::behind_a_gate()).await;
    for _ in 0..2 * SCANS_MAX {
        let id = accept(&server, json!({})).await;
        let answer = server.request("GET", &format!("/api/v1/jobs/{id}/")).await;
        assert_eq!(answer.json()["status"], "succeeded");
    }
}

#[tokio::test]
async fn while_four_scans_are_in_progress_a_fifth_is_told_to_come_back() {
    let cluster = Kinds::behind_a_gate();
    let gate = Arc::clone(&cluster.gate);
    let server = scanning(tempfile::tempdir().unwrap(), cluster).await;
    let mut ids = Vec::new();
    for _ in 0..SCANS_MAX {
        ids.push(accept(&server, json!({ "upserts": ["pods"] })).await);
    }
    let refused = server.post(SCAN, r#"{"upserts":["nodes"]}"#).await;
    refused.is(429, json!({ "error": "Too many scan jobs in progress" }));
    assert_eq!(refused.header("retry-after"), Some("5"));
    // What is wrong is told first.
    assert_eq!(server.post(SCAN, r#"{"upserts":[1]}"#).await.status, 400);
    gate.add_permits(1000);
    for id in &ids {
        job(&server, id, "succeeded").await;
    }
    accept(&server, json!({ "upserts": ["nodes"] })).await;
    let list = server
        .request("GET", "/api/v1/jobs?limit=2&offset=1")
        .await
        .json();
    assert_eq!(
        (&list["total"], &list["count"], &list["cut"]),
        (&json!(5), &json!(2), &json!(true))
    );
    assert_eq!(list["jobs"][0]["id"], json!(ids[3]));
}

#[tokio::test]
async fn a_scan_that_had_not_ended_is_begun_again_at_the_next_start() {
    let closed = Kinds::behind_a_gate();
    let server = scanning(tempfile::tempdir().unwrap(), closed).await;
    let id = accept(&server, json!({ "upserts": ["pods"] })).await;
    job(&server, &id, "running").await;
    // As if the process were killed: nobody finishes anything.
    server.running.abort();
    server.running.await.unwrap_err();
    let folder = copy(server.folder.path());
    let server = scanning(folder, Kinds::default()).await;
    let job = job(&server, &id, "succeeded").await;
    assert_eq!(job["attempts"], 2);
    assert_eq!(capabilities(&server).await, ["pods"]);
}

/// What a kill would leave behind: the files as they are on the disk now.
fn copy(folder: &std::path::Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    copy
}

#[tokio::test]
async fn a_server_that_stops_finishes_its_scans_first() {
    let cluster = Kinds::behind_a_gate();
    let gate = Arc::clone(&cluster.gate);
    let server = scanning(tempfile::tempdir().unwrap(), cluster).await;
    let id = accept(&server, json!({ "upserts": ["pods"] })).await;
    job(&server, &id, "running").await;
    let opening = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        gate.add_permits(1000);
    });
    let folder = server.stop().await;
    opening.await.unwrap();
    let jobs = jobs::Jobs::open(folder.path()).unwrap();
    let job = jobs.get(&id).unwrap().unwrap();
    assert_eq!(job.state, jobs::JobState::Succeeded);
}

#[tokio::test]
async fn a_scan_that_fails_for_now_is_tried_again() {
    let server = scanning(tempfile::tempdir().unwrap(), Kinds::default()).await;
    server.broken.store(true, Ordering::Relaxed);
    let id = accept(&server, json!({ "deletes": ["x"], "upserts": ["pods"] })).await;
    job(&server, &id, "running").await;
    server.broken.store(false, Ordering::Relaxed);
    let job = job(&server, &id, "succeeded").await;
    assert_eq!(job["error"], Value::Null);
    assert_eq!(capabilities(&server).await, ["pods"]);
}

#[tokio::test]
async fn a_scan_that_waits_to_be_tried_again_does_not_keep_the_server_from_stopping() {
    let server = scanning(tempfile::tempdir().unwrap(), Kinds::default()).await;
    server.broken.store(true, Ordering::Relaxed);
    let id = accept(&server, json!({ "upserts": ["pods"] })).await;
    // It fails at once, and again a second later; then it waits for five.
    while job(&server, &id, "running").await["attempts"] != 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let told = std::time::Instant::now();
    let folder = server.stop().await;
    assert!(
        told.elapsed() < Duration::from_secs(4),
        "{:?}",
        told.elapsed()
    );
    let jobs = jobs::Jobs::open(folder.path()).unwrap();
    assert_eq!(jobs.unfinished().unwrap()[0].job.id, id);
}

/// A model that has no time for its first question.
#[derive(Default)]
struct BusyOnce(AtomicBool);

#[async_trait]
impl CapabilityInference for BusyOnce {
    async fn infer(&self, kind: &ResourceKind) -> Result<Capability, InferenceError> {
        if self.0.swap(true, Ordering::Relaxed) {
            return Rules.infer(kind).await;
        }
        Err(InferenceError::Busy {
            model: "m".to_owned(),
            status: 529,
            reason: "overloaded".to_owned(),
        })
    }
}

#[tokio::test]
async fn a_scan_is_tried_again_when_the_model_had_no_time() {
    let folder = tempfile::tempdir().unwrap();
    let server = scanning_with(folder, Kinds::default(), Arc::new(BusyOnce::default())).await;
    let id = accept(&server, json!({ "upserts": ["pods"] })).await;
    let job = job(&server, &id, "succeeded").await;
    assert_eq!(
        (&job["attempts"], &job["problems"]),
        (&json!(2), &json!([]))
    );
    assert_eq!(capabilities(&server).await, ["pods"]);
}
