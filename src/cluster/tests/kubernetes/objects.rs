//! Objects: all of them, and of each no more than it takes to find it.

use cluster::Cluster;
use serde_json::json;

use super::server::{ApiServer, User};
use super::{ROCKETS, ids, rocket, small_pages};

pub(crate) async fn every_page_is_read(server: &ApiServer) {
    for number in 1..=10 {
        let rocket = rocket(&format!("saturn-{number:02}"));
        server.create_soon(ROCKETS, &rocket).await;
    }
    let reading = small_pages(server).await.instances().await.unwrap();
    assert_eq!(reading.problems, []);
    let ids = ids(&reading);
    let rockets: Vec<&String> = ids.iter().filter(|id| id.contains("/Rocket/")).collect();
    assert_eq!(rockets.len(), 10);
    assert_eq!(rockets[0], "default/acme.example/v1/Rocket/saturn-01");
    assert!(ids.contains(&"_cluster/v1/Namespace/kube-system".to_owned()));
    assert!(ids.is_sorted());
    assert!(
        !ids.iter()
            .any(|id| id.contains("/Lease/") || id.contains("/Event/"))
    );
    let saturn = reading
        .items
        .iter()
        .find(|it| it.name == "saturn-03")
        .unwrap();
    assert_eq!(
        saturn.to_document().text,
        "Rocket saturn-03 | namespace: default | apiVersion: acme.example/v1 | labels: pad=39a | The saturn-03."
    );
}

pub(crate) async fn data_and_manifests_stay_in_the_cluster(server: &ApiServer) {
    server
        .create(
            "/api/v1/namespaces/default/secrets",
            &json!({
                "apiVersion": "v1", "kind": "Secret",
                "metadata": {"name": "database", "annotations": {
                    "kubectl.kubernetes.io/last-applied-configuration": "{\"stringData\": \"hunter2\"}",
                    "description": "Of the shop."}},
                "stringData": {"password": "hunter2"},
            }),
        )
        .await;
    let reading = server.connect(User::Admin).await.instances().await.unwrap();
    let secret = reading
        .items
        .iter()
        .find(|it| it.name == "database")
        .unwrap();
    assert_eq!(
        secret.annotations.iter().collect::<Vec<_>>(),
        [("description", "Of the shop.")]
    );
    assert!(!format!("{:?}", reading.items).contains("hunter2"));
}
