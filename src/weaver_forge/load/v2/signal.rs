use serde_yaml::Value;

use super::super::decode::{Decoder, Fields};
use super::attribute::{Attributes, Sampling};
use crate::model::{
    AttributeRole, AttributeSpec, GroupSpec, GroupType, RequirementLevel, Visibility,
};
use crate::source::ListEntry;

/// The words for how much a signal is wanted.
const SIGNAL_LEVELS: &[(&str, RequirementLevel)] = &[
    ("recommended", RequirementLevel::Recommended),
    ("opt_in", RequirementLevel::OptIn),
];

impl Decoder<'_> {
    pub(super) fn entity(
        &mut self,
        fields: &mut Fields<'_>,
        entry: ListEntry,
    ) -> Option<GroupSpec> {
        let name = fields.required(self, "type", Decoder::string);
        let attributes = self.entity_attributes(fields);
        let requirement_level = self.signal_level(fields);
        let common = self.common_v2(fields, entry);
        let name = name?;
        Some(GroupSpec {
            id: format!("entity.{name}"),
            r#type: GroupType::Entity,
            name: Some(name),
            attributes,
            requirement_level,
            ..common
        })
    }

    pub(super) fn event(&mut self, fields: &mut Fields<'_>, entry: ListEntry) -> Option<GroupSpec> {
        let name = fields.required(self, "name", Decoder::string);
        let common = self.signal(fields, entry, Sampling::Unknown);
        let name = name?;
        Some(GroupSpec {
            id: format!("event.{name}"),
            r#type: GroupType::Event,
            name: Some(name),
            ..common
        })
    }

    pub(super) fn metric(
        &mut self,
        fields: &mut Fields<'_>,
        entry: ListEntry,
    ) -> Option<GroupSpec> {
        let name = fields.required(self, "name", Decoder::string);
        let instrument = fields.required(self, "instrument", Decoder::instrument);
        let unit = fields.required(self, "unit", Decoder::string);
        let common = self.signal(fields, entry, Sampling::Unknown);
        let name = name?;
        Some(GroupSpec {
            id: format!("metric.{name}"),
            r#type: GroupType::Metric,
            metric_name: Some(name),
            instrument,
            unit,
            ..common
        })
    }

    pub(super) fn span(&mut self, fields: &mut Fields<'_>, entry: ListEntry) -> Option<GroupSpec> {
        let name = fields.required(self, "type", Decoder::string);
        let span_kind = fields.required(self, "kind", Decoder::span_kind);
        let span_name = fields.required(self, "name", Decoder::span_name);
        let common = self.signal(fields, entry, Sampling::Allowed);
        let name = name?;
        Some(GroupSpec {
            id: format!("span.{name}"),
            r#type: GroupType::Span,
            name: Some(name),
            span_kind,
            span_name,
            ..common
        })
    }

    pub(super) fn attribute_group(
        &mut self,
        fields: &mut Fields<'_>,
        entry: ListEntry,
    ) -> Option<GroupSpec> {
        let id = fields.required(self, "id", Decoder::string);
        let visibility = fields.required(self, "visibility", |decoder, value| {
            decoder.word(value, "visibility", Visibility::WORDS)
        });
        let Attributes {
            references: attributes,
            includes,
        } = self.attributes_v2(fields, Sampling::Unknown);
        let common = match visibility {
            Some(Visibility::Internal) => GroupSpec {
                brief: id.clone().unwrap_or_default(),
                is_v2: true,
                ..GroupSpec::new(self.file, Some(entry))
            },
            _ => self.common_v2(fields, entry),
        };
        Some(GroupSpec {
            id: id?,
            r#type: GroupType::AttributeGroup,
            attributes,
            includes,
            visibility,
            ..common
        })
    }

    /// What events, metrics and spans have in common.
    fn signal(
        &mut self,
        fields: &mut Fields<'_>,
        entry: ListEntry,
        sampling: Sampling,
    ) -> GroupSpec {
        let Attributes {
            references: attributes,
            includes,
        } = self.attributes_v2(fields, sampling);
        let entity_associations =
            fields.defaulted(self, "entity_associations", Decoder::entity_associations);
        let requirement_level = self.signal_level(fields);
        GroupSpec {
            attributes,
            includes,
            entity_associations,
            requirement_level,
            ..self.common_v2(fields, entry)
        }
    }

    /// The attributes that identify an entity and those that describe it.
    pub(super) fn entity_attributes(&mut self, fields: &mut Fields<'_>) -> Vec<AttributeSpec> {
        let mut attributes = self.roles(fields, "identity", AttributeRole::Identifying);
        attributes.extend(self.roles(fields, "description", AttributeRole::Descriptive));
        attributes
    }

    pub(in crate::load) fn common_v2(
        &mut self,
        fields: &mut Fields<'_>,
        entry: ListEntry,
    ) -> GroupSpec {
        GroupSpec {
            brief: fields
                .required(self, "brief", Decoder::string)
                .unwrap_or_default(),
            note: fields.defaulted(self, "note", Decoder::string),
            stability: fields.required(self, "stability", Decoder::stability),
            deprecated: fields.optional(self, "deprecated", Decoder::structured_deprecated),
            annotations: self.annotations_v2(fields),
            is_v2: true,
            ..GroupSpec::new(self.file, Some(entry))
        }
    }

    pub(in crate::load) fn signal_level(
        &mut self,
        fields: &mut Fields<'_>,
    ) -> Option<RequirementLevel> {
        fields.optional(self, "requirement_level", Decoder::signal_word)
    }

    /// Whether a signal should be emitted.
    pub(in crate::load) fn signal_word(&mut self, value: &Value) -> Option<RequirementLevel> {
        self.word(value, "requirement level", SIGNAL_LEVELS)
    }

    pub(in crate::load) fn span_name(&mut self, value: &Value) -> Option<String> {
        let mut fields = self.fields(value, "the name of a span")?;
        let note = fields.required(self, "note", Decoder::string);
        fields.finish(self);
        note
    }
}
