//! What the demo works on.

use std::fs;
use std::path::Path;

use anyhow::Context;
use cluster::Source;
use serde_json::{Value, json};

/// The manifests that come with the program, by file name.
const FILES: [(&str, &str); 5] = [
    (
        "certificates.yaml",
        include_str!("../../demo/certificates.yaml"),
    ),
    ("databases.yaml", include_str!("../../demo/databases.yaml")),
    ("queues.yaml", include_str!("../../demo/queues.yaml")),
    ("platform.yaml", include_str!("../../demo/platform.yaml")),
    ("shop.yaml", include_str!("../../demo/shop.yaml")),
];

/// Writes the manifests to a folder, where a sync reads them like any others.
pub(super) fn write(folder: &Path) -> anyhow::Result<Vec<Source>> {
    let written = fs::create_dir_all(folder).and_then(|()| {
        FILES
            .into_iter()
            .try_for_each(|(name, text)| fs::write(folder.join(name), text))
    });
    written.context("the manifests of the demo could not be written")?;
    Ok(vec![Source::Path(folder.to_owned())])
}

/// What a controller would send: an instance that appeared, one that is gone, and then a question.
pub(super) fn requests() -> [(&'static str, Value); 2] {
    let appeared = json!({
        "id": "shop/apps/v1/Deployment/recommendations",
        "namespace": "shop",
        "name": "recommendations",
        "kind": "Deployment",
        "apiVersion": "apps/v1",
        "apiGroup": "apps",
        "labels": {"app": "recommendations", "team": "discovery"},
        "annotations": {"description": "Suggests further products to customers"},
        "createdAt": "2026-01-15T09:30:00Z",
    });
    [
        (
            "/api/v1/instances/sync",
            json!({"upserts": [appeared], "deletes": ["shop/batch/v1/CronJob/nightly-report"]}),
        ),
        (
            "/api/v1/search",
            json!({"collection": "instances", "query": "recommendations for customers", "limit": 1}),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use cluster::{Cluster, Manifests};

    use super::*;

    #[tokio::test]
    async fn every_document_of_the_demo_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let cluster = Manifests::from(write(folder.path()).unwrap());
        let kinds = cluster.kinds().await.unwrap();
        assert_eq!(kinds.problems, []);
        let defined: Vec<&str> = kinds
            .items
            .iter()
            .filter(|kind| kind.api_group.ends_with(".example"))
            .map(|kind| kind.name.as_str())
            .collect();
        assert_eq!(
            defined,
            [
                "databases.data.platform.example",
                "managedcertificates.security.platform.example",
                "messagequeues.messaging.platform.example"
            ]
        );
        let instances = cluster.instances().await.unwrap();
        assert_eq!(instances.problems, []);
        assert!(
            instances
                .items
                .iter()
                .any(|instance| instance.id() == "shop/batch/v1/CronJob/nightly-report")
        );
    }
}
