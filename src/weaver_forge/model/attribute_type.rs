use std::fmt;

use serde::{Serialize, Serializer};

use super::{Annotations, Deprecated, Scalar, Stability};

/// The value of an enum member.
pub type MemberValue = Scalar;

/// The types that have a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarType {
    /// `boolean`
    Boolean,
    /// `int`, 64 bits with sign.
    Int,
    /// `double`
    Double,
    /// `string`
    String,
    /// `any`
    Any,
    /// `string[]`
    Strings,
    /// `int[]`
    Ints,
    /// `double[]`
    Doubles,
    /// `boolean[]`
    Booleans,
}

impl ScalarType {
    pub(crate) const ALL: &[ScalarType] = &[
        ScalarType::Boolean,
        ScalarType::Int,
        ScalarType::Double,
        ScalarType::String,
        ScalarType::Any,
        ScalarType::Strings,
        ScalarType::Ints,
        ScalarType::Doubles,
        ScalarType::Booleans,
    ];

    /// The name files use.
    pub fn as_str(self) -> &'static str {
        match self {
            ScalarType::Boolean => "boolean",
            ScalarType::Int => "int",
            ScalarType::Double => "double",
            ScalarType::String => "string",
            ScalarType::Any => "any",
            ScalarType::Strings => "string[]",
            ScalarType::Ints => "int[]",
            ScalarType::Doubles => "double[]",
            ScalarType::Booleans => "boolean[]",
        }
    }
}

/// The type of an attribute's value.
#[derive(Debug, Clone, PartialEq)]
pub enum AttributeType {
    /// A named type.
    Scalar(ScalarType),
    /// `template[T]`: one value for each suffix of the key.
    Template(ScalarType),
    /// `{members: [...]}`.
    Enum(Vec<EnumMember>),
}

impl AttributeType {
    /// The type called `name`, unless it is none.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let named = |name: &str| ScalarType::ALL.iter().copied().find(|t| t.as_str() == name);
        match name
            .strip_prefix("template[")
            .and_then(|inner| inner.strip_suffix(']'))
        {
            Some(inner) => named(inner).map(Self::Template),
            None => named(name).map(Self::Scalar),
        }
    }

    /// Every name that [`Self::parse`] accepts.
    pub(crate) fn names() -> impl Iterator<Item = String> {
        let scalars = ScalarType::ALL.iter().map(|t| Self::Scalar(*t).to_string());
        scalars.chain(
            ScalarType::ALL
                .iter()
                .map(|t| Self::Template(*t).to_string()),
        )
    }
}

impl fmt::Display for AttributeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(scalar) => f.write_str(scalar.as_str()),
            Self::Template(scalar) => write!(f, "template[{}]", scalar.as_str()),
            Self::Enum(_) => f.write_str("enum"),
        }
    }
}

impl Serialize for AttributeType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Members<'a> {
            members: &'a [EnumMember],
        }
        match self {
            Self::Enum(members) => Members { members }.serialize(serializer),
            named => serializer.collect_str(named),
        }
    }
}

/// One of the values of an enum.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EnumMember {
    /// What code calls it.
    pub id: String,
    /// What is sent; the id if the file names no value.
    pub value: MemberValue,
    /// One sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brief: Option<String>,
    /// Anything longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// How settled it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability: Option<Stability>,
    /// Whether it should no longer be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecated>,
    /// Data for templates and tools.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotations: Option<Annotations>,
}
