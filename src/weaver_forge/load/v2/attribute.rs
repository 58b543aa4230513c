use serde_yaml::Value;

use super::super::decode::{Decoder, Fields};
use crate::model::{
    AttributeRole, AttributeSpec, AttributeType, Inclusion, RequirementLevel, ScalarType,
};
use crate::source::ListEntry;

/// What stands in the `attributes` of a signal or group.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) references: Vec<AttributeSpec>,
    pub(super) includes: Vec<Inclusion>,
}

/// Whether references may say that samplers look at the attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sampling {
    Allowed,
    Unknown,
}

impl Decoder<'_> {
    /// An entry of the `attributes` at the root; `None` if it has no key.
    pub(super) fn attribute_v2(&mut self, index: usize, value: &Value) -> Option<AttributeSpec> {
        let mut fields = self.fields(value, "an attribute")?;
        let spec = self.attribute_fields(index, &mut fields);
        fields.finish(self);
        spec
    }

    /// The fields that attributes have in definition files and in catalogs.
    pub(in crate::load) fn attribute_fields(
        &mut self,
        index: usize,
        fields: &mut Fields<'_>,
    ) -> Option<AttributeSpec> {
        let name = fields.required(self, "key", Decoder::string);
        let r#type = fields.required(self, "type", Decoder::attribute_type);
        let spec = AttributeSpec {
            name: String::new(),
            // What has no readable type stays a definition: others may refer to it.
            r#type: r#type.or(Some(AttributeType::Scalar(ScalarType::Any))),
            brief: fields.required(self, "brief", Decoder::string),
            examples: fields.optional(self, "examples", Decoder::examples),
            tag: None,
            requirement_level: Some(RequirementLevel::default()),
            sampling_relevant: None,
            note: Some(fields.defaulted(self, "note", Decoder::string)),
            stability: fields.required(self, "stability", Decoder::stability),
            deprecated: fields.optional(self, "deprecated", Decoder::structured_deprecated),
            prefix: false,
            annotations: self.annotations_v2(fields),
            role: None,
            entry: ListEntry {
                list: "attributes",
                index,
            },
        };
        Some(AttributeSpec {
            name: name?,
            ..spec
        })
    }

    /// The references of a signal or a group, to attributes and to groups.
    pub(super) fn attributes_v2(
        &mut self,
        fields: &mut Fields<'_>,
        sampling: Sampling,
    ) -> Attributes {
        let list = "attributes";
        let mut attributes = Attributes::default();
        fields.defaulted(self, list, |decoder, value| {
            decoder.list(value, |decoder, index, item| {
                let entry = ListEntry { list, index };
                if item.get("ref_group").is_some() && item.get("ref").is_none() {
                    let inclusion = decoder.inclusion(entry, item);
                    attributes.includes.extend(inclusion);
                } else {
                    let reference = decoder.reference_v2(entry, item, sampling);
                    attributes.references.extend(reference);
                }
                Some(())
            })
        });
        attributes
    }

    /// The attributes that an entity has in `list`, each with `role`.
    pub(super) fn roles(
        &mut self,
        fields: &mut Fields<'_>,
        list: &'static str,
        role: AttributeRole,
    ) -> Vec<AttributeSpec> {
        fields.defaulted(self, list, |decoder, value| {
            decoder.list(value, |decoder, index, item| {
                let entry = ListEntry { list, index };
                let reference = decoder.reference_v2(entry, item, Sampling::Unknown)?;
                Some(AttributeSpec {
                    role: Some(role),
                    ..reference
                })
            })
        })
    }

    fn inclusion(&mut self, entry: ListEntry, value: &Value) -> Option<Inclusion> {
        let mut fields = self.fields(value, "a reference to a group")?;
        let group = fields.required(self, "ref_group", Decoder::string);
        fields.finish(self);
        group.map(|group| Inclusion { group, entry })
    }

    fn reference_v2(
        &mut self,
        entry: ListEntry,
        value: &Value,
        sampling: Sampling,
    ) -> Option<AttributeSpec> {
        let mut fields = self.fields(value, "a reference to an attribute")?;
        let name = fields.required(self, "ref", Decoder::string);
        let spec = AttributeSpec {
            name: String::new(),
            r#type: None,
            brief: fields.optional(self, "brief", Decoder::string),
            examples: fields.optional(self, "examples", Decoder::examples),
            tag: None,
            requirement_level: fields.optional(
                self,
                "requirement_level",
                Decoder::requirement_level,
            ),
            sampling_relevant: match sampling {
                Sampling::Allowed => fields.optional(self, "sampling_relevant", Decoder::boolean),
                Sampling::Unknown => None,
            },
            note: fields.optional(self, "note", Decoder::string),
            stability: fields.optional(self, "stability", Decoder::stability),
            deprecated: fields.optional(self, "deprecated", Decoder::structured_deprecated),
            prefix: false,
            annotations: fields.optional(self, "annotations", Decoder::annotations),
            role: None,
            entry,
        };
        fields.finish(self);
        Some(AttributeSpec {
            name: name?,
            ..spec
        })
    }
}
