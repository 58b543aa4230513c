use super::*;
use crate::diff::{Changes, Depth, Inventory};
use crate::{Lints, RegistryOptions, ResolvedRegistry, SchemaVersion, load_and_check};

/// What is wrong with `value`; the keywords are those that the schemas use, and no others.
fn problems(root: &Json, schema: &Json, value: &Json, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, rule) in schema.as_object().expect("an object") {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let path = rule.as_str().expect("text").trim_start_matches('#');
                let target = root.pointer(path).expect("defined");
                found.extend(problems(root, target, value, at));
            }
            "type" if !has_type(rule, value) => found.push(format!("{at}: not {rule}")),
            "enum" if !rule.as_array().expect("a list").contains(value) => {
                found.push(format!("{at}: {value} is none of {rule}"));
            }
            "const" if rule != value => found.push(format!("{at}: {value} is not {rule}")),
            "anyOf" => {
                let all = rule.as_array().expect("a list").iter();
                let mut failures = all.map(|one| problems(root, one, value, at));
                if failures.clone().all(|failure| !failure.is_empty()) {
                    found.extend(failures.next().into_iter().flatten());
                }
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(problems(root, rule, item, &format!("{at}[{index}]")));
                }
            }
            "required" => {
                let names = rule.as_array().expect("a list").iter();
                let missing =
                    names.filter(|name| value.get(name.as_str().expect("text")).is_none());
                found.extend(missing.map(|name| format!("{at}: no {name}")));
            }
            "properties" | "additionalProperties" => {
                found.extend(field_problems(root, schema, (keyword, rule), value, at));
            }
            "type" | "enum" | "const" => {}
            unknown => panic!("{unknown}"),
        }
    }
    found
}

fn field_problems(
    root: &Json,
    schema: &Json,
    (keyword, rule): (&str, &Json),
    value: &Json,
    at: &str,
) -> Vec<String> {
    let mut found = Vec::new();
    for (name, field) in value.as_object().into_iter().flatten() {
        let at = format!("{at}.{name}");
        let own = schema["properties"].get(name);
        match (keyword, own) {
            ("properties", Some(own)) => found.extend(problems(root, own, field, &at)),
            ("additionalProperties", None) if rule == false => found.push(format!("{at}: unknown")),
            ("additionalProperties", None) => found.extend(problems(root, rule, field, &at)),
            _ => {}
        }
    }
    found
}

fn has_type(rule: &Json, value: &Json) -> bool {
    let names = match rule {
        Json::Array(names) => names.clone(),
        one => vec![one.clone()],
    };
    names.iter().any(|name| match name.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("null") => value.is_null(),
        _ => panic!("{name}"),
    })
}

fn check(kind: SchemaKind, value: &Json) -> Vec<String> {
    let schema = kind.schema();
    problems(&schema, &schema, value, "")
}

const ORCHARD: &str = "groups:
  - id: registry.orchard
    type: attribute_group
    brief: b
    display_name: Orchard
    attributes:
      - {id: orchard.tree, type: string, brief: b, stability: stable, examples: [oak, elm], tag: t, sampling_relevant: true, annotations: {a: {b: [1, null]}}}
      - {id: orchard.fruit, brief: b, note: n, stability: beta, type: {members: [{id: apple, value: 1, stability: stable}, {id: pear, value: 2, stability: experimental, deprecated: {reason: obsoleted, renamed_to: plum}}]}}
      - {id: orchard.label, type: 'template[string[]]', brief: b, stability: alpha, examples: [[a], [b]], deprecated: {reason: renamed, renamed_to: orchard.tree}}
  - id: span.orchard.harvest
    type: span
    span_kind: internal
    brief: b
    stability: stable
    events: [orchard.storm]
    entity_associations: [{one_of: [orchard, {all_of: [orchard]}]}]
    attributes: [{ref: orchard.tree, requirement_level: {conditionally_required: c}}, {ref: orchard.fruit, requirement_level: opt_in}]
  - {id: span.orchard.night, type: span, span_kind: client, brief: b, stability: stable, extends: span.orchard.harvest}
  - {id: metric.apples, type: metric, metric_name: apples, instrument: updowncounter, unit: '{apple}', brief: b, stability: development}
  - {id: entity.orchard, type: entity, name: orchard, brief: b, stability: stable, attributes: [{ref: orchard.tree, role: identifying}]}
  - {id: event.orchard.storm, type: event, name: orchard.storm, brief: b, stability: stable, body: {type: map, id: storm, requirement_level: required, fields: [{type: enum, id: sort, requirement_level: recommended, stability: stable, members: [{id: hail, stability: stable}]}]}}
imports: {metrics: [a.*]}
";

/// The registry that one file makes.
fn registry(schema_version: SchemaVersion, file: &str) -> ResolvedRegistry {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("a.yaml"), file).expect("writable");
    let options = RegistryOptions {
        schema_version,
        ..RegistryOptions::new(folder.path())
    };
    let checked = load_and_check(&options, Lints::Off);
    checked.registry.expect("valid")
}

fn orchard() -> ResolvedRegistry {
    registry(SchemaVersion::V1, ORCHARD)
}

