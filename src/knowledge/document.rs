//! What the vector store keeps: a text to search in and the metadata to filter by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One entry of a collection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Unique within its collection; storing the same id again replaces the document.
    pub id: String,
    /// What is embedded and what keywords are looked for in.
    pub text: String,
    /// What filters compare with.
    pub metadata: Metadata,
}

/// Metadata by key, in key order.
pub type Metadata = BTreeMap<String, MetadataValue>;

/// One metadata value; in JSON the bare string, number or boolean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum MetadataValue {
    /// A string.
    Text(String),
    /// A number; the vector store accepts only finite ones.
    Number(f64),
    /// A boolean.
    Flag(bool),
}

impl MetadataValue {
    /// The string, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(_) | Self::Flag(_) => None,
        }
    }
}

impl From<&str> for MetadataValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for MetadataValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for MetadataValue {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for MetadataValue {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_values_are_bare_in_json_and_come_back_as_they_were() {
        let check = |value: MetadataValue, json: &str| {
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
            assert_eq!(serde_json::from_str::<MetadataValue>(json).unwrap(), value);
        };
        check("true".into(), "\"true\"");
        check(true.into(), "true");
        check(0.9.into(), "0.9");
        check(1.0.into(), "1.0");
    }
}
