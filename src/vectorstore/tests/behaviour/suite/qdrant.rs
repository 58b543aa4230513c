//! A stand-in for Qdrant, which no package registry has: it keeps points in memory and takes requests exactly as Qdrant's
//! published API describes them, and no others. It proves what is sent, not what a real server does with it.

mod filter;
mod shapes;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use vectorstore::{QdrantBackend, QdrantConfig, VectorStore};

use super::world::World;
use crate::support::Letters;
use shapes::{Count, Create, Deletion, Index, Operations, Query, Retrieve, Scroll, Upsert, shown};

/// The key that the server asks for.
const KEY: &str = "key of the stand-in";

#[derive(Debug, Clone)]
struct Point {
    vector: Vec<f32>,
    payload: serde_json::Map<String, Value>,
}

#[derive(Debug, Default)]
struct Kept {
    size: usize,
    distance: String,
    points: BTreeMap<String, Point>,
}

type Collections = BTreeMap<String, Kept>;
type Shared = State<Arc<Mutex<Collections>>>;
type Answer = Result<Json<Value>, Response>;

/// One server per place.
#[derive(Default)]
pub(crate) struct QdrantWorld(tokio::sync::Mutex<BTreeMap<String, String>>);

#[async_trait]
impl World for QdrantWorld {
    async fn open(&self, name: &str, embedder: Arc<Letters>) -> VectorStore {
        drop(rustls_graviola::default_provider().install_default());
        let mut servers = self.0.lock().await;
        if !servers.contains_key(name) {
            servers.insert(name.to_owned(), serve().await);
        }
        let mut config = QdrantConfig::new(servers[name].parse().unwrap());
        config.api_key = Some(KEY.to_owned());
        let backend = QdrantBackend::new(&config, &*embedder).unwrap();
        VectorStore::new(Box::new(backend), embedder)
    }

    async fn restart(&self) {}
}

impl QdrantWorld {
    /// Sends a request as another process would.
    pub(crate) async fn tell(&self, method: reqwest::Method, name: &str, path: &str, body: &Value) {
        let url = format!("{}/collections/{path}", self.0.lock().await[name]);
        let request = reqwest::Client::new().request(method, url).json(body);
        let answer = request.header("api-key", KEY).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }
}

async fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router()).await.unwrap() });
    format!("http://{address}")
}

fn router() -> Router {
    Router::new()
        .route(
            "/collections",
            get(|| async { ok(json!({ "collections": [] })) }),
        )
        .route(
            "/collections/{name}",
            get(describe).put(create).delete(remove),
        )
        .route("/collections/{name}/index", put(index))
        .route("/collections/{name}/points", post(retrieve).put(upsert))
        .route("/collections/{name}/points/delete", post(delete_points))
        .route("/collections/{name}/points/scroll", post(scroll))
        .route("/collections/{name}/points/count", post(count))
        .route("/collections/{name}/points/query", post(query))
        .route("/collections/{name}/points/batch", post(batch))
        .route("/unused", delete(|| async {}))
        .layer(axum::middleware::from_fn(admit))
        .with_state(Arc::default())
}

async fn admit(request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let headers: &HeaderMap = request.headers();
    if headers.get("api-key").is_none_or(|key| key != KEY) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    next.run(request).await
}

fn ok(result: Value) -> Json<Value> {
    Json(json!({ "result": result, "status": "ok", "time": 0.0 }))
}

fn failed(status: StatusCode, error: &str) -> Response {
    let body = json!({ "status": { "error": error }, "time": 0.0 });
    (status, Json(body)).into_response()
}

/// Looks into a collection that exists.
#[expect(clippy::result_large_err, reason = "an answer is an answer")]
fn within(
    state: &Arc<Mutex<Collections>>,
    name: &str,
    look: impl FnOnce(&mut Kept) -> Result<Value, String>,
) -> Answer {
    let mut collections = state.lock().unwrap();
    let missing = || failed(StatusCode::NOT_FOUND, "Collection doesn't exist!");
    let kept = collections.get_mut(name).ok_or_else(missing)?;
    let result = look(kept).map_err(|error| failed(StatusCode::BAD_REQUEST, &error))?;
    Ok(ok(result))
}

async fn describe(State(state): Shared, Path(name): Path<String>) -> Answer {
    within(&state, &name, |kept| {
        let vectors = json!({ "size": kept.size, "distance": kept.distance });
        Ok(
            json!({ "config": { "params": { "vectors": vectors } }, "points_count": kept.points.len() }),
        )
    })
}

async fn create(
    State(state): Shared,
    Path(name): Path<String>,
    Json(create): Json<Create>,
) -> Answer {
    let mut collections = state.lock().unwrap();
    if collections.contains_key(&name) {
        return Err(failed(StatusCode::CONFLICT, "already exists"));
    }
    let Create { vectors } = create;
    assert!(["Cosine", "Dot"].contains(&vectors.distance.as_str()));
    let kept = Kept {
        size: vectors.size,
        distance: vectors.distance,
        points: BTreeMap::new(),
    };
    collections.insert(name, kept);
    Ok(ok(json!(true)))
}

