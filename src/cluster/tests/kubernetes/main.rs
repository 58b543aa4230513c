//! A real kube-apiserver, as the program reads it.
//!
//! The environment variable `KUBE_APISERVER` names a folder with `bin/kube-apiserver` and `bin/etcd`. Without it the
//! tests say that they were skipped; where `CI` is set they fail.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

mod errors;
mod objects;
mod permissions;
#[allow(dead_code, reason = "the watch of the crate `pipeline` needs the rest")]
mod server;

use std::time::Instant;

use cluster::{Cluster, Kubernetes, KubernetesConfig, Reading};
use knowledge::{Instance, ResourceKind};
use serde_json::{Value, json};

use server::{ApiServer, PATIENCE, User};

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// A definition of a kind of the tests' own.
fn rockets() -> Value {
    let schema = json!({"type": "object", "description": "Flies to the moon.", "properties": {
        "spec": {"type": "object", "description": "How it flies.", "required": ["fuel"], "properties": {
            "fuel": {"type": "string", "description": "What it burns.", "enum": ["methane", "hydrogen"]}}}}});
    json!({
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": "rockets.acme.example"},
        "spec": {
            "group": "acme.example",
            "scope": "Namespaced",
            "names": {"kind": "Rocket", "plural": "rockets", "shortNames": ["rk"]},
            "versions": [{"name": "v1", "served": true, "storage": true, "schema": {"openAPIV3Schema": schema}}],
        },
    })
}

fn rocket(name: &str) -> Value {
    json!({
        "apiVersion": "acme.example/v1",
        "kind": "Rocket",
        "metadata": {"name": name, "labels": {"pad": "39a"}, "annotations": {"description": format!("The {name}.")}},
        "spec": {"fuel": "methane"},
    })
}

const DEFINITIONS: &str = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const ROCKETS: &str = "/apis/acme.example/v1/namespaces/default/rockets";

fn named<'a>(reading: &'a Reading<ResourceKind>, name: &str) -> &'a ResourceKind {
    reading
        .items
        .iter()
        .find(|kind| kind.name == name)
        .unwrap_or_else(|| panic!("{name} is not among {:?}", names(reading)))
}

fn names(reading: &Reading<ResourceKind>) -> Vec<&str> {
    reading
        .items
        .iter()
        .map(|kind| kind.name.as_str())
        .collect()
}

fn ids(reading: &Reading<Instance>) -> Vec<String> {
    reading.items.iter().map(Instance::id).collect()
}

/// Reads kinds until one is there: a server takes a moment to serve a new one.
async fn kinds_with(cluster: &Kubernetes, name: &str) -> Reading<ResourceKind> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let reading = cluster.kinds().await.unwrap();
        if reading.items.iter().any(|kind| kind.name == name) {
            return reading;
        }
        assert!(Instant::now() < deadline, "{name} did not appear");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

#[test]
fn a_real_cluster_is_read_from_its_kinds_to_its_last_page() {
    run(async {
        let Some(server) = ApiServer::start().await else {
            return;
        };
        built_in_kinds_are_described(&server).await;
        custom_kinds_come_with_their_schemas(&server).await;
        objects::every_page_is_read(&server).await;
        objects::data_and_manifests_stay_in_the_cluster(&server).await;
        permissions::what_is_denied_is_a_problem(&server).await;
        errors::a_wrong_context_names_the_right_ones(&server).await;
        errors::a_server_that_is_gone_is_named(server).await;
    });
}

async fn built_in_kinds_are_described(server: &ApiServer) {
    let cluster = server.connect(User::Admin).await;
    let reading = cluster.kinds().await.unwrap();
    assert_eq!(reading.problems, []);
    let deployments = named(&reading, "deployments.apps");
    assert_eq!(deployments.api_version, "apps/v1");
    assert_eq!(deployments.kind, "Deployment");
    assert!(deployments.namespaced);
    assert_eq!(deployments.short_names, ["deploy"]);
    assert_eq!(deployments.categories, ["all"]);
    let description = deployments.description.as_deref().unwrap();
    assert!(description.contains("declarative updates"), "{description}");
    assert!(deployments.spec_description.is_some());
    let spec = deployments
        .fields
        .iter()
        .find(|it| it.name == "spec")
        .unwrap();
    let template = spec.fields.iter().find(|it| it.name == "template").unwrap();
    assert!(template.required && !template.fields.is_empty());
    assert!(deployments.schema.is_some());
    assert!(!named(&reading, "namespaces").namespaced);
    // What 1.20 serves in beta only, beside what it serves in version 1 of the same group.
    assert_eq!(named(&reading, "jobs.batch").api_version, "batch/v1");
    assert_eq!(
        named(&reading, "cronjobs.batch").api_version,
        "batch/v1beta1"
    );
    for absent in [
        "events",
        "endpoints",
        "leases.coordination.k8s.io",
        "customresourcedefinitions.apiextensions.k8s.io",
        "tokenreviews.authentication.k8s.io",
        "pods/log",
    ] {
        assert!(!names(&reading).contains(&absent), "{absent}");
    }
    assert!(names(&reading).is_sorted());
    let bare: Vec<&str> = reading
        .items
        .iter()
        .filter(|kind| kind.description.is_none())
        .map(|kind| kind.name.as_str())
        .collect();
    assert_eq!(bare, <[&str; 0]>::default(), "every kind is described");
}

async fn custom_kinds_come_with_their_schemas(server: &ApiServer) {
    let cluster = server.connect(User::Admin).await;
    server.create(DEFINITIONS, &rockets()).await;
    let asked = ["rockets.acme.example", "configmaps", "missing.acme.example"].map(str::to_owned);
    let reading = cluster.kinds_named(&asked).await.unwrap();
    assert_eq!(names(&reading), ["configmaps", "rockets.acme.example"]);
    let problems: Vec<&str> = reading.problems.iter().map(|it| it.file.as_str()).collect();
    assert_eq!(problems, ["missing.acme.example"]);

    let reading = kinds_with(&cluster, "rockets.acme.example").await;
    let rockets = named(&reading, "rockets.acme.example");
    assert_eq!(rockets.api_version, "acme.example/v1");
    assert_eq!(rockets.description.as_deref(), Some("Flies to the moon."));
    assert_eq!(rockets.spec_description.as_deref(), Some("How it flies."));
    assert_eq!(rockets.fields[0].fields[0].values, ["methane", "hydrogen"]);
    assert_eq!(rockets.short_names, ["rk"]);
}

/// As the program connects, with pages of three objects.
async fn small_pages(server: &ApiServer) -> Kubernetes {
    let config = KubernetesConfig {
        page_objects: 3,
        ..server.config(User::Admin)
    };
    Kubernetes::connect(&config).await.unwrap()
}
