use std::collections::BTreeMap;

use super::Source;
use super::attribute::{Attribute, Catalog};
use super::common::{Common, Origin};
use super::form::{Form, Usage};
use super::signal::{Association, Definition, Signal, SpanName};
use crate::model::{AttributeRole, EntityAssociation, GroupType, SchemaUrl, SpanKind, Visibility};
use crate::resolve::{Attribute as Resolved, Group};

/// The kind of a span that has none.
const DEFAULT_KIND: SpanKind = SpanKind::Internal;

/// The signals of a registry, each list in the order of the groups.
pub(super) struct Lists<'a, F: Form<'a>> {
    pub(super) attribute_groups: Vec<SignalOf<'a, F>>,
    pub(super) spans: Vec<SignalOf<'a, F>>,
    pub(super) metrics: Vec<SignalOf<'a, F>>,
    pub(super) events: Vec<SignalOf<'a, F>>,
    pub(super) entities: Vec<SignalOf<'a, F>>,
}

pub(super) type SignalOf<'a, F> = Signal<'a, <F as Form<'a>>::Use, <F as Form<'a>>::Provenance>;

/// What conversion has to look up in a registry.
pub(super) struct Lookup<'a> {
    source: Source<'a>,
    /// The files in which the registry itself defines attributes, by key.
    paths: BTreeMap<&'a str, &'a str>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(source: Source<'a>) -> Self {
        let mut paths = BTreeMap::new();
        let is_own = |it: &&&'a Group| it.lineage.provenance.schema_url == *source.schema_url;
        for group in source.groups.iter().filter(is_own) {
            for attribute in group.attributes.iter().filter(|it| group.defines(it)) {
                let path = group.lineage.provenance.path.as_str();
                paths.entry(attribute.name.as_str()).or_insert(path);
            }
        }
        Self { source, paths }
    }

    /// Every attribute that the registry defines or takes over as a definition.
    pub(super) fn definitions(&self) -> Vec<Attribute<'a>> {
        let mut catalog = Catalog::default();
        if let Some(definitions) = self.source.definitions {
            let own = definitions.values();
            return own.map(|it| Attribute::new(it, Origin::UNKNOWN)).collect();
        }
        for group in &self.source.groups {
            for attribute in group.attributes.iter().filter(|it| group.defines(it)) {
                catalog.add(self.attribute(group, attribute));
            }
        }
        catalog.into_attributes()
    }

    /// Every attribute of the registry, with the fields it has in each group.
    pub(super) fn catalog(&self) -> Vec<Attribute<'a>> {
        let mut catalog = Catalog::default();
        for attribute in self.definitions() {
            catalog.add(attribute);
        }
        for group in &self.source.groups {
            for attribute in &group.attributes {
                catalog.add(self.attribute(group, attribute));
            }
        }
        catalog.into_attributes()
    }

    fn attribute(&self, group: &'a Group, attribute: &'a Resolved) -> Attribute<'a> {
        let name = attribute.name.as_str();
        let origin = match self.paths.get(name) {
            Some(path) => Origin { source: None, path },
            None => {
                let dependencies = self.source.dependencies;
                let definer = dependencies
                    .iter()
                    .find(|it| it.definitions.contains_key(name));
                Origin {
                    source: match definer {
                        Some(definer) => Some(&definer.schema_url),
                        None => self.dependency(&group.lineage.provenance.schema_url),
                    },
                    path: "",
                }
            }
        };
        Attribute::new(attribute, origin)
    }

    /// `url`, if it is that of a dependency.
    fn dependency(&self, url: &'a SchemaUrl) -> Option<&'a SchemaUrl> {
        let mut dependencies = self.source.dependencies.iter();
        dependencies.any(|it| it.schema_url == *url).then_some(url)
    }

    fn origin(&self, group: &'a Group) -> Origin<'a> {
        let provenance = &group.lineage.provenance;
        Origin {
            source: self.dependency(&provenance.schema_url),
            path: &provenance.path,
        }
    }

    /// Where the entity of that type is defined, unless it is one of the registry itself.
    fn entity_source(&self, name: &str) -> Option<&'a SchemaUrl> {
        let is_it = |group: &Group| group.entity_type() == Some(name);
        if self.source.groups.iter().any(|group| is_it(group)) {
            return None;
        }
        let definer = self.source.dependencies.iter();
        definer
            .filter(|it| it.groups.iter().any(is_it))
            .map(|it| &it.schema_url)
            .next()
    }

    fn entity_type(&self, group: &'a Group) -> Option<&'a str> {
        if !group.is_refinement() {
            return group.entity_type();
        }
        let refined = group.lineage.extends_group.as_deref()?;
        let local = self.source.groups.iter().find(|it| it.id == refined);
        match local {
            Some(local) => local.entity_type(),
            None => Some(without(refined, "entity.")),
        }
    }
}

/// Writes the signals of a registry in one of the forms.
pub(super) struct Converter<'c, 'a, F> {
    pub(super) lookup: &'c Lookup<'a>,
    pub(super) form: &'c F,
    /// Whether entities without identity say so.
    pub(super) shows_empty_identity: bool,
}

impl<'a, F: Form<'a>> Converter<'_, 'a, F> {
    /// The signals themselves.
    pub(super) fn signals(&self) -> Lists<'a, F> {
        self.lists(|group| !group.is_refinement(), |_, _| None)
    }

    /// The refinements; each signal is also one of itself.
    pub(super) fn refinements(&self) -> Lists<'a, F> {
        self.lists(
            |group| group.r#type != GroupType::AttributeGroup,
            |group, key| {
                Some(if group.is_refinement() {
                    refinement_id(group)
                } else {
                    key
                })
            },
        )
    }

    fn lists(
        &self,
        is_wanted: impl Fn(&Group) -> bool,
        id: impl Fn(&'a Group, &'a str) -> Option<&'a str>,
    ) -> Lists<'a, F> {
        let of = |kind: GroupType| {
            let groups = self.lookup.source.groups.iter().copied();
            groups
                .filter(|group| group.r#type == kind && is_wanted(group))
                .filter_map(|group| {
                    let signal = self.signal(group)?;
                    let id = signal.id.or_else(|| id(group, signal.key()));
                    Some(Signal { id, ..signal })
                })
                .collect()
        };
        Lists {
            attribute_groups: of(GroupType::AttributeGroup),
            spans: of(GroupType::Span),
            metrics: of(GroupType::Metric),
            events: of(GroupType::Event),
            entities: of(GroupType::Entity),
        }
    }

    /// The signal that `group` is, unless it lacks what this shape cannot do without; that was
    /// reported as an error.
    fn signal(&self, group: &'a Group) -> Option<SignalOf<'a, F>> {
        let associations = group.entity_associations.iter();
        Some(Signal {
            id: (group.r#type == GroupType::AttributeGroup)
                .then(|| without(&group.id, "attribute_group.")),
            definition: self.definition(group)?,
            entity_associations: associations.map(|it| self.association(it)).collect(),
            requirement_level: group.requirement_level.as_ref(),
            common: Common::new(
                (&group.brief, &group.note),
                group.stability,
                group.deprecated.as_ref(),
                group.annotations.as_ref(),
            ),
            provenance: self.form.provenance(self.lookup.origin(group)),
        })
    }

    fn definition(&self, group: &'a Group) -> Option<Definition<'a, F::Use>> {
        Some(match group.r#type {
            GroupType::Metric => Definition::Metric {
                name: group.metric_name.as_deref()?,
                instrument: group.instrument?,
                unit: group.unit.as_deref()?,
                attributes: self.uses(group, |_| true),
            },
            GroupType::Span => Definition::Span {
                r#type: span_type(group),
                kind: group.span_kind.unwrap_or(DEFAULT_KIND),
                name: SpanName {
                    note: group
                        .span_name
                        .as_deref()
                        .or(group.name.as_deref())
                        .unwrap_or_default(),
                },
                attributes: self.uses(group, |_| true),
            },
            GroupType::Event => Definition::Event {
                name: group.name.as_deref()?,
                attributes: self.uses(group, |_| true),
            },
            GroupType::Entity => {
                let identifies = |it: &Resolved| it.role == Some(AttributeRole::Identifying);
                let identity = self.uses(group, identifies);
                let is_shown = self.shows_empty_identity || !identity.is_empty();
                Definition::Entity {
                    r#type: self.lookup.entity_type(group)?,
                    identity: is_shown.then_some(identity),
                    description: self.uses(group, |it| !identifies(it)),
                }
            }
            GroupType::AttributeGroup if group.visibility == Some(Visibility::Public) => {
                Definition::AttributeGroup {
                    attributes: self.uses(group, |_| true),
                }
            }
            _ => return None,
        })
    }

    fn uses(&self, group: &'a Group, is_wanted: impl Fn(&Resolved) -> bool) -> Vec<F::Use> {
        let is_span = group.r#type == GroupType::Span;
        let wanted = group.attributes.iter().filter(|it| is_wanted(it));
        let used = wanted.map(|attribute| {
            let usage = Usage {
                requirement_level: &attribute.requirement_level,
                sampling_relevant: attribute.sampling_relevant.filter(|_| is_span),
            };
            self.form
                .attribute(self.lookup.attribute(group, attribute), usage)
        });
        used.collect()
    }

    fn association(&self, association: &'a EntityAssociation) -> Association<'a, F::Provenance> {
        let all = |parts: &'a [EntityAssociation]| {
            parts.iter().map(|part| self.association(part)).collect()
        };
        match association {
            EntityAssociation::Entity(name) => {
                let source = self.lookup.entity_source(name);
                Association::Entity {
                    r#type: name,
                    provenance: self.form.provenance(Origin { source, path: "" }),
                }
            }
            EntityAssociation::OneOf { one_of } => Association::OneOf {
                one_of: all(one_of),
            },
            EntityAssociation::AllOf { all_of } => Association::AllOf {
                all_of: all(all_of),
            },
        }
    }
}

fn span_type(group: &Group) -> &str {
    let refined = group.lineage.extends_group.as_deref();
    let id = refined.filter(|_| group.is_refinement());
    without(id.unwrap_or(&group.id), "span.")
}

fn refinement_id(group: &Group) -> &str {
    let prefix = match group.r#type {
        GroupType::Span => "span.",
        GroupType::Metric => "metric.",
        GroupType::Event => "event.",
        _ => "entity.",
    };
    without(&group.id, prefix)
}

fn without<'a>(id: &'a str, prefix: &str) -> &'a str {
    id.strip_prefix(prefix).unwrap_or(id)
}
