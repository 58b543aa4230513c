use std::collections::BTreeMap;

use serde::Serialize;

use super::Source;
use super::attribute::{Attribute, Fields};
use super::common::Origin;
use super::convert::{Converter, SignalOf};
use super::form::{Form, Usage};
use super::lookup::Lookup;
use crate::model::{SchemaUrl, Stability};

/// The format of [`Manifest`].
const MANIFEST_FORMAT: &str = "manifest/2.0";

/// The format of [`Published`].
const RESOLVED_FORMAT: &str = "resolved/2.0";

/// What a published registry says about itself.
#[derive(Debug, Serialize)]
pub(crate) struct Manifest<'a> {
    file_format: &'static str,
    schema_url: &'a SchemaUrl,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    stability: Stability,
    resolved_registry_uri: &'a str,
}

impl<'a> Manifest<'a> {
    /// The manifest of a registry whose resolved form will be found at `resolved_registry_uri`.
    pub(crate) fn new(
        schema_url: &'a SchemaUrl,
        description: Option<&'a str>,
        stability: Option<Stability>,
        resolved_registry_uri: &'a str,
    ) -> Self {
        Self {
            file_format: MANIFEST_FORMAT,
            schema_url,
            description,
            stability: stability.unwrap_or(Stability::Development),
            resolved_registry_uri,
        }
    }
}

/// A registry in the form in which it is published.
#[derive(Serialize)]
pub(crate) struct Published<'a> {
    file_format: &'static str,
    schema_url: &'a SchemaUrl,
    attribute_catalog: Vec<Entry<'a>>,
    registry: Registry<'a>,
    refinements: Refinements<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dependencies: Vec<&'a SchemaUrl>,
}

#[derive(Serialize)]
struct Registry<'a> {
    attributes: Vec<usize>,
    attribute_groups: Vec<SignalOf<'a, ByReference<'a>>>,
    spans: Vec<SignalOf<'a, ByReference<'a>>>,
    metrics: Vec<SignalOf<'a, ByReference<'a>>>,
    events: Vec<SignalOf<'a, ByReference<'a>>>,
    entities: Vec<SignalOf<'a, ByReference<'a>>>,
}

#[derive(Serialize)]
struct Refinements<'a> {
    spans: Vec<SignalOf<'a, ByReference<'a>>>,
    metrics: Vec<SignalOf<'a, ByReference<'a>>>,
    events: Vec<SignalOf<'a, ByReference<'a>>>,
    entities: Vec<SignalOf<'a, ByReference<'a>>>,
}

/// An attribute of the catalog.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    #[serde(flatten)]
    fields: Fields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provenance: Option<Dependency>,
}

/// A registry among the dependencies.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Dependency {
    source: usize,
}

/// A use of an attribute of the catalog.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Reference<'a> {
    base: usize,
    #[serde(flatten)]
    usage: Usage<'a>,
}

/// Attributes are places in a catalog, registries places in the list of dependencies.
pub(super) struct ByReference<'a> {
    catalog: BTreeMap<&'a str, Vec<(Attribute<'a>, usize)>>,
    dependencies: Vec<&'a SchemaUrl>,
}

impl<'a> ByReference<'a> {
    fn new(catalog: &[Attribute<'a>], dependencies: Vec<&'a SchemaUrl>) -> Self {
        let mut by_key: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (index, attribute) in catalog.iter().enumerate() {
            let same_key = by_key.entry(attribute.fields.key).or_default();
            same_key.push((attribute.clone(), index));
        }
        Self {
            catalog: by_key,
            dependencies,
        }
    }

    /// The place of `attribute` in the catalog, which was made of all attributes.
    fn index(&self, attribute: &Attribute<'a>) -> usize {
        let same_key = self.catalog.get(attribute.fields.key).into_iter().flatten();
        let mut found = same_key.filter(|(entry, _)| entry == attribute);
        found.next().map_or(0, |(_, index)| *index)
    }
}

impl<'a> Form<'a> for ByReference<'a> {
    type Use = Reference<'a>;
    type Provenance = Dependency;

    fn attribute(&self, attribute: Attribute<'a>, usage: Usage<'a>) -> Self::Use {
        let base = self.index(&attribute);
        Reference { base, usage }
    }

    /// Paths are of no use to those who do not have the files.
    fn provenance(&self, origin: Origin<'a>) -> Option<Dependency> {
        let url = origin.source?;
        let source = self.dependencies.iter().position(|it| *it == url)?;
        Some(Dependency { source })
    }
}

impl<'a> Published<'a> {
    pub(crate) fn new(source: Source<'a>) -> Self {
        let schema_url = source.schema_url;
        let dependencies: Vec<_> = source
            .dependencies
            .iter()
            .map(|it| &it.schema_url)
            .collect();
        let lookup = Lookup::new(source);
        let catalog = lookup.catalog();
        let form = ByReference::new(&catalog, dependencies.clone());
        let converter = Converter {
            lookup: &lookup,
            form: &form,
            shows_empty_identity: true,
        };
        let signals = converter.signals();
        let refinements = converter.refinements();
        let definitions = lookup.definitions();
        let entries = catalog.iter().map(|attribute| Entry {
            fields: attribute.fields.clone(),
            provenance: form.provenance(attribute.origin),
        });
        Self {
            file_format: RESOLVED_FORMAT,
            schema_url,
            attribute_catalog: entries.collect(),
            registry: Registry {
                attributes: definitions.iter().map(|it| form.index(it)).collect(),
                attribute_groups: signals.attribute_groups,
                spans: signals.spans,
                metrics: signals.metrics,
                events: signals.events,
                entities: signals.entities,
            },
            refinements: Refinements {
                spans: refinements.spans,
                metrics: refinements.metrics,
                events: refinements.events,
                entities: refinements.entities,
            },
            dependencies,
        }
    }
}
