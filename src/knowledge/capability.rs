//! What a resource kind is for, and the document that makes it findable.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::document::{Document, Metadata};

/// How much work it is to use a kind: its own configuration plus everything that must be in place around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Complexity {
    /// A few obvious fields.
    Low,
    /// Some choices to make, or one thing to set up first.
    Medium,
    /// Many parts that must fit together.
    High,
}

impl Complexity {
    /// Every level, lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The name in texts, in metadata and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl fmt::Display for Complexity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that belongs to no [`Complexity`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown complexity `{name}`: expected one of {}", Complexity::ALL.map(Complexity::as_str).join(", "))]
pub struct UnknownComplexity {
    /// The name that was given.
    pub name: String,
}

impl FromStr for Complexity {
    type Err = UnknownComplexity;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|level| level.as_str() == name)
            .ok_or_else(|| UnknownComplexity {
                name: name.to_owned(),
            })
    }
}

/// What one resource kind of the cluster can do for its users.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Capability {
    /// `certificates.cert-manager.io`, or the bare plural for core kinds; the id of the document.
    pub resource_name: String,
    /// `Certificate`.
    pub kind: String,
    /// `cert-manager.io`; empty for the core group.
    pub api_group: String,
    /// `cert-manager.io/v1`; `v1` for the core group.
    pub api_version: String,
    /// Lower-case terms for what the kind offers.
    pub capabilities: Vec<String>,
    /// Lower-case names of cloud providers the kind is bound to; empty if none.
    pub providers: Vec<String>,
    /// How much work the kind is to use.
    pub complexity: Complexity,
    /// What the kind does, in one or two sentences.
    pub description: String,
    /// What someone would use it for, starting with a verb.
    pub use_case: String,
    /// A minimal manifest; empty if there is none to show.
    pub example_yaml: String,
    /// How sure the inference is, from 0 to 1.
    pub confidence: f64,
    /// What the kind's own schema says about itself.
    pub resource_description: Option<String>,
}

impl Capability {
    /// The document that makes this capability searchable.
    #[must_use]
    pub fn to_document(&self) -> Document {
        Document {
            id: self.resource_name.clone(),
            text: self.text(),
            metadata: self.metadata(),
        }
    }

    fn text(&self) -> String {
        let mut lines = Vec::with_capacity(8);
        lines.push(if self.api_group.is_empty() {
            self.kind.clone()
        } else {
            format!("{} ({})", self.kind, self.api_group)
        });
        if !self.capabilities.is_empty() {
            lines.push(format!("Capabilities: {}.", self.capabilities.join(", ")));
        }
        let providers = if self.providers.is_empty() {
            String::new()
        } else {
            format!("Providers: {}. ", self.providers.join(", "))
        };
        lines.push(format!("{providers}Complexity: {}.", self.complexity));
        lines.push(self.description.clone());
        lines.push(format!("Use case: {}", self.use_case));
        if !self.example_yaml.is_empty() {
            lines.push(format!("Example YAML:\n{}", self.example_yaml));
        }
        if let Some(description) = &self.resource_description {
            lines.push(format!("Resource description: {description}"));
        }
        lines.join("\n")
    }

    fn metadata(&self) -> Metadata {
        Metadata::from([
            ("kind".to_owned(), self.kind.as_str().into()),
            ("apiGroup".to_owned(), self.api_group.as_str().into()),
            ("apiVersion".to_owned(), self.api_version.as_str().into()),
            ("complexity".to_owned(), self.complexity.as_str().into()),
            ("providers".to_owned(), self.providers.join(",").into()),
            ("confidence".to_owned(), self.confidence.into()),
            (
                "resourceName".to_owned(),
                self.resource_name.as_str().into(),
            ),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bucket() -> Capability {
        Capability {
            resource_name: "buckets.storage.example.org".to_owned(),
            kind: "Bucket".to_owned(),
            api_group: "storage.example.org".to_owned(),
            api_version: "storage.example.org/v1".to_owned(),
            capabilities: vec!["object storage".to_owned(), "backup".to_owned()],
            providers: vec!["aws".to_owned(), "gcp".to_owned()],
            complexity: Complexity::Low,
            description: "Provides a bucket.".to_owned(),
            use_case: "Keep files of an application".to_owned(),
            example_yaml: "kind: Bucket\nspec: {}".to_owned(),
            confidence: 0.9,
            resource_description: Some("A bucket and its policy.".to_owned()),
        }
    }

    #[test]
    fn a_capability_with_everything_has_every_line() {
        let document = bucket().to_document();
        assert_eq!(document.id, "buckets.storage.example.org");
        assert_eq!(
            document.text,
            "Bucket (storage.example.org)\nCapabilities: object storage, backup.\nProviders: aws, gcp. Complexity: low.\n\
             Provides a bucket.\nUse case: Keep files of an application\nExample YAML:\nkind: Bucket\nspec: {}\n\
             Resource description: A bucket and its policy."
        );
    }

    #[test]
    fn empty_parts_of_a_capability_leave_no_trace_in_its_text() {
        let pod = Capability {
            kind: "Pod".to_owned(),
            api_group: String::new(),
            capabilities: Vec::new(),
            providers: Vec::new(),
            example_yaml: String::new(),
            resource_description: None,
            ..bucket()
        };
        assert_eq!(
            pod.to_document().text,
            "Pod\nComplexity: low.\nProvides a bucket.\nUse case: Keep files of an application"
        );
    }

    #[test]
    fn the_metadata_of_a_capability_is_what_filters_and_readers_need() {
        let metadata = bucket().to_document().metadata;
        assert_eq!(
            serde_json::to_string(&metadata).unwrap(),
            r#"{"apiGroup":"storage.example.org","apiVersion":"storage.example.org/v1","complexity":"low","confidence":0.9,"kind":"Bucket","providers":"aws,gcp","resourceName":"buckets.storage.example.org"}"#
        );
    }

    #[test]
    fn an_unknown_complexity_is_answered_with_the_known_ones() {
        assert_eq!("high".parse(), Ok(Complexity::High));
        let error = "hard".parse::<Complexity>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "unknown complexity `hard`: expected one of low, medium, high"
        );
    }
}
