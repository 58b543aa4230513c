//! The program against real servers: a kube-apiserver and Chroma.
//!
//! The environment variable `KUBE_APISERVER` names a folder with `bin/kube-apiserver` and `bin/etcd`, `CHROMA` the program
//! `chroma`. Without them the tests say that they were skipped; where `CI` is set they fail.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

#[allow(dead_code, reason = "the tests of the crate `cluster` need more of it")]
#[path = "../../../cluster/tests/kubernetes/server.rs"]
mod api;
mod chroma;
mod program;
#[allow(dead_code, reason = "the tests of the command line need more of it")]
#[path = "../cli/world.rs"]
mod world;

use serde_json::{Value, json};

use api::{ApiServer, User};
use chroma::{Chroma, free_port};
use program::{Program, eventually};
use world::World;

const CONFIG_MAPS: &str = "/api/v1/namespaces/default/configmaps";

fn config_map(name: &str) -> Value {
    json!({
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": {"name": name, "labels": {"app": name}},
        "data": {"key": "hunter2"},
    })
}

/// The counts in the last line of a sync, in their order.
fn counts(stdout: &str) -> Vec<usize> {
    let words = stdout.split(|letter: char| !letter.is_ascii_digit());
    words.filter_map(|word| word.parse().ok()).collect()
}

/// The ids of the instances with this keyword in Chroma.
fn found(world: &World, chroma: &str, keyword: &str) -> Vec<String> {
    let arguments = [
        "search",
        "--chroma-url",
        chroma,
        "--collection",
        "instances",
        "--keyword",
        keyword,
        "--json",
    ];
    let run = world.run(&arguments);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    let results = answer["results"].as_array().unwrap();
    results
        .iter()
        .map(|hit| hit["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_is_synced_into_chroma_searched_and_followed() {
    let (Some(cluster), Some(chroma)) = (ApiServer::start().await, Chroma::start().await) else {
        return;
    };
    let world = World::new();
    let kubeconfig = cluster.kubeconfig(User::Admin);
    let kubeconfig = kubeconfig.to_str().unwrap();
    let url = chroma.url();
    let servers = ["--kubeconfig", kubeconfig, "--chroma-url", url.as_str()];
    cluster.create(CONFIG_MAPS, &config_map("basil")).await;
    cluster.create(CONFIG_MAPS, &config_map("thyme")).await;

    let check = world.run(&[&["config", "check", "--connect"], &servers[..]].concat());
    assert_eq!(check.code, Some(0), "{}", check.stdout);
    for expected in [
        "ok      vector store: chroma answers",
        "ok      cluster: https://127.0.0.1:",
    ] {
        assert!(check.stdout.contains(expected), "{}", check.stdout);
    }

    let run = world.run(&[&["sync"], &servers[..]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let [discovered, inferred, stored] = counts(&run.stdout)[..] else {
        panic!("{run:?}")
    };
    assert!(
        discovered > 20 && inferred == discovered && stored == discovered,
        "{run:?}"
    );
    let search = world.run(&[
        "search",
        "--chroma-url",
        &url,
        "network",
        "policy",
        "--json",
    ]);
    assert!(
        search.stdout.contains("networkpolicies.networking.k8s.io"),
        "{search:?}"
    );

    let run = world.run(&[&["sync-instances"], &servers[..]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(found(&world, &url, "thyme"), ["default/v1/ConfigMap/thyme"]);
    assert_eq!(found(&world, &url, "hunter2"), Vec::<String>::new());
    let path = format!("{CONFIG_MAPS}/thyme");
    cluster.delete(&path).await;
    let run = world.run(&[&["sync-instances"], &servers[..]].concat());
    assert_eq!(counts(&run.stdout)[2], 1, "{run:?}");
    assert_eq!(found(&world, &url, "thyme"), Vec::<String>::new());

    let watch = Program::start(&world, &[&["watch"], &servers[..]].concat(), "Watching ");
    cluster.create(CONFIG_MAPS, &config_map("sorrel")).await;
    eventually(async || found(&world, &url, "sorrel") == ["default/v1/ConfigMap/sorrel"]).await;
    let run = watch.stop();
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.starts_with("Watch ended: "), "{run:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_scans_a_cluster_into_chroma() {
    let (Some(cluster), Some(chroma)) = (ApiServer::start().await, Chroma::start().await) else {
        return;
    };
    let world = World::new();
    let kubeconfig = cluster.kubeconfig(User::Admin);
    let url = chroma.url();
    let arguments = [
        "serve",
        "--port",
        "0",
        "--kubeconfig",
        kubeconfig.to_str().unwrap(),
        "--chroma-url",
        &url,
    ];
    let server = Program::start(&world, &arguments, "Listening on http://");
    eventually(async || server.status("/readyz").await == 200).await;
    let scan = json!({"upserts": ["networkpolicies.networking.k8s.io", "pods"], "deletes": []});
    let (status, _) = server.post("/api/v1/capabilities/scan", &scan).await;
    assert_eq!(status, 202);
    let search = json!({"collection": "capabilities", "query": "network policy"});
    eventually(async || {
        let (_, answer) = server.post("/api/v1/search", &search).await;
        answer
            .to_string()
            .contains("networkpolicies.networking.k8s.io")
    })
    .await;
    assert_eq!(server.stop().code, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_starts_before_chroma_and_is_ready_when_that_is() {
    if !Chroma::is_there() {
        return;
    }
    let world = World::new();
    let port = free_port();
    let url = format!("http://127.0.0.1:{port}");
    let server = Program::start(
        &world,
        &["serve", "--port", "0", "--chroma-url", &url],
        "Listening on http://",
    );
    assert_eq!(server.status("/healthz").await, 200);
    assert_eq!(server.status("/readyz").await, 503);
    let _chroma = Chroma::start_on(port).await;
    eventually(async || server.status("/readyz").await == 200).await;
    assert_eq!(server.stop().code, Some(0));
}
