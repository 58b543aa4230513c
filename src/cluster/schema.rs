//! OpenAPI schemas to field trees.

use knowledge::{Constraints, Field};
use serde_json::Value;

use crate::document::Node;

/// Fields that every kind has, and that therefore say nothing about one.
const COMMON: [&str; 3] = ["apiVersion", "kind", "metadata"];

/// The fields of a kind, as its schema declares them.
pub(crate) fn kind_fields(schema: &Node) -> Vec<Field> {
    let mut fields = properties(schema);
    fields.retain(|field| !COMMON.contains(&field.name.as_str()));
    fields
}

/// The description of a schema, as one line of text; `None` if it says nothing.
pub(crate) fn description(schema: &Node) -> Option<String> {
    let words: Vec<&str> = schema.text("description")?.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Keys of a schema that say nothing about whether a manifest is valid.
const PROSE: [&str; 4] = ["description", "example", "externalDocs", "title"];

/// What a manifest is checked against: the schema without its prose.
pub(crate) fn structure(schema: &Node) -> Value {
    let Node::Map(entries) = schema else {
        return schema.to_json();
    };
    entries
        .iter()
        .filter(|(key, _)| !PROSE.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), below(key, value)))
        .collect()
}

/// The value of a key of a schema: schemas in it are structures too.
fn below(key: &str, value: &Node) -> Value {
    match (key, value) {
        // The keys here are names of fields, which may be called like prose.
        ("properties", Node::Map(fields)) => fields
            .iter()
            .map(|(name, schema)| (name.clone(), structure(schema)))
            .collect(),
        ("items" | "additionalProperties" | "not", schema) => structure(schema),
        ("allOf" | "anyOf" | "oneOf", Node::List(schemas)) => {
            schemas.iter().map(structure).collect()
        }
        _ => value.to_json(),
    }
}

fn properties(schema: &Node) -> Vec<Field> {
    let required = schema.list("required");
    let is_required = |name: &str| required.iter().any(|node| node.as_str() == Some(name));
    schema
        .map("properties")
        .iter()
        .map(|(name, schema)| field(name, schema, is_required(name)))
        .collect()
}

fn field(name: &str, schema: &Node, required: bool) -> Field {
    let innermost = innermost(schema);
    Field {
        name: name.to_owned(),
        type_name: type_name(schema),
        description: description(schema).unwrap_or_default(),
        required,
        values: innermost
            .list("enum")
            .iter()
            .filter_map(Node::scalar)
            .collect(),
        constraints: constraints(schema, innermost),
        fields: properties(innermost),
    }
}

/// What a field holds: through lists and maps to what is in them.
fn innermost(schema: &Node) -> &Node {
    match element(schema) {
        Some((_, element)) => innermost(element),
        None => schema,
    }
}

/// What a list or a map holds, and how its type is written.
fn element(schema: &Node) -> Option<(&'static str, &Node)> {
    match schema.text("type") {
        Some("array") => schema.get("items").map(|items| ("[]", items)),
        Some("object") if schema.map("properties").is_empty() => schema
            .get("additionalProperties")
            .filter(|values| matches!(values, Node::Map(_)))
            .map(|values| ("map[string]", values)),
        _ => None,
    }
}

fn type_name(schema: &Node) -> String {
    if let Some((prefix, element)) = element(schema) {
        return format!("{prefix}{}", type_name(element));
    }
    if schema
        .get("x-kubernetes-int-or-string")
        .and_then(Node::as_bool)
        == Some(true)
    {
        return "integer or string".to_owned();
    }
    match schema.text("type") {
        Some("array") => "[]any".to_owned(),
        Some(name) => name.to_owned(),
        None if !schema.map("properties").is_empty() => "object".to_owned(),
        None => "any".to_owned(),
    }
}

