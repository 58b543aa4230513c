//! A server that remembers what it was asked and answers by a rule.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use outbound::Url;
use serde_json::{Value, json};

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Asked {
    /// The texts.
    pub(crate) fn input(&self) -> Vec<&str> {
        let input = self.body["input"].as_array().expect("a list of texts");
        input
            .iter()
            .map(|text| text.as_str().expect("a text"))
            .collect()
    }
}

/// Answers the request with this number, from 0.
type Rule = dyn Fn(usize, &Asked) -> Response + Send + Sync;

/// The server, up to the end of the test.
pub(crate) struct Server {
    pub(crate) base: Url,
    asked: Arc<Mutex<Vec<Asked>>>,
}

#[derive(Clone)]
struct Shared {
    asked: Arc<Mutex<Vec<Asked>>>,
    rule: Arc<Rule>,
}

impl Server {
    pub(crate) async fn start(
        rule: impl Fn(usize, &Asked) -> Response + Send + Sync + 'static,
    ) -> Self {
        rustls_graviola::default_provider().install_default().ok();
        let asked = Arc::default();
        let shared = Shared {
            asked: Arc::clone(&asked),
            rule: Arc::new(rule),
        };
        let app = Router::new().fallback(answer).with_state(shared);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/v1", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self {
            base: base.parse().unwrap(),
            asked,
        }
    }

    /// Everything that was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn answer(State(shared): State<Shared>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let asked = Asked {
        method: head.method,
        path: head.uri.path().to_owned(),
        headers: head.headers,
        body: serde_json::from_slice(&body).unwrap(),
    };
    let number = {
        let mut all = shared.asked.lock().unwrap();
        all.push(asked.clone());
        all.len() - 1
    };
    (shared.rule)(number, &asked)
}

/// An answer of JSON.
pub(crate) fn says(status: u16, body: Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    (
        status,
        [("content-type", "application/json")],
        body.to_string(),
    )
        .into_response()
}

/// A vector of 32-bit floats as base64, computed without the code that reads it.
pub(crate) fn base64(vector: &[f32]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes: Vec<u8> = vector
        .iter()
        .flat_map(|float| float.to_le_bytes())
        .collect();
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, index| {
            bits << 8 | u32::from(group.get(index).copied().unwrap_or(0))
        });
        for place in 0..4 {
            match place <= group.len() {
                true => text.push(LETTERS[(bits >> (18 - 6 * place) & 63) as usize] as char),
                false => text.push('='),
            }
        }
    }
    text
}

/// The vector that the stand-in gives a text: its length and the code of its first letter.
pub(crate) fn vector_of(text: &str) -> Vec<f32> {
    let first = text.chars().next().map_or(0, |c| c as u32);
    vec![text.len() as f32, first as f32]
}

/// The answer to `asked`, the last text first: the order of `data` promises nothing.
pub(crate) fn embeddings(asked: &Asked, usage: Value) -> Response {
    let write = |vector: Vec<f32>| match asked.body["encoding_format"].as_str() {
        Some("base64") => json!(base64(&vector)),
        _ => json!(vector),
    };
    let data: Vec<Value> = (asked.input().iter().enumerate().rev())
        .map(|(index, text)| {
            json!({"object": "embedding", "index": index, "embedding": write(vector_of(text))})
        })
        .collect();
    says(
        200,
        json!({"object": "list", "data": data, "model": asked.body["model"], "usage": usage}),
    )
}
