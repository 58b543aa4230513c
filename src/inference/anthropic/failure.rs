//! What an error of the API means.

use outbound::CallError;

use super::message::ErrorBody;
use crate::error::InferenceError;
use crate::limits::QUOTE_CHARS_MAX;

/// What a call that came to nothing means for whoever wanted an answer of the model.
pub(super) fn of_call(model: &str, api_key: &str, source: CallError) -> InferenceError {
    let model = model.to_owned();
    let Some(status) = source.status().map(|status| status.as_u16()) else {
        return InferenceError::Unavailable { model, source };
    };
    let body: ErrorBody = serde_json::from_slice(source.body()).unwrap_or_default();
    let reason = reason(&body, api_key);
    // Not all that is about the account has a status of its own.
    let is_about_account =
        matches!(status, 401..=403) || body.error.message.contains("credit balance");
    match status {
        _ if is_about_account => InferenceError::Refused { model, reason },
        429 | 529 => InferenceError::Busy {
            model,
            status,
            reason,
        },
        400..=499 => InferenceError::Rejected {
            model,
            status,
            reason,
        },
        _ => InferenceError::Unavailable { model, source },
    }
}

/// What the API says, on one line, bounded, and without the key in case it repeats that.
fn reason(body: &ErrorBody, api_key: &str) -> String {
    let error = &body.error;
    let said = match (error.kind.as_str(), error.message.as_str()) {
        ("", "") => return "it does not say why".to_owned(),
        (kind, "") => kind.to_owned(),
        ("", message) => message.to_owned(),
        (kind, message) => format!("{message} ({kind})"),
    };
    let said = if api_key.is_empty() {
        said
    } else {
        said.replace(api_key, "…")
    };
    let line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(QUOTE_CHARS_MAX).collect()
}

/// Whether the model does not let one choose a temperature.
pub(super) fn is_about_temperature(error: &InferenceError) -> bool {
    matches!(error, InferenceError::Rejected { status: 400, reason, .. } if reason.contains("temperature"))
}
