use super::common::{Common, Origin};
use super::form::{Form, Usage};
use super::lookup::Lookup;
use super::signal::{Association, Definition, Signal, SpanName};
use crate::model::{AttributeRole, EntityAssociation, GroupType, SpanKind, Visibility};
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

/// `id` without `prefix`, if it has that.
pub(super) fn without<'a>(id: &'a str, prefix: &str) -> &'a str {
    id.strip_prefix(prefix).unwrap_or(id)
}
