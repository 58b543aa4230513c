//! Metadata as servers keep it: that of the document, and what the store notes beside it.

use knowledge::MetadataValue;
use serde_json::Value;

/// Where the hash of the text is kept.
pub(crate) const HASH_KEY: &str = "_cluster_whisperer_hash";

/// Marks a document whose vector is all zeros: it is close to nothing, which servers see otherwise.
pub(crate) const MUTE_KEY: &str = "_cluster_whisperer_mute";

/// What the store notes beside a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Label {
    /// The hash of its text, if it is known.
    pub(crate) hash: Option<String>,
}

/// Whether a vector is close to nothing.
pub(crate) fn is_mute(vector: &[f32]) -> bool {
    vector.iter().all(|component| *component == 0.0)
}

/// The value in JSON. Numbers are always written with a point: servers tell 1 from 1.0.
pub(crate) fn to_value(value: &MetadataValue) -> Value {
    match value {
        MetadataValue::Text(text) => Value::from(text.as_str()),
        MetadataValue::Number(number) => Value::from(*number),
        MetadataValue::Flag(flag) => Value::from(*flag),
    }
}

/// The value of a document; `None` for what no document of this program has.
pub(crate) fn from_value(value: Value) -> Option<MetadataValue> {
    match value {
        Value::String(text) => Some(text.into()),
        Value::Bool(flag) => Some(flag.into()),
        Value::Number(number) => number.as_f64().map(Into::into),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
