//! A cluster that has one kind and one object, and tells of another when it is watched.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Response, Uri};
use cluster::{Kubernetes, KubernetesConfig};
use pipeline::{Progress, Stage, Step, WatchOptions, watch_instances};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::service::Service;

/// What the API answers to a path, or to a watch of it.
const ANSWERS: &[(&str, &str)] = &[
    ("/api", r#"{"versions": ["v1"]}"#),
    ("/apis", r#"{"groups": []}"#),
    (
        "/api/v1",
        r#"{"resources": [{"name": "configmaps", "kind": "ConfigMap", "namespaced": true, "verbs": ["get", "list", "watch"]}]}"#,
    ),
    (
        "/api/v1/configmaps",
        r#"{"metadata": {"resourceVersion": "1"}, "items": [{"metadata": {"name": "periwinkle", "namespace": "north"}}]}"#,
    ),
    (
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
        r#"{"metadata": {"resourceVersion": "1"}, "items": []}"#,
    ),
];

const EVENT: &str = r#"{"type": "DELETED", "object": {"metadata": {"name": "periwinkle", "namespace": "north", "resourceVersion": "2"}}}
"#;

/// The API of the cluster, on this machine.
pub(crate) struct Api {
    address: SocketAddr,
    folder: TempDir,
    traceparents: Arc<Mutex<Vec<String>>>,
    /// Told when the watch may say that the object is gone.
    gone: Arc<Notify>,
}

impl Api {
    pub(crate) async fn start() -> Self {
        // As the binary does before it connects; a second installation changes nothing.
        drop(rustls_graviola::default_provider().install_default());
        let traceparents: Arc<Mutex<Vec<String>>> = Arc::default();
        let seen = Arc::clone(&traceparents);
        let gone = Arc::new(Notify::new());
        let told = Arc::clone(&gone);
        let router = Router::new().fallback(move |uri: Uri, headers: HeaderMap| {
            let parent = headers.get("traceparent").and_then(|it| it.to_str().ok());
            let parent = parent.unwrap_or_default().to_owned();
            seen.lock().expect("no panic").push(parent);
            answer(uri, Arc::clone(&told))
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound listener");
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            address,
            folder: tempfile::tempdir().expect("a temporary folder"),
            traceparents,
            gone,
        }
    }

    pub(crate) async fn connect(&self) -> Kubernetes {
        let path = self.folder.path().join("kubeconfig");
        let text = format!(
            "current-context: c\ncontexts: [{{name: c, context: {{cluster: c, user: c}}}}]\n\
             clusters: [{{name: c, cluster: {{server: 'http://{}'}}}}]\nusers: [{{name: c, user: {{token: hunter2}}}}]\n",
            self.address
        );
        std::fs::write(&path, text).expect("the folder can be written");
        let config = KubernetesConfig {
            kubeconfig: Some(path),
            ..KubernetesConfig::default()
        };
        let cluster = Kubernetes::connect(&config).await;
        cluster.expect("a kubeconfig that is valid")
    }

    /// The traces that requests came from.
    pub(crate) fn traceparents(&self) -> Vec<String> {
        self.traceparents.lock().expect("no panic").clone()
    }
}

async fn answer(uri: Uri, gone: Arc<Notify>) -> Response<Body> {
    let is_watch = uri
        .query()
        .is_some_and(|query| query.contains("watch=true"));
    let answer = ANSWERS.iter().find(|(path, _)| *path == uri.path());
    match answer {
        Some(("/api/v1/configmaps", _)) if is_watch => {
            gone.notified().await;
            Response::new(Body::from(EVENT))
        }
        Some(_) if is_watch => std::future::pending().await,
        Some((_, text)) => Response::new(Body::from(*text)),
        None => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = axum::http::StatusCode::NOT_FOUND;
            response
        }
    }
}

/// Has the object go once it is stored, and says when it is gone from the store.
struct Watched {
    stored: Arc<Notify>,
    deleted: Notify,
}

impl Progress for Watched {
    fn step(&self, step: Step<'_>) {
        if let Step::Finished { stage, .. } = step {
            match stage {
                Stage::Storage => self.stored.notify_one(),
                Stage::StaleCleanup => self.deleted.notify_one(),
                Stage::Discovery | Stage::Inference => {}
            }
        }
    }
}

/// Watches until the object that was there at first is gone.
pub(crate) async fn watch(service: &Service) {
    let api = Api::start().await;
    let cluster = api.connect().await;
    let progress = Watched {
        stored: Arc::clone(&api.gone),
        deleted: Notify::new(),
    };
    let options = WatchOptions::default();
    let stop = progress.deleted.notified();
    watch_instances(&cluster, &service.store, &options, &progress, stop)
        .await
        .expect("the cluster answers");
}
