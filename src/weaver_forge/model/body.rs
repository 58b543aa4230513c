use serde::Serialize;

use super::{EnumMember, Examples, RequirementLevel, Stability};

/// The body of an event, or a field in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Body {
    /// The name of the type, as written.
    pub r#type: &'static str,
    /// What the value is called.
    pub id: String,
    /// One sentence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub brief: String,
    /// Anything longer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How settled it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability: Option<Stability>,
    /// Examples of values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub examples: Option<Examples>,
    /// Whether it has to be set.
    pub requirement_level: RequirementLevel,
    /// What the type carries with it.
    #[serde(flatten)]
    pub shape: BodyShape,
}

/// What sets the types of body values apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum BodyShape {
    /// `map` and `map[]`.
    Map {
        /// The fields.
        fields: Vec<Body>,
    },
    /// `enum`.
    Enum {
        /// The members.
        members: Vec<EnumMember>,
    },
    /// Every other type: nothing.
    Plain {},
}

impl Body {
    /// Every type a body value may have.
    pub(crate) const TYPES: &[&str] = &[
        "boolean",
        "int",
        "double",
        "string",
        "string[]",
        "int[]",
        "double[]",
        "boolean[]",
        "map",
        "map[]",
        "bytes",
        "undefined",
        "enum",
    ];
}
