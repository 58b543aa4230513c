use serde_yaml::Value;

use super::decode::{Decoder, Fields};
use crate::model::{
    AttributeSpec, GroupSpec, GroupType, Inclusion, Instrument, SpanKind, Visibility,
};
use crate::source::ListEntry;

impl Decoder<'_> {
    /// An entry of `groups`; `None` if it has no id.
    pub(super) fn group(&mut self, index: usize, value: &Value) -> Option<GroupSpec> {
        let entry = ListEntry {
            list: "groups",
            index,
        };
        let mut fields = self.fields(value, "a group")?;
        let id = fields.required(self, "id", Decoder::tagged_string);
        let r#type = fields.defaulted(self, "type", |decoder, value| {
            decoder
                .word(value, "group type", GroupType::WORDS)
                .map(Some)
        });
        let group = GroupSpec {
            r#type: r#type.unwrap_or(GroupType::Undefined),
            brief: fields
                .required(self, "brief", Decoder::tagged_string)
                .unwrap_or_default(),
            note: fields.defaulted(self, "note", Decoder::tagged_string),
            prefix: fields.defaulted(self, "prefix", Decoder::tagged_string),
            extends: fields.optional(self, "extends", Decoder::tagged_string),
            stability: fields.optional(self, "stability", Decoder::stability),
            deprecated: fields.optional(self, "deprecated", Decoder::deprecated),
            attributes: fields.defaulted(self, "attributes", Decoder::attributes),
            span_kind: fields.optional(self, "span_kind", Decoder::span_kind),
            events: fields.defaulted(self, "events", Decoder::strings),
            metric_name: fields.optional(self, "metric_name", Decoder::tagged_string),
            instrument: fields.optional(self, "instrument", Decoder::instrument),
            unit: fields.optional(self, "unit", Decoder::tagged_string),
            name: fields.optional(self, "name", Decoder::tagged_string),
            display_name: fields.optional(self, "display_name", Decoder::tagged_string),
            body: fields.optional(self, "body", Decoder::body),
            entity_associations: fields.defaulted(self, "entity_associations", |decoder, value| {
                match value {
                    Value::Null => Some(Vec::new()),
                    list => decoder.entity_associations(list),
                }
            }),
            annotations: fields.optional(self, "annotations", Decoder::annotations),
            ..GroupSpec::new(self.file, Some(entry))
        };
        let group = self.fields_of_format_2(group, &mut fields);
        fields.finish(self);
        Some(GroupSpec { id: id?, ..group })
    }

    /// What format 2 has and Weaver reads in format 1 too, without saying so.
    fn fields_of_format_2(&mut self, group: GroupSpec, fields: &mut Fields<'_>) -> GroupSpec {
        let list = "include_groups";
        let includes = fields.hidden(self, list, |decoder, value| {
            decoder.list(value, |decoder, index, item| {
                let group = decoder.string(item)?;
                let entry = ListEntry { list, index };
                Some(Inclusion { group, entry })
            })
        });
        fields.hidden(self, "is_v2", Decoder::boolean);
        GroupSpec {
            includes: includes.unwrap_or_default(),
            visibility: fields.hidden(self, "visibility", |decoder, value| {
                decoder.word(value, "visibility", Visibility::WORDS)
            }),
            span_name: fields.hidden(self, "span_name", Decoder::span_name),
            requirement_level: fields.hidden(self, "requirement_level", Decoder::signal_word),
            ..group
        }
    }

    pub(super) fn span_kind(&mut self, value: &Value) -> Option<SpanKind> {
        self.word(value, "span kind", SpanKind::WORDS)
    }

    pub(super) fn instrument(&mut self, value: &Value) -> Option<Instrument> {
        self.word(value, "instrument", Instrument::WORDS)
    }

    fn attributes(&mut self, value: &Value) -> Option<Vec<AttributeSpec>> {
        self.list_or_null(value, Decoder::attribute)
    }
}