#[test]
fn what_is_read_and_what_is_resolved_have_the_shapes_that_the_schemas_tell() {
    let file: Json = serde_yaml::from_str(ORCHARD).expect("YAML");
    assert_eq!(check(SchemaKind::SemconvGroup, &file), [""; 0]);
    let registry = orchard();
    assert_eq!(
        check(SchemaKind::ResolvedRegistry, &registry.context()),
        [""; 0]
    );
}

#[test]
fn changes_have_the_shape_that_the_schema_tells() {
    let mut after = orchard();
    after.groups.retain(|group| group.id != "metric.apples");
    for group in &mut after.groups {
        "Another.".clone_into(&mut group.brief);
    }
    let inventory = |registry| Inventory::of(registry, Depth::Fields);
    let (before, after) = (inventory(&orchard()), inventory(&after));
    let changes = Changes::between(&before, &after, Depth::Fields);
    let changes = serde_json::to_value(changes).expect("plain data");
    assert_eq!(check(SchemaKind::Diff, &changes), [""; 0]);
}

const GARDEN: &str = "file_format: definition/2
attributes:
  - {key: garden.bed, type: int, brief: b, stability: stable}
  - {key: garden.plant, brief: b, note: n, stability: alpha, type: {members: [{id: rose, stability: stable}]}, annotations: {a: 1}}
attribute_groups:
  - {id: garden.shared, visibility: public, brief: b, stability: stable, attributes: [{ref: garden.bed}]}
  - {id: garden.inner, visibility: internal, attributes: [{ref: garden.plant, requirement_level: opt_in}]}
entities:
  - {type: garden, brief: b, stability: stable, requirement_level: recommended, identity: [{ref: garden.bed}], description: [{ref: garden.plant}]}
events:
  - {name: garden.rain, brief: b, stability: stable, requirement_level: opt_in, attributes: [{ref_group: garden.inner}]}
metrics:
  - {name: garden.roses, instrument: gauge, unit: '{rose}', brief: b, stability: beta, requirement_level: recommended, attributes: [{ref: garden.bed}], entity_associations: [garden]}
spans:
  - {type: garden.dig, kind: internal, name: {note: n}, brief: b, stability: stable, requirement_level: recommended, attributes: [{ref: garden.bed, sampling_relevant: true}], deprecated: {reason: obsoleted, note: n}}
span_refinements:
  - {id: garden.dig.deep, ref: garden.dig, attributes: [{ref: garden.plant}]}
imports: {events: [a.*]}
";

#[test]
fn version_2_has_the_shapes_that_the_schemas_tell() {
    let file: Json = serde_yaml::from_str(GARDEN).expect("YAML");
    assert_eq!(check(SchemaKind::SemconvDefinitionV2, &file), [""; 0]);
    let registry = registry(SchemaVersion::V2, GARDEN);
    let context = registry.context();
    assert_eq!(check(SchemaKind::MaterializedRegistryV2, &context), [""; 0]);
    let package = registry.package("resolved.yaml");
    let manifest: Json = serde_yaml::from_str(&package.manifest).expect("YAML");
    assert_eq!(check(SchemaKind::PublicationManifestV2, &manifest), [""; 0]);
    let resolved: Json = serde_yaml::from_str(&package.resolved).expect("YAML");
    assert_eq!(check(SchemaKind::ResolvedRegistryV2, &resolved), [""; 0]);
    let inventory = Inventory::of(&registry, Depth::Names);
    let changes = Changes::between(&inventory, &inventory, Depth::Names);
    let changes = serde_json::to_value(changes).expect("plain data");
    assert_eq!(check(SchemaKind::DiffV2, &changes), [""; 0]);
}

#[test]
fn what_is_wrong_with_a_document_is_wrong_for_its_schema() {
    let refused = |kind, value: Json| {
        assert!(!check(kind, &value).is_empty(), "{value}");
    };
    let group = |group: Json| json!({ "groups": [group] });
    refused(SchemaKind::SemconvGroup, group(json!({"id": "a"})));
    refused(
        SchemaKind::SemconvGroup,
        group(json!({"id": "a", "brief": "b", "typ": "span"})),
    );
    refused(
        SchemaKind::SemconvGroup,
        group(json!({"id": "a", "brief": "b", "type": "spam"})),
    );
    refused(
        SchemaKind::SemconvDefinitionV2,
        json!({"spans": [{"type": "a", "brief": "b"}]}),
    );
    refused(SchemaKind::DefinitionManifestV2, json!({"name": "a"}));
    refused(
        SchemaKind::PolicyFinding,
        json!({"id": "a", "message": "b", "level": "high"}),
    );
    refused(SchemaKind::WeaverConfig, json!({"registry": {"v2": "yes"}}));
}

#[test]
fn every_definition_exists_and_is_used() {
    for kind in SchemaKind::ALL {
        let schema = kind.schema();
        let text = schema.to_string();
        let definitions = schema.get("$defs").and_then(Json::as_object);
        for (name, definition) in definitions.into_iter().flatten() {
            assert!(definition.is_object(), "{kind:?}: {name}");
            assert!(
                text.contains(&format!("\"#/$defs/{name}\"")),
                "{kind:?}: {name}"
            );
        }
        for reference in text.split("\"#/$defs/").skip(1) {
            let name = reference.split('"').next().expect("a name");
            assert!(schema["$defs"].get(name).is_some(), "{kind:?}: {name}");
        }
    }
}
