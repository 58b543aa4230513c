//! A Messages API that checks what it is asked as strictly as the real one, and answers from a script.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use inference::{Anthropic, AnthropicConfig};
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub(crate) const KEY: &str = "sk-ant-test-0123456789";

/// What the API says to one request.
#[derive(Clone)]
pub(crate) struct Said {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, &'static str)>,
    pub(crate) body: String,
}

/// What goes on at the API.
#[derive(Default)]
pub(crate) struct Log {
    script: VecDeque<Said>,
    /// The bodies of all requests.
    pub(crate) requests: Vec<Value>,
    /// What was wrong with requests.
    pub(crate) complaints: Vec<String>,
    pub(crate) running: usize,
    pub(crate) running_max: usize,
}

pub(crate) struct Api {
    pub(crate) log: Arc<Mutex<Log>>,
    base: String,
}

impl Api {
    /// Starts an API that says this, one after the other; the last one for ever.
    pub(crate) async fn says(script: &[Said]) -> Self {
        drop(rustls_graviola::default_provider().install_default());
        let log = Arc::new(Mutex::new(Log {
            script: script.iter().cloned().collect(),
            ..Log::default()
        }));
        let router = Router::new().fallback(answer).with_state(Arc::clone(&log));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { log, base }
    }

    pub(crate) fn config(&self) -> AnthropicConfig {
        AnthropicConfig::new(self.base.parse().unwrap(), KEY)
    }

    pub(crate) fn inference(&self) -> Anthropic {
        Anthropic::new(self.config()).unwrap()
    }

    /// The bodies of the requests so far; fails if one of them was not as the API wants it.
    pub(crate) fn requests(&self) -> Vec<Value> {
        let log = self.log.lock().unwrap();
        assert_eq!(log.complaints, Vec::<String>::new());
        log.requests.clone()
    }
}

async fn answer(
    State(log): State<Arc<Mutex<Log>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let said = {
        let mut log = log.lock().unwrap();
        let request: Value = serde_json::from_slice(&body).unwrap_or_default();
        log.complaints
            .extend(complaints(&method, &uri, &headers, &request));
        log.requests.push(request);
        log.running += 1;
        log.running_max = log.running_max.max(log.running);
        let next = log.script.front().cloned();
        if log.script.len() > 1 {
            log.script.pop_front();
        }
        next.unwrap_or_else(|| said(500, ""))
    };
    // Others may come in the meantime.
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
    log.lock().unwrap().running -= 1;
    let status = StatusCode::from_u16(said.status).unwrap();
    let headers: HeaderMap = said
        .headers
        .iter()
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect();
    (status, headers, said.body).into_response()
}

/// What the real API would refuse a request for.
fn complaints(method: &Method, uri: &Uri, headers: &HeaderMap, body: &Value) -> Vec<String> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let mut wrong = Vec::new();
    let mut expect = |is_right: bool, what: &str| {
        if !is_right {
            wrong.push(what.to_owned());
        }
    };
    expect(method == Method::POST, "method");
    expect(
        uri.path() == "/v1/messages" && uri.query().is_none(),
        "path",
    );
    expect(header("x-api-key") == Some(KEY), "x-api-key");
    expect(
        header("anthropic-version") == Some("2023-06-01"),
        "anthropic-version",
    );
    expect(
        header("content-type") == Some("application/json"),
        "content-type",
    );
    expect(header("authorization").is_none(), "authorization");
    let keys = [
        "model",
        "max_tokens",
        "temperature",
        "system",
        "messages",
        "tools",
        "tool_choice",
    ];
    expect(
        body.as_object()
            .is_some_and(|map| map.keys().all(|key| keys.contains(&key.as_str()))),
        "unknown key",
    );
    expect(
        body["model"]
            .as_str()
            .is_some_and(|model| !model.is_empty()),
        "model",
    );
    expect(
        body["max_tokens"].as_u64().is_some_and(|tokens| tokens > 0),
        "max_tokens",
    );
    expect(
        body["system"].as_str().is_some_and(|text| !text.is_empty()),
        "system",
    );
    expect(
        body["temperature"].is_null()
            || body["temperature"]
                .as_f64()
                .is_some_and(|it| (0.0..=1.0).contains(&it)),
        "temperature",
    );
    let tools = body["tools"].as_array().cloned().unwrap_or_default();
    expect(tools.len() == 1, "tools");
    let tool = tools.first().cloned().unwrap_or_default();
    expect(tool["input_schema"]["type"] == "object", "input_schema");
    expect(
        body["tool_choice"]["type"] == "tool" && body["tool_choice"]["name"] == tool["name"],
        "tool_choice",
    );
    expect(turns_are_fine(&body["messages"]), "messages");
    wrong
}

/// Turns alternate, begin and end with the user, have content, and every use of a tool is followed by its result.
fn turns_are_fine(messages: &Value) -> bool {
    let Some(messages) = messages.as_array() else {
        return false;
    };
    let mut open = Vec::new();
    for (index, message) in messages.iter().enumerate() {
        let role = if index % 2 == 0 { "user" } else { "assistant" };
        let Some(content) = message["content"]
            .as_array()
            .filter(|content| !content.is_empty())
        else {
            return false;
        };
        let results: Vec<Value> = content
            .iter()
            .filter(|it| it["type"] == "tool_result")
            .map(|it| it["tool_use_id"].clone())
            .collect();
        let texts_are_fine = content.iter().filter(|it| it["type"] == "text").all(|it| {
            it["text"]
                .as_str()
                .is_some_and(|text| !text.trim().is_empty())
        });
        if message["role"] != role || results != open || !texts_are_fine {
            return false;
        }
        open = content
            .iter()
            .filter(|it| it["type"] == "tool_use")
            .map(|it| it["id"].clone())
            .collect();
    }
    messages.len() % 2 == 1 && open.is_empty()
}

pub(crate) fn said(status: u16, body: &str) -> Said {
    Said {
        status,
        headers: vec![("content-type", "application/json")],
        body: body.to_owned(),
    }
}

/// An error in the shape of the API.
pub(crate) fn error(status: u16, kind: &str, message: &str) -> Said {
    let body = json!({"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_011CSHoEeqs5C35K2UUqR7Fy"});
    said(status, &body.to_string())
}

/// An answer with these blocks.
pub(crate) fn message(content: &Value, stop_reason: &str) -> Said {
    let body = json!({
        "id": "msg_01XFDUDYJgAACzvnptvVoYEL",
        "type": "message",
        "role": "assistant",
        "model": "claude-haiku-4-5-20251001",
        "content": content,
        "stop_reason": stop_reason,
        "stop_sequence": null,
        "usage": {
            "input_tokens": 1800, "output_tokens": 250, "cache_creation_input_tokens": null, "cache_read_input_tokens": 0,
            "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0}, "service_tier": "standard",
        },
    });
    said(200, &body.to_string())
}

/// An answer that uses the tool, after some words.
pub(crate) fn uses_tool(input: &Value) -> Said {
    let content = json!([
        {"type": "text", "text": "I will record my findings."},
        {"type": "tool_use", "id": "toolu_01A09q90qw90lq917835lq9", "name": "extract", "input": input},
    ]);
    message(&content, "tool_use")
}
