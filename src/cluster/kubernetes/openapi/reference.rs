//! Schemas without references: what they refer to stands in their place.

use std::collections::BTreeMap;

use crate::document::Node;
use crate::limits::{SCHEMA_DEPTH_MAX, SCHEMA_NODES_MAX};

/// Puts schemas in place of references. A schema within itself stays empty, and so does what is beyond the limits.
pub(super) struct Resolver<'a> {
    schemas: &'a BTreeMap<&'a str, &'a Node>,
    /// The references that are being followed.
    open: Vec<&'a str>,
    nodes_left: usize,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(schemas: &'a BTreeMap<&'a str, &'a Node>) -> Self {
        Self {
            schemas,
            open: Vec::new(),
            nodes_left: SCHEMA_NODES_MAX,
        }
    }

    /// The schema of a kind, without the metadata that every kind has.
    pub(super) fn kind(&mut self, schema: &'a Node) -> Node {
        let Node::Map(entries) = schema else {
            return Node::Null;
        };
        let entries = entries.iter().map(|(key, value)| {
            let value = match (key.as_str(), value) {
                ("properties", Node::Map(properties)) => {
                    let own = properties.iter().filter(|(name, _)| name != "metadata");
                    Node::Map(
                        own.map(|(name, it)| (name.clone(), self.schema(it)))
                            .collect(),
                    )
                }
                _ => value.clone(),
            };
            (key.clone(), value)
        });
        Node::Map(entries.collect())
    }

    fn schema(&mut self, schema: &'a Node) -> Node {
        let Node::Map(entries) = schema else {
            return Node::Null;
        };
        if self.nodes_left == 0 || self.open.len() >= SCHEMA_DEPTH_MAX {
            return Node::Map(Vec::new());
        }
        self.nodes_left -= 1;
        let is_either = schema.text("format") == Some("int-or-string");
        let mut resolved: Vec<(String, Node)> = Vec::new();
        for (key, value) in entries {
            match (key.as_str(), value) {
                ("type" | "oneOf", _) if is_either => {}
                ("$ref" | "allOf" | "default" | "format", _) => {}
                ("properties", Node::Map(properties)) => {
                    let properties = properties.iter();
                    let properties = properties.map(|(name, it)| (name.clone(), self.schema(it)));
                    resolved.push((key.clone(), Node::Map(properties.collect())));
                }
                ("items" | "additionalProperties", Node::Map(_)) => {
                    resolved.push((key.clone(), self.schema(value)));
                }
                _ => resolved.push((key.clone(), value.clone())),
            }
        }
        keep_default(schema, &mut resolved);
        keep_format(schema, &mut resolved);
        if let Some(Node::Map(target)) = self.target(schema) {
            // What stands beside a reference is said of this use of it.
            for (key, value) in target {
                if resolved.iter().all(|(known, _)| *known != key) {
                    resolved.push((key, value));
                }
            }
        }
        Node::Map(resolved)
    }

    /// What the schema refers to: directly, or as the only one of `allOf`.
    fn target(&mut self, schema: &'a Node) -> Option<Node> {
        let reference = schema.text("$ref").or_else(|| match schema.list("allOf") {
            [only] => only.text("$ref"),
            _ => None,
        })?;
        let name = reference.rsplit('/').next()?;
        if self.open.contains(&name) {
            return None;
        }
        let target = *self.schemas.get(name)?;
        self.open.push(name);
        let resolved = self.schema(target);
        self.open.pop();
        Some(resolved)
    }
}

/// A default that is Go's empty value is an accident of how the documents are made.
fn keep_default(schema: &Node, resolved: &mut Vec<(String, Node)>) {
    let Some(default) = schema.get("default") else {
        return;
    };
    let is_empty = match default {
        Node::Null => true,
        Node::Text(text) => text.is_empty(),
        Node::Map(entries) => entries.is_empty(),
        Node::List(items) => items.is_empty(),
        Node::Number(number) => number.as_f64() == Some(0.0),
        Node::Bool(_) => false,
    };
    if !is_empty {
        resolved.push(("default".to_owned(), default.clone()));
    }
}

/// Documents call it a format; definitions, like everything that reads them here, have a mark of its own for it.
fn keep_format(schema: &Node, resolved: &mut Vec<(String, Node)>) {
    match schema.text("format") {
        Some("int-or-string") => {
            resolved.push(("x-kubernetes-int-or-string".to_owned(), Node::Bool(true)));
        }
        Some(format) => resolved.push(("format".to_owned(), Node::Text(format.to_owned()))),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::kind_fields;

    fn fields(document: &str) -> Vec<knowledge::Field> {
        let document: Node = serde_json::from_str(document).unwrap();
        let Node::Map(schemas) = &document else {
            panic!("a map of schemas");
        };
        let by_name = schemas.iter().map(|(name, schema)| (name.as_str(), schema));
        let by_name = by_name.collect();
        let kind = Resolver::new(&by_name).kind(&schemas[0].1);
        kind_fields(&kind)
    }

    #[test]
    fn what_is_referred_to_stands_in_place_and_keeps_what_is_said_of_its_use() {
        let fields = fields(
            r##"{"Rocket": {"properties": {
                "spec": {"description": "How it flies.", "default": {}, "allOf": [{"$ref": "#/components/schemas/Spec"}]},
                "metadata": {"$ref": "#/components/schemas/Missing"}}},
            "Spec": {"description": "A spec.", "type": "object", "required": ["fuel"], "properties": {
                "fuel": {"type": "string", "default": ""},
                "port": {"oneOf": [{"type": "integer"}, {"type": "string"}], "format": "int-or-string"},
                "stages": {"type": "array", "items": {"$ref": "#/definitions/Stage"}}}},
            "Stage": {"type": "object", "properties": {"thrust": {"type": "integer", "format": "int64"}}}}"##,
        );
        assert_eq!(fields.len(), 1);
        let spec = &fields[0];
        assert_eq!(spec.description, "How it flies.");
        assert_eq!(spec.constraints.default, None);
        let shown: Vec<_> = spec
            .fields
            .iter()
            .map(|it| (it.name.as_str(), it.type_name.as_str(), it.required))
            .collect();
        assert_eq!(
            shown,
            [
                ("fuel", "string", true),
                ("port", "integer or string", false),
                ("stages", "[]object", false)
            ]
        );
        assert_eq!(spec.fields[0].constraints.default, None);
        assert_eq!(
            spec.fields[2].fields[0].constraints.format.as_deref(),
            Some("int64")
        );
    }

    #[test]
    fn a_schema_within_itself_ends() {
        let fields = fields(
            r##"{"Tree": {"properties": {"spec": {"$ref": "#/definitions/Node"}}},
            "Node": {"type": "object", "properties": {"left": {"$ref": "#/definitions/Node"}, "name": {"type": "string"}}}}"##,
        );
        assert_eq!(fields[0].fields.len(), 2);
        assert!(fields[0].fields[0].fields.is_empty());
    }
}
