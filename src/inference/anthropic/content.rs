//! Messages as spans carry them: JSON in the form that OpenTelemetry's GenAI conventions ask for.

use serde_json::{Value, json};

use super::message::{Message, Reply};

/// What the model is told apart from the conversation.
pub(super) fn instructions(system: &str) -> String {
    json!([{"type": "text", "content": system}]).to_string()
}

/// The conversation so far.
pub(super) fn input(messages: &[Message]) -> String {
    messages
        .iter()
        .map(|message| json!({"role": message.role, "parts": parts(&message.content)}))
        .collect::<Value>()
        .to_string()
}

/// What the model answered.
pub(super) fn output(reply: &Reply) -> String {
    let reason = reply.stop_reason.as_deref().unwrap_or_default();
    json!([{"role": "assistant", "parts": parts(&reply.content), "finish_reason": reason}])
        .to_string()
}

fn parts(blocks: &[Value]) -> Value {
    blocks.iter().map(part).collect()
}

fn part(block: &Value) -> Value {
    let at = |key: &str| block.get(key).cloned().unwrap_or(Value::Null);
    match block.get("type").and_then(Value::as_str) {
        Some("text") => json!({"type": "text", "content": at("text")}),
        Some("tool_use") => {
            json!({"type": "tool_call", "id": at("id"), "name": at("name"), "arguments": at("input")})
        }
        Some("tool_result") => {
            json!({"type": "tool_call_response", "id": at("tool_use_id"), "response": at("content")})
        }
        // Parts of other types are allowed to look like anything that has a type.
        _ => block.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anthropic::message::ToolUse;

    #[test]
    fn a_conversation_is_told_in_the_words_of_the_conventions() {
        let call = ToolUse {
            id: "t1".into(),
            name: "extract".into(),
            input: json!({"a": 1}),
        };
        let messages = [
            Message::question(&["what?"]),
            Message::answer(&call),
            Message::objection(&call, "wrong"),
        ];
        let told: Value = serde_json::from_str(&input(&messages)).unwrap();
        assert_eq!(
            told,
            json!([
                {"role": "user", "parts": [{"type": "text", "content": "what?"}]},
                {"role": "assistant", "parts": [{"type": "tool_call", "id": "t1", "name": "extract", "arguments": {"a": 1}}]},
                {"role": "user", "parts": [{"type": "tool_call_response", "id": "t1", "response": "wrong"}]},
            ])
        );
    }
}
