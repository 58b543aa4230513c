//! Clusters that cannot be connected to.

use std::time::Instant;

use cluster::{Cluster, ConnectError, Kubernetes, KubernetesConfig};

use super::server::{ApiServer, User};

pub(crate) async fn a_wrong_context_names_the_right_ones(server: &ApiServer) {
    let config = KubernetesConfig {
        context: Some("production".to_owned()),
        ..server.config(User::Admin)
    };
    let Err(error) = Kubernetes::connect(&config).await else {
        panic!("there is no such context");
    };
    assert!(matches!(error, ConnectError::UnknownContext { .. }));
    assert_eq!(
        error.to_string(),
        "the kubeconfig has no context `production`; it has test"
    );
}

pub(crate) async fn a_server_that_is_gone_is_named(mut server: ApiServer) {
    let cluster = server.connect(User::Admin).await;
    server.stop_api();
    let began = Instant::now();
    let error = cluster.kinds().await.unwrap_err();
    let shown = error.to_string();
    assert!(
        shown.starts_with("the Kubernetes API at https://127.0.0.1:"),
        "{shown}"
    );
    assert!(
        shown.contains("cannot be reached; check that the cluster is running"),
        "{shown}"
    );
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(
        cause.contains("refused") || cause.contains("reset"),
        "{cause}"
    );
    assert!(began.elapsed().as_secs() < 30);
}
