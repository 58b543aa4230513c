//! Custom resource definitions to kinds.

mod version;

use std::sync::Arc;

use knowledge::ResourceKind;

use crate::document::Node;
use crate::schema;
use version::maturity;

const GROUP: &str = "apiextensions.k8s.io";

/// Whether an object defines a kind.
pub(crate) fn is_definition(api_version: &str, kind: &str) -> bool {
    kind == "CustomResourceDefinition" && api_version.split('/').next() == Some(GROUP)
}

/// The kind that a definition adds, in the version that is stored; if that one is not served, in the newest that is.
///
/// The text of an error says what was expected.
pub(crate) fn kind_of(definition: &Node) -> Result<ResourceKind, String> {
    kind_in(definition, None)
}

/// [`kind_of`], in the version that is wanted if the definition serves that.
pub(crate) fn kind_in(definition: &Node, wanted: Option<&str>) -> Result<ResourceKind, String> {
    let spec = definition
        .get("spec")
        .ok_or("expected a definition with a spec, found none")?;
    let names = spec
        .get("names")
        .ok_or("expected a definition with spec.names, found none")?;
    let group = needed(spec, "group", "spec.group")?;
    let plural = needed(names, "plural", "spec.names.plural")?;
    let version = served_version(spec, wanted)
        .ok_or("expected a definition that serves at least one version, found none")?;
    let schema = version.schema.unwrap_or(&Node::Null);
    Ok(ResourceKind {
        name: format!("{plural}.{group}"),
        kind: needed(names, "kind", "spec.names.kind")?.to_owned(),
        api_group: group.to_owned(),
        api_version: format!("{group}/{}", version.name),
        namespaced: spec.text("scope") != Some("Cluster"),
        short_names: names.texts("shortNames"),
        categories: names.texts("categories"),
        description: schema::description(schema),
        spec_description: schema
            .at(["properties", "spec"])
            .and_then(schema::description),
        fields: schema::kind_fields(schema),
        schema: version
            .schema
            .map(|schema| Arc::new(schema::structure(schema))),
    })
}

fn needed<'a>(node: &'a Node, key: &str, path: &str) -> Result<&'a str, String> {
    node.text(key)
        .ok_or_else(|| format!("expected a definition with {path}, found none"))
}

struct Version<'a> {
    name: &'a str,
    stored: bool,
    schema: Option<&'a Node>,
}

fn served_version<'a>(spec: &'a Node, wanted: Option<&str>) -> Option<Version<'a>> {
    // v1beta1 may name one version instead of a list, and one schema for all versions.
    let common = spec.at(["validation", "openAPIV3Schema"]);
    let versions = spec.list("versions");
    if versions.is_empty() {
        return spec.text("version").map(|name| Version {
            name,
            stored: true,
            schema: common,
        });
    }
    versions
        .iter()
        .filter(|version| version.get("served").and_then(Node::as_bool) != Some(false))
        .filter_map(|version| {
            Some(Version {
                name: version.text("name")?,
                stored: version.get("storage").and_then(Node::as_bool) == Some(true),
                schema: version.at(["schema", "openAPIV3Schema"]).or(common),
            })
        })
        .max_by_key(|version| {
            let is_wanted = wanted == Some(version.name);
            (is_wanted, version.stored, maturity(version.name))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, parse};

    fn read(spec: &str) -> Result<ResourceKind, String> {
        let text = format!(
            "spec:\n  group: acme.example\n  names: {{kind: Rocket, plural: rockets, shortNames: [rk]}}\n{spec}"
        );
        let nodes = parse(
            Document {
                number: 1,
                line: 1,
                text: &text,
            },
            false,
        )
        .unwrap();
        kind_of(&nodes[0])
    }

    #[test]
    fn the_stored_version_is_taken_while_it_is_served() {
        let kind = read("  versions:\n  - {name: v2, served: true, storage: false}\n  - {name: v1, served: true, storage: true}").unwrap();
        assert_eq!(kind.api_version, "acme.example/v1");
        let kind = read("  versions:\n  - {name: v1beta1, served: true}\n  - {name: v1, served: true}\n  - {name: v2, served: false, storage: true}").unwrap();
        assert_eq!(kind.api_version, "acme.example/v1");
    }

    #[test]
    fn a_kind_carries_its_names_scope_and_schema() {
        let kind = read(
            "  scope: Cluster\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema:\n      openAPIV3Schema:\n        \
             description: Flies.\n        properties: {spec: {type: object, description: How it flies., properties: {fuel: {type: string}}}}",
        )
        .unwrap();
        assert_eq!(
            (
                kind.name.as_str(),
                kind.namespaced,
                kind.short_names.as_slice()
            ),
            ("rockets.acme.example", false, &["rk".to_owned()][..])
        );
        assert_eq!(
            (
                kind.description.as_deref(),
                kind.spec_description.as_deref()
            ),
            (Some("Flies."), Some("How it flies."))
        );
        assert_eq!(kind.fields[0].fields[0].name, "fuel");
    }

    #[test]
    fn the_older_form_of_definitions_is_read() {
        let kind =
            read("  version: v1alpha1\n  validation: {openAPIV3Schema: {description: Old.}}")
                .unwrap();
        assert_eq!(
            (kind.api_version.as_str(), kind.description.as_deref()),
            ("acme.example/v1alpha1", Some("Old."))
        );
    }

    #[test]
    fn a_definition_that_serves_nothing_is_refused() {
        assert!(
            read("  versions: [{name: v1, served: false, storage: true}]")
                .unwrap_err()
                .contains("serves at least one version")
        );
    }
}
