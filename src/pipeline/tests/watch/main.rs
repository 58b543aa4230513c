//! The store follows a real cluster.
//!
//! The environment variable `KUBE_APISERVER` names a folder with `bin/kube-apiserver` and `bin/etcd`. Without it the
//! tests say that they were skipped; where `CI` is set they fail.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

#[allow(dead_code, reason = "the tests of the crate `cluster` need more of it")]
#[path = "../../../cluster/tests/kubernetes/server.rs"]
mod server;
mod world;

use serde_json::{Value, json};

use server::{ApiServer, User};
use world::World;

const CONFIG_MAPS: &str = "/api/v1/namespaces/default/configmaps";
const DEFINITIONS: &str = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

fn config_map(name: &str) -> Value {
    json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": {"key": "hunter2"}})
}

fn config_map_id(name: &str) -> String {
    format!("default/v1/ConfigMap/{name}")
}

#[test]
fn the_store_follows_the_cluster() {
    run(async {
        let Some(mut server) = ApiServer::start().await else {
            return;
        };
        let world = World::new(&["default/v1/ConfigMap/long-gone", "default/v1/Unserved/kept"]);
        let watch = world.watch(server.connect(User::Admin).await);
        world.has("_cluster/v1/Namespace/default").await;
        world.lacks("default/v1/ConfigMap/long-gone").await;
        assert!(world.ids().await.contains("default/v1/Unserved/kept"));
        world.is_whole().await;

        objects_come_change_and_go(&server, &world).await;
        kinds_come_and_go(&server, &world).await;

        server.create(CONFIG_MAPS, &config_map("before")).await;
        world.has(&config_map_id("before")).await;
        server.stop_api();
        server.start_api().await;
        server.create(CONFIG_MAPS, &config_map("after")).await;
        server.delete(&format!("{CONFIG_MAPS}/before")).await;
        world.has(&config_map_id("after")).await;
        world.lacks(&config_map_id("before")).await;

        let done = watch.stop().await;
        assert!(
            done.batches > 0 && done.stored > 0 && done.deleted > 0,
            "{done:?}"
        );
        assert!(!world.texts().await.contains("hunter2"));
    });
}

async fn objects_come_change_and_go(server: &ApiServer, world: &World) {
    server.create(CONFIG_MAPS, &config_map("shop")).await;
    world.has(&config_map_id("shop")).await;
    let labels = json!({"metadata": {"labels": {"team": "paper"}}});
    let shop = format!("{CONFIG_MAPS}/shop");
    server.patch(&shop, &labels).await;
    world
        .says("ConfigMap shop | namespace: default | apiVersion: v1 | labels: team=paper")
        .await;
    server.delete(&shop).await;
    world.lacks(&config_map_id("shop")).await;
}

async fn kinds_come_and_go(server: &ApiServer, world: &World) {
    let definition = json!({
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": "rockets.acme.example"},
        "spec": {
            "group": "acme.example",
            "scope": "Cluster",
            "names": {"kind": "Rocket", "plural": "rockets"},
            "versions": [{"name": "v1", "served": true, "storage": true,
                          "schema": {"openAPIV3Schema": {"type": "object"}}}],
        },
    });
    let rocket =
        json!({"apiVersion": "acme.example/v1", "kind": "Rocket", "metadata": {"name": "saturn"}});
    server.create(DEFINITIONS, &definition).await;
    server
        .create_soon("/apis/acme.example/v1/rockets", &rocket)
        .await;
    let saturn = "_cluster/acme.example/v1/Rocket/saturn";
    world.has(saturn).await;
    server
        .delete(&format!("{DEFINITIONS}/rockets.acme.example"))
        .await;
    world.lacks(saturn).await;
}

#[test]
fn what_may_not_be_read_is_spared_while_the_rest_is_followed() {
    run(async {
        let Some(server) = ApiServer::start().await else {
            return;
        };
        let role = json!({
            "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "reader"},
            "rules": [{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get", "list", "watch"]}]});
        let binding = json!({
            "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "reader"},
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "reader"},
            "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "reader"}]});
        let rbac = "/apis/rbac.authorization.k8s.io/v1";
        server.create(&format!("{rbac}/clusterroles"), &role).await;
        server
            .create(&format!("{rbac}/clusterrolebindings"), &binding)
            .await;

        let world = World::new(&["default/v1/Secret/kept", "default/v1/ConfigMap/long-gone"]);
        let watch = world.watch(server.connect(User::Reader).await);
        server.create(CONFIG_MAPS, &config_map("shop")).await;
        world.has(&config_map_id("shop")).await;
        world.lacks("default/v1/ConfigMap/long-gone").await;
        assert!(world.ids().await.contains("default/v1/Secret/kept"));
        let warnings = watch.warnings();
        assert!(
            warnings
                .iter()
                .any(|it| it.starts_with("secrets: its objects could not be listed")),
            "{warnings:?}"
        );
        watch.stop().await;
        assert!(world.ids().await.contains("default/v1/Secret/kept"));
    });
}