async fn remove(State(state): Shared, Path(name): Path<String>) -> Json<Value> {
    ok(json!(state.lock().unwrap().remove(&name).is_some()))
}

async fn index(State(state): Shared, Path(name): Path<String>, Json(index): Json<Index>) -> Answer {
    let is_flag = index.field_name == "_cluster_whisperer_mute";
    assert_eq!(index.field_schema, if is_flag { "bool" } else { "keyword" });
    assert_ne!(
        index.field_name, "document",
        "a text index changes what keywords mean"
    );
    within(&state, &name, |_| Ok(json!({ "status": "completed" })))
}

async fn upsert(
    State(state): Shared,
    Path(name): Path<String>,
    Json(upsert): Json<Upsert>,
) -> Answer {
    within(&state, &name, |kept| {
        for point in upsert.points {
            if point.vector.len() != kept.size {
                return Err("Vector dimension error".to_owned());
            }
            // Qdrant keeps vectors of length one where distance is cosine.
            let length = point.vector.iter().map(|x| x * x).sum::<f32>().sqrt();
            let scale = if length > 0.0 && kept.distance == "Cosine" {
                length
            } else {
                1.0
            };
            let vector = point.vector.iter().map(|x| x / scale).collect();
            let payload = point.payload;
            kept.points
                .insert(point.id.to_string(), Point { vector, payload });
        }
        Ok(json!({ "status": "completed" }))
    })
}

async fn delete_points(
    State(state): Shared,
    Path(name): Path<String>,
    Json(deletion): Json<Deletion>,
) -> Answer {
    within(&state, &name, |kept| {
        for id in deletion.points {
            kept.points.remove(&id.to_string());
        }
        Ok(json!({ "status": "completed" }))
    })
}

async fn retrieve(
    State(state): Shared,
    Path(name): Path<String>,
    Json(retrieve): Json<Retrieve>,
) -> Answer {
    within(&state, &name, |kept| {
        let found = retrieve.ids.iter().filter_map(|id| {
            let id = id.to_string();
            let point = kept.points.get(&id)?;
            Some(shown(
                &id,
                point,
                &retrieve.with_payload,
                retrieve.with_vector,
                None,
            ))
        });
        Ok(found.collect())
    })
}

async fn scroll(
    State(state): Shared,
    Path(name): Path<String>,
    Json(scroll): Json<Scroll>,
) -> Answer {
    within(&state, &name, |kept| {
        let begin = scroll.offset.map(|id| id.to_string()).unwrap_or_default();
        let mut passing = kept.points.range(begin..).filter(|(_, point)| {
            let filter = scroll.filter.as_ref();
            filter.is_none_or(|filter| filter.passes(&point.payload))
        });
        let page: Vec<Value> = passing
            .by_ref()
            .take(scroll.limit)
            .map(|(id, point)| shown(id, point, &scroll.with_payload, scroll.with_vector, None))
            .collect();
        let next = passing.next().map(|(id, _)| id);
        Ok(json!({ "points": page, "next_page_offset": next }))
    })
}

async fn count(State(state): Shared, Path(name): Path<String>, Json(count): Json<Count>) -> Answer {
    assert!(count.exact);
    within(&state, &name, |kept| {
        let passing = kept.points.values().filter(|point| {
            let filter = count.filter.as_ref();
            filter.is_none_or(|filter| filter.passes(&point.payload))
        });
        Ok(json!({ "count": passing.count() }))
    })
}

async fn query(State(state): Shared, Path(name): Path<String>, Json(query): Json<Query>) -> Answer {
    assert!(query.limit > 0);
    within(&state, &name, |kept| {
        if query.query.len() != kept.size {
            return Err("Vector dimension error".to_owned());
        }
        let length = query.query.iter().map(|x| x * x).sum::<f32>().sqrt();
        let mut ranked: Vec<(f32, &String, &Point)> = kept
            .points
            .iter()
            .filter(|(_, point)| {
                let filter = query.filter.as_ref();
                filter.is_none_or(|filter| filter.passes(&point.payload))
            })
            .map(|(id, point)| {
                let product: f32 = query
                    .query
                    .iter()
                    .zip(&point.vector)
                    .map(|(x, y)| x * y)
                    .sum();
                (product / length, id, point)
            })
            .collect();
        ranked.sort_by(|left, right| right.0.total_cmp(&left.0));
        let page = ranked
            .into_iter()
            .take(query.limit)
            .map(|(score, id, point)| {
                shown(
                    id,
                    point,
                    &query.with_payload,
                    query.with_vector,
                    Some(score),
                )
            });
        Ok(json!({ "points": page.collect::<Vec<_>>() }))
    })
}

async fn batch(
    State(state): Shared,
    Path(name): Path<String>,
    Json(batch): Json<Operations>,
) -> Answer {
    within(&state, &name, |kept| {
        for operation in batch.operations {
            for id in operation.overwrite_payload.points {
                if let Some(point) = kept.points.get_mut(&id.to_string()) {
                    point.payload = operation.overwrite_payload.payload.clone();
                }
            }
        }
        Ok(json!([{ "status": "completed" }]))
    })
}
