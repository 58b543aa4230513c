//! How often Weaver says that a definition file departs from its format.
//!
//! Weaver first tries to take a file over. Only if that fails it asks a JSON Schema what is wrong, and
//! reports every answer: one for all unknown fields of a mapping, one for each field that is missing,
//! one for a whole attribute whatever is wrong in it. Where the schema has nothing to object, it says
//! that the file cannot be deserialised. The schema also objects to what is read without complaint,
//! such as a deprecation that is a bare text. People are told better, so this is only for programs
//! that count what Weaver counts.

mod v1;
mod v2;

use std::fmt;

use serde_json::Value as Json;

use crate::source::YamlPath;

/// What a value may be.
#[derive(Debug)]
pub(super) enum Shape {
    Text,
    Flag,
    Number,
    /// A mapping with any keys.
    Map,
    /// One of these words.
    Word(&'static [&'static str]),
    List(&'static Shape),
    Record(Record),
    /// Null, or this.
    Nullable(&'static Shape),
    /// One of these. If it is none, that counts once.
    Either(&'static [&'static Shape]),
}

/// A mapping with known keys.
#[derive(Debug)]
pub(super) struct Record {
    fields: &'static [(&'static str, &'static Shape)],
    required: &'static [&'static str],
    /// Whether other keys are wrong.
    is_closed: bool,
}

impl Record {
    const fn closed(
        fields: &'static [(&'static str, &'static Shape)],
        required: &'static [&'static str],
    ) -> Shape {
        Shape::Record(Self {
            fields,
            required,
            is_closed: true,
        })
    }

    const fn open(
        fields: &'static [(&'static str, &'static Shape)],
        required: &'static [&'static str],
    ) -> Shape {
        Shape::Record(Self {
            fields,
            required,
            is_closed: false,
        })
    }
}

/// One objection of the schema.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    /// The value it is about.
    pub(super) path: YamlPath,
    pub(super) what: What,
}

/// What is wrong with a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    /// It has fields that mean nothing.
    Unknown(Vec<String>),
    /// A field is not there.
    Missing(&'static str),
    /// It is something else altogether.
    Form,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(fields) => write!(f, "unknown fields: `{}`", fields.join("`, `")),
            Self::Missing(field) => write!(f, "the field `{field}` is missing"),
            Self::Form => f.write_str("this is none of the forms that can stand here"),
        }
    }
}

/// Every objection to `file`, or none if it is no JSON.
pub(super) fn misfits(file: &serde_yaml::Value, is_v2: bool) -> Vec<Misfit> {
    let mut found = Vec::new();
    let shape = if is_v2 { &v2::FILE } else { &v1::FILE };
    if let Ok(mut json) = serde_json::to_value(file) {
        // The format is settled before the schema is asked.
        if let Json::Object(root) = &mut json {
            root.retain(|key, _| key != "file_format" && key != "version");
        }
        look(&json, shape, YamlPath::default(), &mut found);
    }
    found
}

fn look(value: &Json, shape: &Shape, path: YamlPath, found: &mut Vec<Misfit>) {
    match (shape, value) {
        (Shape::Nullable(_), Json::Null) => {}
        (Shape::Nullable(shape), _) => look(value, shape, path, found),
        (Shape::List(shape), Json::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                look(item, shape, path.clone().index(index), found);
            }
        }
        (Shape::Record(record), Json::Object(fields)) => {
            let known = |key: &str| record.fields.iter().find(|(known, _)| *known == key);
            let mut unknown = Vec::new();
            for (key, value) in fields {
                match known(key) {
                    Some((_, shape)) => look(value, shape, path.clone().key(key), found),
                    None => unknown.push(key.clone()),
                }
            }
            if record.is_closed && !unknown.is_empty() {
                found.push(Misfit {
                    path: path.clone(),
                    what: What::Unknown(unknown),
                });
            }
            let missing = record.required.iter();
            for field in missing.filter(|field| !fields.contains_key(**field)) {
                found.push(Misfit {
                    path: path.clone(),
                    what: What::Missing(field),
                });
            }
        }
        _ if fits(value, shape) => {}
        _ => found.push(Misfit {
            path,
            what: What::Form,
        }),
    }
}

fn fits(value: &Json, shape: &Shape) -> bool {
    match shape {
        Shape::Text => value.is_string(),
        Shape::Flag => value.is_boolean(),
        Shape::Number => value.is_number(),
        Shape::Map => value.is_object(),
        Shape::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        Shape::List(shape) => value
            .as_array()
            .is_some_and(|items| items.iter().all(|item| fits(item, shape))),
        Shape::Nullable(shape) => value.is_null() || fits(value, shape),
        Shape::Either(shapes) => shapes.iter().any(|shape| fits(value, shape)),
        Shape::Record(record) => value.as_object().is_some_and(|fields| {
            let known = |key: &str| record.fields.iter().find(|(known, _)| *known == key);
            record.required.iter().all(|key| fields.contains_key(*key))
                && fields.iter().all(|(key, value)| match known(key) {
                    Some((_, shape)) => fits(value, shape),
                    None => !record.is_closed,
                })
        }),
    }
}
