//! Objects by their metadata alone. Data, and annotations that do not describe, are skipped while they are read.

use std::fmt;

use knowledge::{CLUSTER_SCOPE, Instance, Labels};
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::discovery::Resource;
use crate::instance::describes;

/// Metadata of a list of objects, and nothing else of them.
pub(super) const LIST_METADATA: &str =
    "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

/// Metadata of each object that is watched.
pub(super) const OBJECT_METADATA: &str =
    "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

/// A page of a list.
///
/// Both fields must be there: an answer of another kind must not be taken for an empty list.
#[derive(Debug, Deserialize)]
pub(super) struct Page {
    pub(super) metadata: PageMetadata,
    /// `null` where the list is empty.
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) items: Option<Vec<Object>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct PageMetadata {
    #[serde(rename = "continue")]
    pub(super) next: String,
    pub(super) resource_version: String,
}

/// What is kept of an object.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Object {
    #[serde(default)]
    pub(super) metadata: Metadata,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Metadata {
    name: String,
    namespace: String,
    labels: Option<Labels>,
    annotations: Option<Describing>,
    pub(super) resource_version: String,
}

impl Object {
    /// The object as an instance of its kind; `None` if it has no name.
    pub(super) fn instance(self, resource: &Resource) -> Option<Instance> {
        let Metadata {
            name,
            namespace,
            labels,
            annotations,
            ..
        } = self.metadata;
        let namespace = if namespace.is_empty() || !resource.namespaced {
            CLUSTER_SCOPE.to_owned()
        } else {
            namespace
        };
        (!name.is_empty()).then(|| Instance {
            namespace,
            name,
            kind: resource.kind.clone(),
            api_version: resource.api_version(),
            api_group: resource.group.clone(),
            labels: labels.unwrap_or_default(),
            annotations: annotations.unwrap_or_default().0,
        })
    }
}

/// Annotations that describe their object. The values of others are not even built.
#[derive(Debug, Default)]
struct Describing(Labels);

impl<'de> Deserialize<'de> for Describing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(DescribingVisitor)
    }
}

struct DescribingVisitor;

impl<'de> Visitor<'de> for DescribingVisitor {
    type Value = Describing;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("annotations")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Describing, A::Error> {
        let mut kept: Vec<(String, String)> = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if describes(&key) {
                kept.push((key, map.next_value()?));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Describing(kept.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(namespaced: bool) -> Resource {
        Resource {
            group: "apps".into(),
            version: "v1".into(),
            kind: "Deployment".into(),
            plural: "deployments".into(),
            namespaced,
            verbs: Vec::new(),
            short_names: Vec::new(),
            categories: Vec::new(),
        }
    }

    #[test]
    fn only_what_identifies_and_describes_an_object_is_kept() {
        let page: Page = serde_json::from_str(
            r#"{"metadata": {"resourceVersion": "7", "continue": "next"}, "items": [{"metadata": {
                "name": "shop", "namespace": "web", "labels": {"app": "shop"}, "managedFields": [{"x": 1}],
                "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "hunter2", "team/description": "Sells."}},
                "data": {"password": "hunter2"}}]}"#,
        )
        .unwrap();
        assert!(!format!("{page:?}").contains("hunter2"));
        assert_eq!(
            (
                page.metadata.next.as_str(),
                page.metadata.resource_version.as_str()
            ),
            ("next", "7")
        );
        let object = page.items.unwrap().swap_remove(0);
        let instance = object.instance(&resource(true)).unwrap();
        assert_eq!(instance.id(), "web/apps/v1/Deployment/shop");
        assert_eq!(instance.annotations.iter().count(), 1);
    }

    #[test]
    fn an_empty_list_may_be_null() {
        let page: Page = serde_json::from_str(r#"{"metadata": {}, "items": null}"#).unwrap();
        assert!(page.items.is_none());
        assert!(
            serde_json::from_str::<Page>("{}").is_err(),
            "another answer is no list"
        );
        assert!(serde_json::from_str::<Page>(r#"{"metadata": {}}"#).is_err());
        let object: Object =
            serde_json::from_str(r#"{"metadata": {"labels": null, "annotations": null}}"#).unwrap();
        assert_eq!(object.instance(&resource(false)), None, "it has no name");
    }
}
