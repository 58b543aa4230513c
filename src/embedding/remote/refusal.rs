//! What a server says when it does not embed.

use std::fmt;

use outbound::{CallError, StatusCode};
use serde_json::Value;

use crate::key::ApiKey;
use crate::limits::REASON_CHARS_MAX;

/// Quoted pieces of a reason that are longer may be content.
const QUOTED_CHARS_MAX: usize = 40;

/// Words that are longer may be keys.
const WORD_CHARS_MAX: usize = 40;

/// How keys of providers begin.
const KEY_BEGINNINGS: [&str; 5] = ["sk-", "pa-", "al-", "hf_", "Bearer"];

/// What the servers say when a request has too many tokens, or a text of it. Lower case.
const TOO_MUCH: [&str; 8] = [
    "tokens per submitted batch",
    "context length",
    "tokens per request",
    "max_tokens_per_request",
    "batch size",
    "too many tokens",
    "too long",
    "tokens. given",
];

/// A refusal, for the operator: what the server said about it, without keys and quoted content, and not much of it.
#[derive(Debug)]
pub struct Refusal {
    status: Option<StatusCode>,
    reason: Option<String>,
}

impl Refusal {
    pub(super) fn new(error: &CallError, key: Option<&ApiKey>) -> Self {
        let reason = reason(error.body()).map(|reason| match key {
            Some(key) => key.hidden_in(&reason),
            None => reason,
        });
        Self {
            status: error.status(),
            reason: reason
                .map(|reason| scrub(&reason))
                .filter(|reason| !reason.is_empty()),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(f, "the server answered {status}")?,
            None => f.write_str("the server gave no answer")?,
        }
        match &self.reason {
            Some(reason) => write!(f, ": {reason}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}

/// Whether the same request may be answered later.
pub(super) fn may_pass(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT
    )
}

/// Whether less would have been taken.
pub(super) fn is_too_much(error: &CallError) -> bool {
    match error.status() {
        Some(StatusCode::PAYLOAD_TOO_LARGE) => true,
        Some(StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY) => {
            let body = String::from_utf8_lossy(error.body()).to_lowercase();
            TOO_MUCH.iter().any(|words| body.contains(words))
        }
        _ => false,
    }
}

/// Whether fewer texts would have been taken, however long.
pub(super) fn is_too_many(error: &CallError) -> bool {
    String::from_utf8_lossy(error.body())
        .to_lowercase()
        .contains("batch size")
}

/// The sentence in an error body: `detail` of Voyage AI, `error.message` of OpenAI, `error` or `message` of others.
fn reason(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let places = ["/detail", "/error/message", "/error", "/message"];
    let found = places
        .iter()
        .find_map(|place| body.pointer(place)?.as_str());
    found.map(str::to_owned)
}

/// The reason on one line, without what may be a key or content.
fn scrub(reason: &str) -> String {
    let mut pieces = String::new();
    for (index, piece) in reason.split(['"', '\'', '`']).enumerate() {
        let is_quoted = index % 2 == 1;
        let quote = if index > 0 { "'" } else { "" };
        let is_long = piece.chars().count() > QUOTED_CHARS_MAX;
        pieces.push_str(quote);
        pieces.push_str(if is_quoted && is_long { "…" } else { piece });
    }
    let words = pieces.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).map(shown).collect();
    words.join(" ").chars().take(REASON_CHARS_MAX).collect()
}

fn shown(word: &str) -> &str {
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_key = KEY_BEGINNINGS
        .iter()
        .any(|beginning| bare.starts_with(beginning));
    if is_key || word.chars().count() > WORD_CHARS_MAX {
        "…"
    } else {
        word
    }
}

#[cfg(test)]
mod tests {
    use outbound::Bytes;

    use super::*;

    fn answered(status: u16, body: &str) -> CallError {
        CallError::Status {
            server: "http://a".into(),
            status: StatusCode::from_u16(status).unwrap(),
            body: Bytes::copy_from_slice(body.as_bytes()),
            retry_after: None,
            attempts: 1,
        }
    }

    #[test]
    fn the_reason_is_found_where_each_server_puts_it() {
        let key = ApiKey::new("hush-hush").unwrap();
        let check = |body, expect: &str| {
            let refusal = Refusal::new(&answered(400, body), Some(&key)).to_string();
            assert_eq!(
                refusal,
                format!("the server answered 400 Bad Request{expect}")
            );
        };
        check(
            r#"{"detail":"Model nope is not supported."}"#,
            ": Model nope is not supported.",
        );
        check(
            r#"{"error":{"message":"no such model","type":"x"}}"#,
            ": no such model",
        );
        check(r#"{"error":"no such model"}"#, ": no such model");
        check(
            r#"{"object":"error","message":"no\n\tsuch model"}"#,
            ": no such model",
        );
        check(r#"{"detail":"key hush-hush is old"}"#, ": key … is old");
        check("<html>hush</html>", "");
        check("", "");
    }

    #[test]
    fn keys_and_content_are_not_repeated() {
        let check = |reason: &str, expect: &str| assert_eq!(scrub(reason), expect, "{reason}");
        check(
            "Incorrect API key provided: sk-proj-abcdef. See docs",
            "Incorrect API key provided: … See docs",
        );
        check(
            "input 'some text that somebody wrote about a very secret thing' is odd",
            "input '…' is odd",
        );
        check("model 'voyage-9' is unknown", "model 'voyage-9' is unknown");
        check(&"x".repeat(41), "…");
        check(
            &"many words ".repeat(100),
            &"many words ".repeat(100)[..REASON_CHARS_MAX],
        );
    }

    #[test]
    fn a_request_that_was_too_much_is_told_from_one_that_was_wrong() {
        let check = |status, body, expect| {
            assert_eq!(is_too_much(&answered(status, body)), expect, "{body}");
        };
        let voyage = r#"{"detail":"Request to model 'voyage-4' failed. The max allowed tokens per submitted batch is 320000. Your batch has 321138 tokens after truncation. Please lower the number of tokens in the batch."}"#;
        let openai = r#"{"error":{"message":"This model's maximum context length is 8192 tokens, however you requested 9001 tokens","type":"invalid_request_error","param":null,"code":null}}"#;
        check(400, voyage, true);
        check(400, openai, true);
        check(413, "", true);
        check(
            422,
            r#"{"error":"`inputs` must have less than 512 tokens. Given: 600","error_type":"Validation"}"#,
            true,
        );
        check(
            422,
            r#"{"error":"batch size 699 > maximum allowed batch size 512"}"#,
            true,
        );
        check(400, r#"{"detail":"Model nope is not supported."}"#, false);
        check(500, voyage, false);
        assert!(is_too_many(&answered(
            413,
            r#"{"error":"batch size 699 > maximum allowed batch size 512"}"#
        )));
        assert!(!is_too_many(&answered(400, voyage)));
    }
}
