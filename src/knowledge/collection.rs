//! The collections of the vector store.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A named set of documents that is searched as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Collection {
    /// What the cluster can do: one document per resource kind.
    Capabilities,
    /// What runs in the cluster: one document per object.
    Instances,
}

impl Collection {
    /// Every collection, in the order they are listed to people.
    pub const ALL: [Self; 2] = [Self::Capabilities, Self::Instances];

    /// The name on the wire, in the store and in telemetry.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Capabilities => "capabilities",
            Self::Instances => "instances",
        }
    }
}

impl fmt::Display for Collection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that belongs to no [`Collection`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown collection `{name}`: expected one of {}", Collection::ALL.map(Collection::as_str).join(", "))]
pub struct UnknownCollection {
    /// The name that was given.
    pub name: String,
}

impl FromStr for Collection {
    type Err = UnknownCollection;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|collection| collection.as_str() == name)
            .ok_or_else(|| UnknownCollection {
                name: name.to_owned(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_collection_is_found_by_its_name() {
        for collection in Collection::ALL {
            assert_eq!(collection.to_string().parse(), Ok(collection));
            assert_eq!(
                serde_json::to_value(collection).unwrap(),
                collection.as_str()
            );
        }
    }

    #[test]
    fn an_unknown_collection_is_answered_with_the_known_ones() {
        let error = "pods".parse::<Collection>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "unknown collection `pods`: expected one of capabilities, instances"
        );
    }
}
