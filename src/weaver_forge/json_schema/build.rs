//! Pieces that schemas are built from.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

/// The definitions that a schema refers to, by name.
#[derive(Debug, Default)]
pub(super) struct Definitions(BTreeMap<&'static str, Json>);

impl Definitions {
    /// A reference to the definition `name`, which `make` makes when it is referred to first.
    pub(super) fn define(
        &mut self,
        name: &'static str,
        make: impl FnOnce(&mut Self) -> Json,
    ) -> Json {
        if !self.0.contains_key(name) {
            // What refers to itself finds the name taken.
            self.0.insert(name, Json::Null);
            let definition = make(self);
            self.0.insert(name, definition);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    /// All definitions as one object.
    pub(super) fn into_json(self) -> Json {
        let named = self.0.into_iter();
        Json::Object(named.map(|(name, it)| (name.to_owned(), it)).collect())
    }
}

/// An object with known fields.
#[derive(Debug)]
pub(super) struct Object {
    about: &'static str,
    fields: Map<String, Json>,
    required: Vec<&'static str>,
}

impl Object {
    /// An object without fields; `about` says what it stands for.
    pub(super) fn new(about: &'static str) -> Self {
        Self {
            about,
            fields: Map::new(),
            required: Vec::new(),
        }
    }

    /// Adds a field that has to be there.
    pub(super) fn required(mut self, name: &'static str, about: &str, schema: Json) -> Self {
        self.required.push(name);
        self.optional(name, about, schema)
    }

    /// Adds a field that may be left out.
    pub(super) fn optional(mut self, name: &'static str, about: &str, mut schema: Json) -> Self {
        schema["description"] = about.into();
        self.fields.insert(name.to_owned(), schema);
        self
    }

    /// The schema that allows no other fields.
    pub(super) fn closed(self) -> Json {
        self.closed_unless(false)
    }

    /// The schema that allows other fields if `is_open`.
    pub(super) fn closed_unless(mut self, is_open: bool) -> Json {
        let mut schema = json!({ "type": "object", "description": self.about });
        schema["properties"] = Json::Object(self.fields);
        if !self.required.is_empty() {
            self.required.sort_unstable();
            schema["required"] = json!(self.required);
        }
        if !is_open {
            schema["additionalProperties"] = false.into();
        }
        schema
    }
}

/// Text.
pub(super) fn text() -> Json {
    json!({ "type": "string" })
}

/// `true` or `false`.
pub(super) fn flag() -> Json {
    json!({ "type": "boolean" })
}

/// A whole number.
pub(super) fn integer() -> Json {
    json!({ "type": "integer" })
}

/// Any value.
pub(super) fn any() -> Json {
    json!({})
}

/// A list.
pub(super) fn list(items: Json) -> Json {
    json!({ "type": "array", "items": items })
}

/// An object with any keys.
pub(super) fn map(values: Json) -> Json {
    json!({ "type": "object", "additionalProperties": values })
}

/// One of these words.
pub(super) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Json {
    json!({ "type": "string", "enum": words.into_iter().collect::<Vec<_>>() })
}

/// Exactly this word.
pub(super) fn word(word: &str) -> Json {
    json!({ "type": "string", "const": word })
}

/// At least one of these.
pub(super) fn any_of(alternatives: impl IntoIterator<Item = Json>) -> Json {
    json!({ "anyOf": alternatives.into_iter().collect::<Vec<_>>() })
}

/// `schema`, or null.
pub(super) fn nullable(schema: Json) -> Json {
    any_of([schema, json!({ "type": "null" })])
}
