//! Messages as the Messages API writes them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::prompt;

/// One turn of the conversation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Message {
    pub(super) role: &'static str,
    pub(super) content: Vec<Value>,
}

impl Message {
    /// What the model is asked.
    pub(super) fn question(texts: &[&str]) -> Self {
        let content = texts
            .iter()
            .map(|text| json!({"type": "text", "text": text}))
            .collect();
        Self {
            role: "user",
            content,
        }
    }

    /// The answer of the model as it is given back to it.
    pub(super) fn answer(call: &ToolUse) -> Self {
        let call =
            json!({"type": "tool_use", "id": call.id, "name": call.name, "input": call.input});
        Self {
            role: "assistant",
            content: vec![call],
        }
    }

    /// What is wrong with the answer.
    pub(super) fn objection(call: &ToolUse, text: &str) -> Self {
        let result = json!({"type": "tool_result", "tool_use_id": call.id, "is_error": true, "content": text});
        Self {
            role: "user",
            content: vec![result],
        }
    }
}

/// The body of a request.
#[derive(Debug, Serialize)]
pub(super) struct Body<'a> {
    pub(super) model: &'a str,
    pub(super) max_tokens: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) temperature: Option<f64>,
    pub(super) system: &'a str,
    pub(super) messages: &'a [Message],
    pub(super) tools: [Value; 1],
    pub(super) tool_choice: Value,
}

impl Body<'_> {
    /// The choice that leaves none: the tool must be used, once.
    pub(super) fn forced() -> Value {
        json!({"type": "tool", "name": prompt::TOOL, "disable_parallel_tool_use": true})
    }
}

/// The body of an answer, as far as it matters here.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Reply {
    pub(super) id: String,
    pub(super) model: String,
    pub(super) content: Vec<Value>,
    pub(super) stop_reason: Option<String>,
    pub(super) usage: Usage,
}

/// How many tokens an answer took. Those of the provider's cache do not count in `input_tokens`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Usage {
    pub(super) input_tokens: u64,
    pub(super) output_tokens: u64,
    #[serde(default, deserialize_with = "zero_if_null")]
    pub(super) cache_creation_input_tokens: u64,
    #[serde(default, deserialize_with = "zero_if_null")]
    pub(super) cache_read_input_tokens: u64,
}

impl Usage {
    /// All tokens of the prompt, wherever they came from.
    pub(super) const fn prompt_tokens(&self) -> u64 {
        self.input_tokens
            .saturating_add(self.cache_creation_input_tokens)
            .saturating_add(self.cache_read_input_tokens)
    }
}

fn zero_if_null<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// The use of the tool in an answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ToolUse {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) input: Value,
}

impl Reply {
    /// The use of the one tool there is, if the model used it.
    pub(super) fn tool_use(&self) -> Option<ToolUse> {
        self.content.iter().find_map(|block| {
            let text = |key: &str| block.get(key).and_then(Value::as_str);
            let is_use = text("type") == Some("tool_use") && text("name") == Some(prompt::TOOL);
            is_use.then(|| ToolUse {
                id: text("id").unwrap_or_default().to_owned(),
                name: prompt::TOOL.to_owned(),
                input: block.get("input").cloned().unwrap_or(Value::Null),
            })
        })
    }
}

/// The body of an answer whose status is an error.
#[derive(Debug, Default, Deserialize)]
pub(super) struct ErrorBody {
    pub(super) error: ErrorDetail,
}

/// What went wrong.
#[derive(Debug, Default, Deserialize)]
pub(super) struct ErrorDetail {
    #[serde(default, rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) message: String,
}
