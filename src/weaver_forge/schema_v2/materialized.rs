use serde::Serialize;

use super::Source;
use super::attribute::{Attribute, Fields};
use super::common::Origin;
use super::convert::{Converter, Lists, SignalOf};
use super::form::{Form, Usage};
use super::lookup::Lookup;
use crate::model::SchemaUrl;

/// A registry with everything in place: what templates and policies see. Every list is sorted by
/// key, name, type or id.
#[derive(Serialize)]
pub(crate) struct Materialized<'a> {
    schema_url: &'a SchemaUrl,
    registry: Registry<'a>,
    refinements: Refinements<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dependencies: Vec<Materialized<'a>>,
}

#[derive(Serialize)]
struct Registry<'a> {
    attributes: Vec<Inline<'a>>,
    attribute_groups: Vec<SignalOf<'a, InPlace>>,
    metrics: Vec<SignalOf<'a, InPlace>>,
    spans: Vec<SignalOf<'a, InPlace>>,
    events: Vec<SignalOf<'a, InPlace>>,
    entities: Vec<SignalOf<'a, InPlace>>,
}

#[derive(Serialize)]
struct Refinements<'a> {
    metrics: Vec<SignalOf<'a, InPlace>>,
    spans: Vec<SignalOf<'a, InPlace>>,
    events: Vec<SignalOf<'a, InPlace>>,
    entities: Vec<SignalOf<'a, InPlace>>,
}

/// An attribute with its origin.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Inline<'a> {
    #[serde(flatten)]
    fields: Fields<'a>,
    #[serde(skip_serializing_if = "Origin::is_unknown")]
    provenance: Origin<'a>,
}

/// A use of an attribute.
#[derive(Debug, Clone, Serialize)]
pub(super) struct InlineUse<'a> {
    #[serde(flatten)]
    attribute: Inline<'a>,
    #[serde(flatten)]
    usage: Usage<'a>,
}

/// Everything is written where it is used.
pub(super) struct InPlace;

impl<'a> Form<'a> for InPlace {
    type Use = InlineUse<'a>;
    type Provenance = Origin<'a>;

    fn attribute(&self, attribute: Attribute<'a>, usage: Usage<'a>) -> Self::Use {
        InlineUse {
            attribute: attribute.into(),
            usage,
        }
    }

    fn provenance(&self, origin: Origin<'a>) -> Option<Origin<'a>> {
        (!origin.is_unknown()).then_some(origin)
    }
}

impl<'a> From<Attribute<'a>> for Inline<'a> {
    fn from(Attribute { fields, origin }: Attribute<'a>) -> Self {
        Self {
            fields,
            provenance: origin,
        }
    }
}

impl<'a> Materialized<'a> {
    pub(crate) fn new(source: Source<'a>) -> Self {
        let (schema_url, dependencies) = (source.schema_url, source.dependencies);
        let lookup = Lookup::new(source);
        let converter = Converter {
            lookup: &lookup,
            form: &InPlace,
            shows_empty_identity: false,
        };
        let signals = sorted(converter.signals());
        let refinements = sorted(converter.refinements());
        Self {
            schema_url,
            registry: Registry {
                attributes: lookup.definitions().into_iter().map(Inline::from).collect(),
                attribute_groups: signals.attribute_groups,
                metrics: signals.metrics,
                spans: signals.spans,
                events: signals.events,
                entities: signals.entities,
            },
            refinements: Refinements {
                metrics: refinements.metrics,
                spans: refinements.spans,
                events: refinements.events,
                entities: refinements.entities,
            },
            dependencies: dependencies
                .iter()
                .map(|resolved| Materialized::new(Source::of(resolved)))
                .collect(),
        }
    }
}

fn sorted<'a>(lists: Lists<'a, InPlace>) -> Lists<'a, InPlace> {
    let sorted = |mut list: Vec<SignalOf<'a, InPlace>>| {
        list.sort_by_key(|signal| signal.key());
        list
    };
    Lists {
        attribute_groups: sorted(lists.attribute_groups),
        spans: sorted(lists.spans),
        metrics: sorted(lists.metrics),
        events: sorted(lists.events),
        entities: sorted(lists.entities),
    }
}