/// Default and size are asked of the field, everything else of what it holds.
fn constraints(schema: &Node, innermost: &Node) -> Constraints {
    let number = |key| match innermost.get(key) {
        Some(Node::Number(number)) => number.as_f64(),
        _ => None,
    };
    let size = |key| match schema.get(key) {
        Some(Node::Number(number)) => number.as_u64(),
        _ => None,
    };
    Constraints {
        default: schema
            .get("default")
            .filter(|value| **value != Node::Null)
            .map(Node::to_json),
        pattern: innermost.text("pattern").map(str::to_owned),
        format: innermost.text("format").map(str::to_owned),
        minimum: number("minimum"),
        maximum: number("maximum"),
        size_min: ["minLength", "minItems", "minProperties"]
            .into_iter()
            .find_map(size)
            .unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, parse};

    fn fields(yaml: &str) -> Vec<Field> {
        let nodes = parse(
            Document {
                number: 1,
                line: 1,
                text: yaml,
            },
            false,
        )
        .unwrap();
        kind_fields(&nodes[0])
    }

    #[test]
    fn what_every_kind_has_is_left_out() {
        let fields = fields(
            "properties: {apiVersion: {type: string}, kind: {type: string}, metadata: {type: object}, data: {type: string}}",
        );
        assert_eq!(
            fields
                .iter()
                .map(|field| field.name.as_str())
                .collect::<Vec<_>>(),
            ["data"]
        );
    }

    #[test]
    fn types_are_written_as_they_nest() {
        let check = |schema: &str, expect: &str| {
            assert_eq!(
                fields(&format!("properties: {{f: {schema}}}"))[0].type_name,
                expect,
                "{schema}"
            );
        };
        check("{type: string}", "string");
        check("{type: array, items: {type: string}}", "[]string");
        check(
            "{type: array, items: {type: array, items: {type: integer}}}",
            "[][]integer",
        );
        check(
            "{type: object, additionalProperties: {type: array, items: {type: string}}}",
            "map[string][]string",
        );
        check("{type: object, additionalProperties: true}", "object");
        check("{x-kubernetes-int-or-string: true}", "integer or string");
        check("{x-kubernetes-preserve-unknown-fields: true}", "any");
        check("{type: array}", "[]any");
    }

    #[test]
    fn the_values_a_list_may_hold_are_those_of_its_items() {
        let fields = fields(
            "properties: {f: {type: array, minItems: 2, items: {type: string, enum: [a, b]}}}",
        );
        assert_eq!(fields[0].values, ["a", "b"]);
        assert_eq!(fields[0].constraints.size_min, 2);
    }

    #[test]
    fn fields_below_lists_and_maps_are_the_fields_of_what_they_hold() {
        let fields = fields(
            "properties:\n  users:\n    type: array\n    items:\n      type: object\n      required: [name]\n      properties:\n        \
             name: {type: string, description: \"Who\\n it is.\", minLength: 1}\n        role: {type: string, enum: [owner, 1], default: owner}",
        );
        let below = &fields[0].fields;
        assert_eq!(below[0].description, "Who it is.");
        assert!(below[0].required && !below[1].required);
        assert_eq!(below[0].constraints.size_min, 1);
        assert_eq!(below[1].values, ["owner", "1"]);
        assert_eq!(below[1].constraints.default, Some("owner".into()));
    }

    #[test]
    fn a_structure_is_the_schema_without_its_prose() {
        let text = "type: object\ndescription: Flies.\nproperties:\n  description: {type: string, description: What it is.}\n  \
             stages: {type: array, items: {type: object, title: Stage, additionalProperties: {type: integer, example: 3}}}\n\
             anyOf: [{required: [description], description: One.}]";
        let nodes = parse(
            Document {
                number: 1,
                line: 1,
                text,
            },
            false,
        )
        .unwrap();
        assert_eq!(
            structure(&nodes[0]),
            serde_json::json!({
                "type": "object",
                "properties": {
                    "description": {"type": "string"},
                    "stages": {"type": "array", "items": {"type": "object", "additionalProperties": {"type": "integer"}}},
                },
                "anyOf": [{"required": ["description"]}],
            })
        );
    }
}
