use serde_yaml::Value;

use super::decode::Decoder;
use crate::model::{Body, BodyShape, RequirementLevel};

impl Decoder<'_> {
    /// The body of an event or a field in it. Unknown fields mean nothing here, as in Weaver.
    pub(super) fn body(&mut self, value: &Value) -> Option<Body> {
        let mut fields = self.lenient_fields(value, "a body")?;
        let r#type = fields.required(self, "type", Decoder::body_type);
        let shape = match r#type {
            Some("map" | "map[]") => {
                let fields = fields.required(self, "fields", Decoder::body_fields);
                BodyShape::Map {
                    fields: fields.unwrap_or_default(),
                }
            }
            Some("enum") => {
                let members = fields.required(self, "members", Decoder::members);
                BodyShape::Enum {
                    members: members.unwrap_or_default(),
                }
            }
            _ => BodyShape::Plain {},
        };
        let id = fields.required(self, "id", Decoder::string);
        let level = fields.required(self, "requirement_level", Decoder::requirement_level);
        Some(Body {
            r#type: r#type?,
            id: id?,
            brief: fields.defaulted(self, "brief", Decoder::string),
            note: fields.defaulted(self, "note", Decoder::string),
            stability: fields.optional(self, "stability", Decoder::stability),
            examples: fields.optional(self, "examples", Decoder::examples),
            requirement_level: level.unwrap_or(RequirementLevel::Recommended),
            shape,
        })
    }

    fn body_type(&mut self, value: &Value) -> Option<&'static str> {
        let types: Vec<_> = Body::TYPES.iter().map(|name| (*name, *name)).collect();
        self.word(value, "type of a body", &types)
    }

    fn body_fields(&mut self, value: &Value) -> Option<Vec<Body>> {
        self.list(value, |decoder, _, item| decoder.body(item))
    }
}
