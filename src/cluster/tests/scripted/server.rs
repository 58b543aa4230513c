//! A server that answers what it is told, for what no real one does on demand.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Response, Uri};
use cluster::{Kubernetes, KubernetesConfig};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    /// How often the path was asked for, this time included.
    pub(crate) time: usize,
}

impl Asked {
    pub(crate) fn accepts(&self) -> &str {
        self.headers["accept"].to_str().unwrap()
    }

    /// The value of a parameter of the query, as it was sent.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        let mut values = pairs.filter(|(key, _)| *key == name);
        values.next().map(|(_, value)| value)
    }
}

/// What to answer with.
pub(crate) enum Answer {
    Json(Value),
    /// With this status, these headers and this text.
    Refusal(u16, &'static [(&'static str, &'static str)], String),
    Text(&'static str),
    /// Events of a watch, one a line; then the watch stays open, or ends.
    Events {
        events: Vec<Value>,
        stays: bool,
    },
    Never,
}

impl Answer {
    pub(crate) fn status(code: u16, message: &str) -> Self {
        let status =
            json!({"kind": "Status", "apiVersion": "v1", "code": code, "message": message});
        Self::Refusal(code, &[], status.to_string())
    }
}

pub(crate) struct Scripted {
    port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
    folder: TempDir,
}

impl Scripted {
    /// Starts a server that asks `script` what to answer; what that knows nothing of is not found.
    pub(crate) async fn start(
        script: impl Fn(&Asked) -> Option<Answer> + Send + Sync + 'static,
    ) -> Self {
        rustls_graviola::default_provider().install_default().ok();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let times: Mutex<BTreeMap<String, usize>> = Mutex::default();
        let (log, script) = (Arc::clone(&asked), Arc::new((script, times)));
        let router = Router::new().fallback(move |uri: Uri, headers: HeaderMap| {
            let (log, script) = (Arc::clone(&log), Arc::clone(&script));
            async move {
                let path = uri.path().to_owned();
                let time = {
                    let mut times = script.1.lock().unwrap();
                    let time = times.entry(path.clone()).or_default();
                    *time += 1;
                    *time
                };
                let asked = Asked {
                    path,
                    query: uri.query().unwrap_or_default().to_owned(),
                    headers,
                    time,
                };
                log.lock().unwrap().push(asked.clone());
                let missing = || Answer::status(404, "there is no such thing");
                respond((script.0)(&asked).unwrap_or_else(missing)).await
            }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            port,
            asked,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) async fn connect(&self) -> Kubernetes {
        self.connect_with(KubernetesConfig::default()).await
    }

    pub(crate) async fn connect_with(&self, config: KubernetesConfig) -> Kubernetes {
        let path = self.folder.path().join("config");
        let port = self.port;
        let text = format!(
            "current-context: test\ncontexts: [{{name: test, context: {{cluster: test, user: test}}}}]\n\
             clusters: [{{name: test, cluster: {{server: 'http://127.0.0.1:{port}'}}}}]\n\
             users: [{{name: test, user: {{token: hunter2}}}}]\n"
        );
        std::fs::write(&path, text).unwrap();
        let config = KubernetesConfig {
            kubeconfig: Some(path),
            ..config
        };
        Kubernetes::connect(&config).await.unwrap()
    }

    /// What was asked for so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The requests for a path.
    pub(crate) fn asked_for(&self, path: &str) -> Vec<Asked> {
        let mut asked = self.asked();
        asked.retain(|it| it.path == path);
        asked
    }
}

async fn respond(answer: Answer) -> Response<Body> {
    let json = Response::builder().header("content-type", "application/json");
    match answer {
        Answer::Json(value) => json.body(Body::from(value.to_string())).unwrap(),
        Answer::Refusal(status, headers, text) => {
            let with = |builder: axum::http::response::Builder, (name, value): &(&str, &str)| {
                builder.header(*name, *value)
            };
            let builder = headers.iter().fold(json.status(status), with);
            builder.body(Body::from(text)).unwrap()
        }
        Answer::Text(text) => Response::new(Body::from(text)),
        Answer::Events { events, stays } => {
            let lines = events.into_iter().map(|event| Ok(format!("{event}\n")));
            let lines =
                futures_util::stream::iter(lines.collect::<Vec<Result<String, Infallible>>>());
            if stays {
                json.body(Body::from_stream(
                    lines.chain(futures_util::stream::pending()),
                ))
            } else {
                json.body(Body::from_stream(lines))
            }
            .unwrap()
        }
        Answer::Never => {
            tokio::time::sleep(Duration::from_secs(600)).await;
            Response::new(Body::empty())
        }
    }
}

/// What every kind of the tests can be asked.
fn verbs() -> Value {
    json!(["get", "list", "watch"])
}

/// Group after group, as servers before 1.26 answer: the core group with these plurals and kinds, and no other.
pub(crate) fn core(asked: &Asked, kinds: &[(&str, &str)]) -> Option<Answer> {
    Some(Answer::Json(match asked.path.as_str() {
        "/api" => json!({"kind": "APIVersions", "versions": ["v1"]}),
        "/apis" => json!({"kind": "APIGroupList", "groups": []}),
        "/api/v1" => {
            let resource = |(plural, kind): &(&str, &str)| json!({"name": plural, "kind": kind, "namespaced": true, "verbs": verbs()});
            json!({"kind": "APIResourceList", "resources": kinds.iter().map(resource).collect::<Vec<_>>()})
        }
        _ => return None,
    }))
}

/// A page of a list.
pub(crate) fn page(names: impl IntoIterator<Item = String>, next: &str) -> Answer {
    let object =
        |name| json!({"metadata": {"name": name, "namespace": "default", "resourceVersion": "1"}});
    let items: Vec<Value> = names.into_iter().map(object).collect();
    let metadata = json!({"resourceVersion": "1", "continue": next});
    Answer::Json(json!({"kind": "PartialObjectMetadataList", "metadata": metadata, "items": items}))
}
