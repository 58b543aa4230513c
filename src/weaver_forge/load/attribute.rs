use serde_yaml::Value;

use super::decode::{Decoder, Fields};
use super::malformed::Malformed;
use crate::model::{AttributeRole, AttributeSpec, AttributeType, EnumMember, Scalar, ScalarType};
use crate::source::ListEntry;

impl Decoder<'_> {
    /// An entry of `attributes`; `None` if it does not say which attribute it is about.
    pub(super) fn attribute(&mut self, index: usize, value: &Value) -> Option<AttributeSpec> {
        let mut fields = self.fields(value, "an attribute")?;
        let spec = if fields.has("ref") {
            self.reference(index, &mut fields)
        } else {
            self.attribute_definition(index, &mut fields)
        };
        fields.finish(self);
        spec
    }

    fn reference(&mut self, index: usize, fields: &mut Fields<'_>) -> Option<AttributeSpec> {
        let name = fields.required(self, "ref", Decoder::string);
        let note = fields.optional(self, "note", Decoder::string);
        let level = fields.optional(self, "requirement_level", Decoder::requirement_level);
        let prefix = fields.defaulted(self, "prefix", Decoder::boolean);
        let mut spec = self.common_fields(index, fields);
        (spec.note, spec.requirement_level, spec.prefix) = (note, level, prefix);
        Some(AttributeSpec {
            name: name?,
            ..spec
        })
    }

    fn attribute_definition(
        &mut self,
        index: usize,
        fields: &mut Fields<'_>,
    ) -> Option<AttributeSpec> {
        let name = fields.required(self, "id", Decoder::string);
        let r#type = fields.required(self, "type", Decoder::attribute_type);
        let note = fields.defaulted(self, "note", Decoder::string);
        let level = fields.defaulted(self, "requirement_level", Decoder::requirement_level);
        let mut spec = self.common_fields(index, fields);
        (spec.note, spec.requirement_level) = (Some(note), Some(level));
        // What has no readable type stays a definition: others may refer to it.
        spec.r#type = r#type.or(Some(AttributeType::Scalar(ScalarType::Any)));
        Some(AttributeSpec {
            name: name?,
            ..spec
        })
    }

    fn common_fields(&mut self, index: usize, fields: &mut Fields<'_>) -> AttributeSpec {
        AttributeSpec {
            name: String::new(),
            r#type: None,
            brief: fields.optional(self, "brief", Decoder::string),
            examples: fields.optional(self, "examples", Decoder::examples),
            tag: fields.optional(self, "tag", Decoder::string),
            requirement_level: None,
            sampling_relevant: fields.optional(self, "sampling_relevant", Decoder::boolean),
            note: None,
            stability: fields.optional(self, "stability", Decoder::stability),
            deprecated: fields.optional(self, "deprecated", Decoder::deprecated),
            prefix: false,
            annotations: fields.optional(self, "annotations", Decoder::annotations),
            role: fields.optional(self, "role", Decoder::role),
            entry: ListEntry {
                list: "attributes",
                index,
            },
        }
    }

    fn role(&mut self, value: &Value) -> Option<AttributeRole> {
        self.word(value, "role", AttributeRole::WORDS)
    }

    pub(super) fn attribute_type(&mut self, value: &Value) -> Option<AttributeType> {
        match value {
            Value::String(name) => {
                let parsed = AttributeType::parse(name);
                if parsed.is_none() {
                    let known = AttributeType::names().collect();
                    let (what, word) = ("attribute type", name.clone());
                    self.report(Malformed::UnknownWord { what, word, known });
                }
                parsed
            }
            // Keys beside `members` are left over from old registries and mean nothing.
            Value::Mapping(_) => self
                .lenient_fields(value, "an enum type")?
                .required(self, "members", Decoder::members)
                .map(AttributeType::Enum),
            other => self.wrong_kind("the name of a type, or `members`", other),
        }
    }

    pub(super) fn members(&mut self, value: &Value) -> Option<Vec<EnumMember>> {
        self.list(value, |decoder, _, item| decoder.member(item))
    }

    fn member(&mut self, value: &Value) -> Option<EnumMember> {
        let mut fields = self.fields(value, "an enum member")?;
        let id = fields.required(self, "id", Decoder::string);
        let value = fields.optional(self, "value", Decoder::member_value);
        let member = EnumMember {
            value: value.unwrap_or_else(|| Scalar::String(id.clone().unwrap_or_default())),
            id: id.clone().unwrap_or_default(),
            brief: fields.optional(self, "brief", Decoder::string),
            note: fields.optional(self, "note", Decoder::string),
            stability: fields.optional(self, "stability", Decoder::stability),
            deprecated: fields.optional(self, "deprecated", Decoder::deprecated),
            annotations: fields.optional(self, "annotations", Decoder::annotations),
        };
        fields.finish(self);
        id.map(|_| member)
    }
}
