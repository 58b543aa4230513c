//! What describes the emitting process.

use std::collections::BTreeMap;

use crate::record::{Attributes, Limits};
use crate::schema::{AttributeSchema, AttributeType, RequirementLevel, ResourceSchema};
use crate::value::Value;

/// What describes the emitting process, as generated code hands it over.
#[derive(Debug, Clone)]
pub struct Resource {
    pub(crate) schema: &'static ResourceSchema,
    pub(crate) attributes: Attributes,
}

/// What exports, as the OpenTelemetry specification wants it said.
const SDK: [(&str, &str); 3] = [
    ("telemetry.sdk.language", "rust"),
    ("telemetry.sdk.name", "semconv-runtime"),
    ("telemetry.sdk.version", env!("CARGO_PKG_VERSION")),
];

/// What the operator says about the process; wins over what the program says itself.
///
/// The keys are the operator's own: they come from variables of the environment, never from code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides(BTreeMap<String, String>);

impl Overrides {
    pub(crate) fn set(&mut self, key: String, value: String) {
        self.0.insert(key, value);
    }

    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }
}

impl Resource {
    /// The values of the schema's attributes.
    #[must_use]
    pub fn new(schema: &'static ResourceSchema, describe: impl FnOnce(&mut Attributes)) -> Self {
        let mut attributes = Attributes::new(schema.attributes, Limits::none());
        describe(&mut attributes);
        Self { schema, attributes }
    }

    /// This resource with the attributes of another entity as well; the other's win.
    ///
    /// What describes a process is made once and lives as long: its schema is never freed.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut values = self.values();
        values.extend(other.values());
        Self::of(self.schema.schema_url, values)
    }

    /// This resource as the operator wants it, with what exports it.
    pub(crate) fn overridden(self, overrides: &Overrides) -> Self {
        let mut values = self.values();
        for (key, value) in SDK {
            values.insert(key.to_owned(), Some(Value::Static(value)));
        }
        for (key, value) in &overrides.0 {
            values.insert(key.clone(), Some(Value::Text(value)));
        }
        Self::of(self.schema.schema_url, values)
    }

    /// Every attribute of the schema, with its value if it has one.
    fn values(&self) -> BTreeMap<String, Option<Value<'_>>> {
        let keys = self.schema.attributes.iter();
        let keys = keys
            .enumerate()
            .map(|(index, it)| (it.key, self.attributes.get(index)));
        keys.map(|(key, value)| (key.to_owned(), value)).collect()
    }

    fn of(schema_url: &'static str, values: BTreeMap<String, Option<Value<'_>>>) -> Self {
        let described: Vec<_> = values.keys().map(|key| described(key.clone())).collect();
        let schema: &'static ResourceSchema = Box::leak(Box::new(ResourceSchema {
            schema_url,
            attributes: Box::leak(described.into_boxed_slice()),
        }));
        Self::new(schema, |attributes| {
            for (index, value) in values.into_values().enumerate() {
                if let Some(value) = value {
                    attributes.set(index, value);
                }
            }
        })
    }

    /// The value of an attribute that is a text.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        let (_, value) = self.attributes.iter().find(|(other, _)| other == key)?;
        match value {
            Value::Text(text) => Some(text.to_owned()),
            Value::Static(text) => Some(text.to_owned()),
            _ => None,
        }
    }

    /// The keys of all attributes that the resource may have.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.schema.attributes.iter().map(|attribute| attribute.key)
    }
}

/// An attribute whose value says itself of what type it is.
fn described(key: String) -> AttributeSchema {
    AttributeSchema {
        key: Box::leak(key.into_boxed_str()),
        value_type: AttributeType::String,
        level: RequirementLevel::Recommended,
        superseded: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Int;

    const fn attribute(key: &'static str) -> AttributeSchema {
        AttributeSchema {
            key,
            value_type: AttributeType::String,
            level: RequirementLevel::Required,
            superseded: None,
        }
    }

    static SERVICE: ResourceSchema = ResourceSchema {
        schema_url: "https://example.org/1",
        attributes: &[attribute("service.name"), attribute("service.version")],
    };

    static PROCESS: ResourceSchema = ResourceSchema {
        schema_url: "https://example.org/1",
        attributes: &[attribute("process.pid")],
    };

    fn shown(resource: &Resource) -> Vec<String> {
        let shown = |(key, value)| format!("{key}={value:?}");
        resource.attributes.iter().map(shown).collect()
    }

    #[test]
    fn what_the_operator_says_wins_and_keeps_its_own_keys() {
        let service = Resource::new(&SERVICE, |attributes| {
            attributes.set(0, "shop");
            attributes.set(1, "1.0");
        });
        let process = Resource::new(&PROCESS, |attributes| attributes.set(0, Int(7)));
        let mut overrides = Overrides::default();
        overrides.set("service.name".to_owned(), "shop-eu".to_owned());
        overrides.set("team".to_owned(), "checkout".to_owned());
        overrides.set("telemetry.sdk.version".to_owned(), "9".to_owned());
        let resource = service.and(process).overridden(&overrides);
        assert_eq!(
            shown(&resource),
            [
                "process.pid=Int(7)",
                "service.name=Text(\"shop-eu\")",
                "service.version=Text(\"1.0\")",
                "team=Text(\"checkout\")",
                "telemetry.sdk.language=Static(\"rust\")",
                "telemetry.sdk.name=Static(\"semconv-runtime\")",
                "telemetry.sdk.version=Text(\"9\")",
            ],
        );
        assert_eq!(resource.schema.schema_url, "https://example.org/1");
    }
}
