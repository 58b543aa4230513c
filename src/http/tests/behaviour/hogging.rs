//! Work that computes much, and a server that must answer all the same.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use cluster::{Cluster, ClusterError, Reading};
use http_api::{HttpConfig, ScanParts, Scans};
use inference::Rules;
use knowledge::{Instance, Labels, ResourceKind};
use pipeline::{Quiet, SyncOptions, sync_capabilities, sync_instances};
use serde_json::json;

use crate::scans::SCAN;
use crate::support::{SYNC, Server};

const KINDS: usize = 500;
const INSTANCES: usize = 50_000;

/// How long a thread that answers requests may be kept from it, in nanoseconds of its own processor time: however busy
/// the machine is, the answer to a probe waits for no more than that.
const KEPT_NANOSECONDS_MAX: u64 = 50_000_000;

/// How long is watched.
const WATCHED: Duration = Duration::from_secs(3);

/// A large cluster.
struct Large;

#[async_trait]
impl Cluster for Large {
    async fn kinds(&self) -> Result<Reading<ResourceKind>, ClusterError> {
        let kind = |number: usize| ResourceKind {
            name: format!("kinds-{number}.example.org"),
            kind: format!("DatabaseBackup{number}"),
            api_version: "example.org/v1".to_owned(),
            api_group: "example.org".to_owned(),
            ..ResourceKind::default()
        };
        Ok(Reading {
            items: (0..KINDS).map(kind).collect(),
            problems: vec![],
        })
    }

    async fn instances(&self) -> Result<Reading<Instance>, ClusterError> {
        let instance = |number: usize| Instance {
            namespace: format!("team-{}", number % 100),
            name: format!("shop-{number}"),
            kind: "Deployment".to_owned(),
            api_version: "apps/v1".to_owned(),
            api_group: "apps".to_owned(),
            labels: Labels::from_iter([("app".to_owned(), format!("shop-{}", number % 7))]),
            annotations: Labels::default(),
        };
        // As one that answers over a network: not all at once.
        let mut items = Vec::with_capacity(INSTANCES);
        while items.len() < INSTANCES {
            items.extend((items.len()..items.len() + 500).map(instance));
            tokio::task::yield_now().await;
        }
        Ok(Reading {
            items,
            problems: vec![],
        })
    }
}

/// Processor time of this thread, in nanoseconds.
fn thread_time() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}

/// The longest that anything else kept this thread.
async fn longest_wait() -> u64 {
    let begun = tokio::time::Instant::now();
    let (mut last, mut longest) = (thread_time(), 0);
    while begun.elapsed() < WATCHED {
        tokio::task::yield_now().await;
        let now = thread_time();
        longest = longest.max(now - last);
        last = now;
    }
    longest
}

/// One thread for everything, so that whatever keeps it is seen.
#[tokio::test(flavor = "current_thread")]
async fn a_large_cluster_keeps_no_probe_waiting() {
    if !std::path::Path::new("/proc/thread-self/schedstat").exists() {
        eprintln!("skipped: there is no /proc/thread-self/schedstat");
        return;
    }
    let server = Server::start_in(tempfile::tempdir().unwrap(), async |folder, store| {
        let parts = ScanParts {
            store: Arc::clone(store),
            cluster: Arc::new(Large),
            inference: Arc::new(Rules),
        };
        HttpConfig {
            scans: Some(Scans::open(folder, parts).await.unwrap()),
            ..HttpConfig::default()
        }
    })
    .await;
    let store = Arc::clone(&server.store);
    let syncing = tokio::spawn(async move {
        let real = SyncOptions::default();
        sync_capabilities(&Large, &Rules, &store, &real, &Quiet)
            .await
            .unwrap();
        sync_instances(&Large, &store, &real, &Quiet).await.unwrap();
    });
    let names: Vec<_> = (0..200)
        .map(|number| format!("kinds-{number}.example.org"))
        .collect();
    let scan = json!({ "upserts": names }).to_string();
    assert_eq!(server.post(SCAN, scan).await.status, 202);
    let instance = |number: usize| {
        json!({ "id": format!("{number}"), "namespace": "n", "name": "a shop that sells books", "kind": "Pod",
                "apiVersion": "v1", "apiGroup": "", "labels": { "app": "shop" }, "createdAt": "2026-02-20T10:00:00Z" })
    };
    let upserts: Vec<_> = (0..5000).map(instance).collect();
    let sync = json!({ "upserts": upserts }).to_string();
    let (longest, answer) = tokio::join!(longest_wait(), server.post(SYNC, sync));
    assert_eq!(answer.status, 200);
    assert_eq!(server.request("GET", "/healthz").await.status, 200);
    syncing.abort();
    println!("kept for {} ms at most", longest / 1_000_000);
    assert!(
        longest < KEPT_NANOSECONDS_MAX,
        "kept for {} ms",
        longest / 1_000_000
    );
}
