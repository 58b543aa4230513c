//! One OpenAPI document: which kinds it describes, and how.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use knowledge::{Field, ResourceKind};
use serde_json::Value;

use super::reference::Resolver;
use crate::document::Node;
use crate::kubernetes::error::ApiError;
use crate::schema;

/// A kind in one version of its group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::kubernetes) struct TypeName {
    pub(in crate::kubernetes) group: String,
    pub(in crate::kubernetes) version: String,
    pub(in crate::kubernetes) kind: String,
}

/// What a schema says of a kind.
#[derive(Debug, Default)]
pub(in crate::kubernetes) struct KindSchema {
    description: Option<String>,
    spec_description: Option<String>,
    fields: Vec<Field>,
    structure: Value,
}

impl KindSchema {
    pub(in crate::kubernetes) fn describe(self, kind: &mut ResourceKind) {
        kind.description = self.description;
        kind.spec_description = self.spec_description;
        kind.fields = self.fields;
        kind.schema = Some(Arc::new(self.structure));
    }
}

/// Where a document keeps its schemas.
#[derive(Debug, Clone, Copy)]
pub(super) enum Layout {
    /// Below `definitions`.
    V2,
    /// Below `components.schemas`.
    V3,
}

pub(super) struct Document {
    root: Node,
    layout: Layout,
}

impl Document {
    pub(super) fn parse(body: &[u8], layout: Layout) -> Result<Self, ApiError> {
        let garbage = |found: String| ApiError::Garbage {
            expected: "an OpenAPI document",
            found,
        };
        let root = serde_json::from_slice(body)
            .map_err(|error| garbage(format!("something else at line {}", error.line())))?;
        let document = Self { root, layout };
        if document.schemas().is_empty() {
            return Err(garbage("one without schemas".to_owned()));
        }
        Ok(document)
    }

    fn schemas(&self) -> &[(String, Node)] {
        match self.layout {
            Layout::V2 => self.root.map("definitions"),
            Layout::V3 => self
                .root
                .get("components")
                .map_or(&[], |components| components.map("schemas")),
        }
    }

    /// What it says of the kinds that are wanted.
    pub(super) fn kinds(&self, wanted: &BTreeSet<TypeName>) -> BTreeMap<TypeName, KindSchema> {
        let schemas = self.schemas();
        let by_name = schemas.iter().map(|(name, schema)| (name.as_str(), schema));
        let by_name: BTreeMap<&str, &Node> = by_name.collect();
        let mut kinds = BTreeMap::new();
        for (_, schema) in schemas {
            for name in schema.list("x-kubernetes-group-version-kind") {
                let name = type_name(name);
                if wanted.contains(&name) {
                    kinds.insert(name, kind_schema(schema, &by_name));
                }
            }
        }
        kinds
    }
}

fn type_name(node: &Node) -> TypeName {
    let text = |key| node.text(key).unwrap_or_default().to_owned();
    TypeName {
        group: text("group"),
        version: text("version"),
        kind: text("kind"),
    }
}

fn kind_schema(schema: &Node, by_name: &BTreeMap<&str, &Node>) -> KindSchema {
    let schema = Resolver::new(by_name).kind(schema);
    KindSchema {
        description: schema::description(&schema),
        spec_description: schema
            .at(["properties", "spec"])
            .and_then(schema::description),
        fields: schema::kind_fields(&schema),
        structure: schema::structure(&schema),
    }
}
