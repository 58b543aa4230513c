//! One object that exists in the cluster, and the document that makes it findable.

use serde::{Deserialize, Serialize};

use crate::document::{Document, Metadata};
use crate::labels::Labels;

/// What stands in for the namespace of an object that has none.
pub const CLUSTER_SCOPE: &str = "_cluster";

/// Metadata `source` of every instance document.
const SOURCE: &str = "resource-sync";

/// One object of the cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Instance {
    /// Its namespace, or [`CLUSTER_SCOPE`].
    pub namespace: String,
    /// `metadata.name`.
    pub name: String,
    /// `Deployment`.
    pub kind: String,
    /// `apps/v1`; `v1` for the core group.
    pub api_version: String,
    /// `apps`; empty for the core group.
    pub api_group: String,
    /// Its labels.
    #[serde(default)]
    pub labels: Labels,
    /// Its annotations, as far as they help to find it; only their values are searched.
    #[serde(default)]
    pub annotations: Labels,
}

impl Instance {
    /// `<namespace>/<apiVersion>/<Kind>/<name>`, unique in a cluster.
    #[must_use]
    pub fn id(&self) -> String {
        format!(
            "{}/{}/{}/{}",
            self.namespace, self.api_version, self.kind, self.name
        )
    }

    /// The document that makes this object searchable.
    #[must_use]
    pub fn to_document(&self) -> Document {
        Document {
            id: self.id(),
            text: self.text(),
            metadata: self.metadata(),
        }
    }

    fn text(&self) -> String {
        let mut text = format!(
            "{} {} | namespace: {} | apiVersion: {}",
            self.kind, self.name, self.namespace, self.api_version
        );
        if !self.labels.is_empty() {
            text.push_str(" | labels: ");
            text.push_str(&self.labels.joined(", "));
        }
        for (index, (_, value)) in self.annotations.iter().enumerate() {
            text.push_str(if index == 0 { " | " } else { ". " });
            text.push_str(value);
        }
        text
    }

    fn metadata(&self) -> Metadata {
        Metadata::from([
            ("namespace".to_owned(), self.namespace.as_str().into()),
            ("name".to_owned(), self.name.as_str().into()),
            ("kind".to_owned(), self.kind.as_str().into()),
            ("apiVersion".to_owned(), self.api_version.as_str().into()),
            ("apiGroup".to_owned(), self.api_group.as_str().into()),
            ("labels".to_owned(), self.labels.joined(",").into()),
            ("source".to_owned(), SOURCE.into()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> Instance {
        Instance {
            namespace: "web".to_owned(),
            name: "shop".to_owned(),
            kind: "Deployment".to_owned(),
            api_version: "apps/v1".to_owned(),
            api_group: "apps".to_owned(),
            labels: [("tier", "front"), ("app", "shop")].into_iter().collect(),
            annotations: [
                ("description", "Sells books"),
                ("team/description", "Team Paper"),
            ]
            .into_iter()
            .collect(),
        }
    }

    #[test]
    fn an_instance_is_described_by_its_labels_and_annotation_values() {
        let document = shop().to_document();
        assert_eq!(document.id, "web/apps/v1/Deployment/shop");
        assert_eq!(
            document.text,
            "Deployment shop | namespace: web | apiVersion: apps/v1 | labels: tier=front, app=shop | Sells books. Team Paper"
        );
    }

    #[test]
    fn empty_parts_of_an_instance_leave_no_trace_in_its_text() {
        let bare = Instance {
            labels: Labels::default(),
            annotations: Labels::default(),
            ..shop()
        };
        let document = bare.to_document();
        assert_eq!(
            document.text,
            "Deployment shop | namespace: web | apiVersion: apps/v1"
        );
        assert_eq!(document.metadata["labels"].as_text(), Some(""));
    }

    #[test]
    fn an_object_without_namespace_lives_in_the_cluster_scope() {
        let node = Instance {
            namespace: CLUSTER_SCOPE.to_owned(),
            name: "worker-1".to_owned(),
            kind: "Node".to_owned(),
            api_version: "v1".to_owned(),
            api_group: String::new(),
            labels: Labels::default(),
            annotations: Labels::default(),
        };
        let document = node.to_document();
        assert_eq!(document.id, "_cluster/v1/Node/worker-1");
        assert_eq!(
            document.text,
            "Node worker-1 | namespace: _cluster | apiVersion: v1"
        );
        assert_eq!(document.metadata["namespace"].as_text(), Some("_cluster"));
        assert_eq!(document.metadata["apiGroup"].as_text(), Some(""));
    }

    #[test]
    fn the_metadata_of_an_instance_joins_labels_with_a_bare_comma() {
        assert_eq!(
            serde_json::to_string(&shop().to_document().metadata).unwrap(),
            r#"{"apiGroup":"apps","apiVersion":"apps/v1","kind":"Deployment","labels":"tier=front,app=shop","name":"shop","namespace":"web","source":"resource-sync"}"#
        );
    }
}
