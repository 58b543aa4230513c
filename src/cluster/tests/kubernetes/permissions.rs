//! What may not be read is said, and never taken for empty.

use std::time::Instant;

use cluster::{Cluster, Missed};
use serde_json::json;

use super::ids;
use super::server::{ApiServer, PATIENCE, User};

pub(crate) async fn what_is_denied_is_a_problem(server: &ApiServer) {
    server
        .create(
            "/apis/rbac.authorization.k8s.io/v1/clusterroles",
            &json!({
                "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
                "metadata": {"name": "reader"},
                "rules": [
                    {"apiGroups": [""], "resources": ["namespaces"], "verbs": ["get", "list", "watch"]},
                    {"apiGroups": ["acme.example"], "resources": ["*"], "verbs": ["get", "list", "watch"]},
                ],
            }),
        )
        .await;
    server
        .create(
            "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            &json!({
                "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
                "metadata": {"name": "reader"},
                "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "reader"},
                "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "reader"}],
            }),
        )
        .await;
    let reader = server.connect(User::Reader).await;
    let reading = reader.instances().await.unwrap();
    let ids = ids(&reading);
    assert!(
        ids.contains(&"_cluster/v1/Namespace/default".to_owned()),
        "{ids:?}"
    );
    assert!(ids.contains(&"default/acme.example/v1/Rocket/saturn-01".to_owned()));
    let secrets = reading
        .problems
        .iter()
        .find(|it| it.file == "secrets")
        .unwrap();
    assert_eq!(
        secrets.missed,
        Missed::Objects {
            kind: "Secret".into(),
            namespace: None
        }
    );
    assert!(
        secrets.reason.starts_with("its objects could not be listed: the server answered 403 Forbidden: secrets is forbidden"),
        "{}",
        secrets.reason
    );
    // Definitions may not be read either: their kinds are described by the document that everybody may read.
    let kinds = reader.kinds().await.unwrap();
    assert_eq!(kinds.problems.len(), 1, "{:?}", kinds.problems);
    assert_eq!(kinds.problems[0].missed, Missed::Nothing);
    // It takes a moment until the document has a new kind.
    let deadline = Instant::now() + PATIENCE;
    loop {
        let kinds = reader.kinds().await.unwrap();
        let rockets = super::named(&kinds, "rockets.acme.example");
        if rockets.description.as_deref() == Some("Flies to the moon.") {
            break;
        }
        assert!(Instant::now() < deadline, "{rockets:?}");
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }

    let nobody = server
        .connect(User::Nobody)
        .await
        .instances()
        .await
        .unwrap();
    assert_eq!(nobody.items, []);
    assert!(nobody.problems.len() > 20);
}
