use serde_yaml::Value;

use super::super::decode::{Decoder, Fields};
use super::{PublishedGroup, Tables};
use crate::model::{
    AttributeRole, AttributeSpec, EntityAssociation, GroupSpec, GroupType, SchemaUrl, Visibility,
};
use crate::source::ListEntry;

/// The lists of signals, with the words for an entry.
pub(super) const LISTS: &[(&str, &str, GroupType)] = &[
    (
        "attribute_groups",
        "an attribute group",
        GroupType::AttributeGroup,
    ),
    ("spans", "a span", GroupType::Span),
    ("metrics", "a metric", GroupType::Metric),
    ("events", "an event", GroupType::Event),
    ("entities", "an entity", GroupType::Entity),
];

/// Where a signal stands, and so what it is.
pub(super) struct Place {
    pub(super) list: &'static str,
    pub(super) index: usize,
    pub(super) container: &'static str,
    pub(super) r#type: GroupType,
}

impl Decoder<'_> {
    /// A signal, a refinement or an attribute group; `None` if it has no name.
    pub(super) fn published_signal(
        &mut self,
        value: &Value,
        place: &Place,
        tables: &Tables,
    ) -> Option<PublishedGroup> {
        let mut fields = self.fields(value, place.container)?;
        let entry = ListEntry {
            list: place.list,
            index: place.index,
        };
        let common = self.common_v2(&mut fields, entry);
        let source = self.source(&mut fields, tables);
        let group = GroupSpec {
            annotations: Some(common.annotations.clone().unwrap_or_default()),
            requirement_level: self.signal_level(&mut fields),
            entity_associations: fields.defaulted(
                self,
                "entity_associations",
                Decoder::resolved_associations,
            ),
            ..common
        };
        let group = self.of_type(place.r#type, group, &mut fields, tables);
        fields.finish(self);
        group.map(|spec| PublishedGroup {
            spec,
            is_refinement: false,
            source,
        })
    }

    /// `group` with what is special about its type.
    fn of_type(
        &mut self,
        r#type: GroupType,
        group: GroupSpec,
        fields: &mut Fields<'_>,
        tables: &Tables,
    ) -> Option<GroupSpec> {
        let id = fields.optional(self, "id", Decoder::string);
        let mut group = GroupSpec { r#type, ..group };
        let name = match r#type {
            GroupType::AttributeGroup => {
                group.visibility = Some(Visibility::Public);
                id.clone()
            }
            GroupType::Metric => {
                group.instrument = fields.required(self, "instrument", Decoder::instrument);
                group.unit = fields.required(self, "unit", Decoder::string);
                group.metric_name = fields.required(self, "name", Decoder::string);
                group.metric_name.clone()
            }
            GroupType::Span => {
                group.span_kind = fields.required(self, "kind", Decoder::span_kind);
                group.span_name = fields.required(self, "name", Decoder::span_name);
                group.name = fields.required(self, "type", Decoder::string);
                group.name.clone()
            }
            GroupType::Event => {
                group.name = fields.required(self, "name", Decoder::string);
                group.name.clone()
            }
            _ => {
                group.name = fields.required(self, "type", Decoder::string);
                group.name.clone()
            }
        };
        if r#type == GroupType::Entity {
            let identity = self.uses(fields, "identity", Some(AttributeRole::Identifying), tables);
            let others = self.uses(
                fields,
                "description",
                Some(AttributeRole::Descriptive),
                tables,
            );
            group.attributes = identity.into_iter().chain(others).collect();
        } else {
            group.attributes = self.uses(fields, "attributes", None, tables);
        }
        let name = name?;
        let id = id.unwrap_or_else(|| name.clone());
        group.extends = (id != name).then_some(name);
        if r#type == GroupType::Entity {
            // As in definition files: associations tell a refinement from the entity by its name.
            group.name = Some(id.clone());
        }
        Some(GroupSpec { id, ..group })
    }

    fn uses(
        &mut self,
        fields: &mut Fields<'_>,
        list: &'static str,
        role: Option<AttributeRole>,
        tables: &Tables,
    ) -> Vec<AttributeSpec> {
        fields.defaulted(self, list, |decoder, value| {
            decoder.list(value, |decoder, index, item| {
                let mut fields = decoder.fields(item, "a use of an attribute")?;
                let base = fields.required(decoder, "base", |decoder, value| {
                    decoder.entry_of(value, tables)
                });
                let level =
                    fields.required(decoder, "requirement_level", Decoder::requirement_level);
                let sampling_relevant =
                    fields.optional(decoder, "sampling_relevant", Decoder::boolean);
                fields.finish(decoder);
                Some(AttributeSpec {
                    requirement_level: level,
                    sampling_relevant,
                    role,
                    entry: ListEntry { list, index },
                    ..base?
                })
            })
        })
    }

    /// The dependency that defined what has `fields`.
    fn source(&mut self, fields: &mut Fields<'_>, tables: &Tables) -> Option<SchemaUrl> {
        let provenance = fields.raw("provenance")?;
        let index = usize::try_from(provenance.get("source")?.as_u64()?).ok()?;
        tables.dependencies.get(index).cloned()
    }

    /// Associations whose leaves say where the entity is defined.
    fn resolved_associations(&mut self, value: &Value) -> Option<Vec<EntityAssociation>> {
        self.list(value, |decoder, _, item| {
            let mut fields = decoder.lenient_fields(item, "an entity association")?;
            if fields.has("all_of") {
                let all_of = fields.required(decoder, "all_of", Decoder::resolved_associations)?;
                Some(EntityAssociation::AllOf { all_of })
            } else if fields.has("one_of") {
                let one_of = fields.required(decoder, "one_of", Decoder::resolved_associations)?;
                Some(EntityAssociation::OneOf { one_of })
            } else {
                let entity = fields.required(decoder, "type", Decoder::string)?;
                Some(EntityAssociation::Entity(entity))
            }
        })
    }
}
