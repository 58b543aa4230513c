//! The attributes that a span starts with.

use std::borrow::Cow;

use opentelemetry::KeyValue;

use crate::provider::Settings;
use crate::schema::{AttributeSchema, Name, NamePart, SpanSchema};
use crate::value::IntoValue;

/// The attributes that a span starts with: its constants, and what generated code adds.
#[derive(Debug)]
pub struct Attributes {
    schema: &'static SpanSchema,
    settings: &'static Settings,
    values: Vec<KeyValue>,
}

impl Attributes {
    pub(crate) fn new(schema: &'static SpanSchema, settings: &'static Settings) -> Self {
        let mut values = Vec::with_capacity(schema.attributes.len());
        values.extend(schema.constants.iter().map(|&(index, value)| {
            KeyValue::new(schema.attributes[index].key, value.into_value().0)
        }));
        Self {
            schema,
            settings,
            values,
        }
    }

    pub(crate) fn into_values(self) -> Vec<KeyValue> {
        self.values
    }

    /// Adds a required attribute. Generated code adds each once.
    pub fn set(&mut self, index: usize, value: impl IntoValue) {
        self.push(self.schema.attributes[index].key, value);
    }

    /// Adds an attribute that repeats another under an older key, unless the process opted out of it.
    pub fn set_superseded(&mut self, index: usize, value: impl IntoValue) {
        let AttributeSchema {
            key, superseded, ..
        } = self.schema.attributes[index];
        if superseded.is_none_or(|word| self.settings.emits_superseded(word)) {
            self.push(key, value);
        }
    }

    fn push(&mut self, key: &'static str, value: impl IntoValue) {
        self.values.push(KeyValue::new(key, value.into_value().0));
    }

    /// The name of the span, from these attributes where the registry makes it of them.
    pub(crate) fn name(&self) -> Cow<'static, str> {
        match self.schema.name {
            Name::Fixed(name) => Cow::Borrowed(name),
            Name::Pattern { parts, .. } => {
                Cow::Owned(parts.iter().map(|part| self.part(part)).collect())
            }
        }
    }

    fn part(&self, part: &NamePart) -> Cow<'_, str> {
        match *part {
            NamePart::Text(text) => Cow::Borrowed(text),
            NamePart::Attribute(index) => {
                let key = self.schema.attributes[index].key;
                let found = self
                    .values
                    .iter()
                    .find(|attribute| attribute.key.as_str() == key);
                found.map_or(Cow::Borrowed(""), |attribute| attribute.value.as_str())
            }
        }
    }
}
